"""The five files of a trained model, and what is in them beside the network."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.errors import SettingsError

NAMES = ("model.onnx", "heads.npz", "labels.json", "lemma.json", "vocab.txt")
# What follows the name of a matrix in heads.npz where it has scales.
SCALES = "_scales"
# Held as bytes, so that a saved, copied or pickled pipeline depends on no folder.
ModelFiles = Mapping[str, bytes]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """The model's columns, in order: ``kinds`` are pairs of UPOS and features, ``relations`` those of UD.

    ``names``, ``parts`` (of statements) and ``events`` are BIO tags.
    """

    tags: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    parts: tuple[str, ...]
    events: tuple[str, ...]


def read_files(folder: Path | Traversable) -> ModelFiles:
    """Read a model's files from ``folder``; one that is not there is a SettingsError."""
    try:
        return {name: (folder / name).read_bytes() for name in NAMES}
    except OSError as error:
        raise SettingsError(f"the language model in {folder} is not whole: {error}; install newsgraph again") from error


def shipped_files() -> ModelFiles:
    """Read the model that is part of the package."""
    return read_files(resources.files(__package__) / "model")


def read_labels(files: ModelFiles) -> Labels:
    """Read what the columns of the model's outputs mean."""
    content = json.loads(files["labels.json"])
    plain = ("tags", "scripts", "relations", "names", "parts", "events")
    kinds = (kind.partition("|") for kind in content["kinds"])
    return Labels(
        kinds=tuple((upos, "" if features == "_" else features) for upos, _, features in kinds),
        **{name: tuple(content[name]) for name in plain},
    )


def read_heads(files: ModelFiles) -> Mapping[str, Floats]:
    """Read the matrices (in, out) and biases applied outside of the graph: "relation" and the sentences' two.

    Where the file has a matrix's scales by column beside it, its numbers are whole ones.
    """
    with np.load(io.BytesIO(files["heads.npz"])) as heads:
        stored = {name: heads[name].astype(np.float32) for name in heads.files}
    scales = {name.removesuffix(SCALES): stored.pop(name) for name in list(stored) if name.endswith(SCALES)}
    return {name: array * scales[name] if name in scales else array for name, array in stored.items()}

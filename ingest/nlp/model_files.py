"""The five files of a trained model, and the labels that they name."""

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

NAMES = ("model.onnx", "R.npy", "labels.json", "lemma.json", "vocab.txt")
# Held as bytes, so that a saved, copied or pickled pipeline depends on no folder.
ModelFiles = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Labels:
    """The model's columns, in order: ``kinds`` are pairs of UPOS and features, ``relations`` those of UD."""

    tags: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    parts: tuple[str, ...]


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
    labels = content["labels"]
    kinds = (kind.partition("|") for kind in labels["morph"])
    return Labels(
        tags=tuple(labels["tag"]),
        kinds=tuple((upos, "" if features == "_" else features) for upos, _, features in kinds),
        scripts=tuple(labels["lemma"]),
        relations=tuple(content["rels"]),
        names=tuple(labels["ner9"]),
        parts=tuple(labels["quote"]),
    )


def read_relation_weights(files: ModelFiles) -> npt.NDArray[np.float32]:
    """Read the bilinear map that scores relations: (dependent, relation × governor)."""
    weights: npt.NDArray[np.float32] = np.load(io.BytesIO(files["R.npy"])).astype(np.float32)
    return weights

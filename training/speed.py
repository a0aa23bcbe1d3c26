"""How many words a pipeline reads in a second, with the model of 8-bit integers and with that of 32-bit floats."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from tqdm import tqdm

from ingest.nlp import load_nlp
from training.machine import processor

_ENCODER = "newsgraph_encoder"
_WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second of the whole pipeline over ``words`` words, and what it ran on; ``full`` is that of 32 bits."""

    words: int
    threads: int
    processor: str
    small: float
    full: float | None


def measure_speed(texts: Sequence[str], *, threads: int, full_model: Path | None) -> Speed:
    """Read ``texts`` with the package's model and, in the same run, with ``full_model``, an ONNX file."""
    nlp = load_nlp(threads=threads)
    words, small = _read(nlp, texts, name="8-bit integers")
    full = _read(with_model(nlp, full_model), texts, name="32-bit floats")[1] if full_model is not None else None
    return Speed(words, threads, processor(), small, full)


def with_model(nlp: Language, model: Path) -> Language:
    """Give the pipeline with another network of the same labels."""
    encoder = nlp.get_pipe(_ENCODER)
    with tempfile.TemporaryDirectory() as folder:
        encoder.to_disk(folder)  # type: ignore[attr-defined] # spaCy's components need not have it; ours does.
        (Path(folder) / "model.onnx").write_bytes(model.read_bytes())
        encoder.from_disk(folder)  # type: ignore[attr-defined]
    return nlp


def _read(nlp: Language, texts: Sequence[str], *, name: str) -> tuple[int, float]:
    list(nlp.pipe(texts[:_WARM_UP]))
    started = time.perf_counter()
    docs = tqdm(nlp.pipe(texts), total=len(texts), desc=f"speed, {name}", unit=" texts")
    words = sum(not token.is_space for doc in docs for token in doc)
    return words, round(words / (time.perf_counter() - started))

"""The language model's heads for few words: what it says of a cue, a trigger or a pronoun, from the word vectors.

``doc.tensor`` holds the vectors, a row a token; a pipeline that is not ours has none, and every answer is then None.
``tables/heads.npz`` is made by ``training/sparse_heads.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from ingest.extract import tables

Floats = NDArray[np.float32]
# A part of a statement points at its cue, a cue at what it speaks about.
PointerName = Literal["cue", "about"]
HeadName = Literal["modes", "realis"]
_WIDTH = 384
# OpenBLAS starts threads of its own for products of more multiplications, which wait busily for the next one.
_SMALL = 2**18
# The three maps of two pointers, of the doc that is being read.
_KEPT = 6
# Those of triggers: types, modes and realis.
_HEADS = 3


def has_vectors(doc: Doc) -> bool:
    """Whether ``doc`` has the word vectors of our language model; those of other pipelines have another width."""
    return len(doc) > 0 and doc.tensor.shape == (len(doc), _WIDTH)


def same_chances(doc: Doc, word: int, places: Sequence[int] | NDArray[np.int64]) -> Floats | None:
    """Give how likely the mention ``word`` is the same as each of ``places``, which are earlier mentions.

    What is missing to 1 is that it is the first of its kind.
    """
    if not has_vectors(doc):
        return None
    scores = np.empty(1 + len(places), np.float32)
    scores[0] = _mapped(doc, "same.nothing")[word, 0]
    np.matmul(_mapped(doc, "same.source")[word], _mapped(doc, "same.target").take(places, axis=0).T, out=scores[1:])
    powers = np.exp(scores - np.maximum.reduce(scores))
    chances: Floats = powers[1:] / np.add.reduce(powers)
    return chances


def points(doc: Doc, name: PointerName, words: Sequence[int], places: Sequence[int]) -> Floats | None:
    """Give the log odds (words, 1 + places) that each of ``words`` points to nothing, and to each of ``places``.

    They are relative to each other.
    """
    if not words or not has_vectors(doc):
        return None
    scores = np.empty((len(words), 1 + len(places)), np.float32)
    scores[:, :1] = _mapped(doc, f"{name}.nothing").take(words, axis=0)
    target = _mapped(doc, f"{name}.target").take(places, axis=0)
    scores[:, 1:] = _mapped(doc, f"{name}.source").take(words, axis=0) @ target.T
    return scores


def trigger_odds(doc: Doc, name: HeadName, trigger: int) -> dict[str, float] | None:
    """Give the log probability of each realis, or of each mode ("TYPE-mode", "" for none), of a trigger's head."""
    if not has_vectors(doc):
        return None
    return dict(zip(_classes(name), _logarithms(doc, name)[trigger].tolist(), strict=True))


def event_odds(doc: Doc) -> tuple[tuple[str, ...], Floats] | None:
    """Give the tags "O", "B-TYPE" and "I-TYPE" of triggers, and their log probabilities (tokens, tags)."""
    if not has_vectors(doc):
        return None
    return _classes("events"), _logarithms(doc, "events")


@lru_cache(maxsize=_HEADS)
def _logarithms(doc: Doc, name: str) -> Floats:
    """Give the log probabilities (tokens, classes) of all words of a doc at once."""
    scores = _map(name, _all_vectors(doc))
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return scores


@lru_cache(maxsize=_KEPT)
def _mapped(doc: Doc, name: str) -> Floats:
    """Map all words of a doc at once; the words of one are asked about again and again."""
    return _map(name, _all_vectors(doc))


@lru_cache(maxsize=1)
def _all_vectors(doc: Doc) -> Floats:
    vectors: Floats = doc.tensor.astype(np.float32)
    return vectors


def _map(name: str, vectors: Floats) -> Floats:
    weight, bias = _heads()[f"{name}.weight"], _heads()[f"{name}.bias"]
    step = max(1, _SMALL // weight.size)
    mapped = np.empty((len(vectors), weight.shape[1]), np.float32)
    for first in range(0, len(vectors), step):
        mapped[first : first + step] = vectors[first : first + step] @ weight
    return mapped + bias


@cache
def _heads() -> Mapping[str, Floats]:
    with (resources.files(tables) / "heads.npz").open("rb") as file, np.load(file) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files if not name.endswith(".classes")}


@cache
def _classes(name: str) -> tuple[str, ...]:
    with (resources.files(tables) / "heads.npz").open("rb") as file, np.load(file) as arrays:
        return tuple(str(arrays[f"{name}.classes"]).split("\n"))

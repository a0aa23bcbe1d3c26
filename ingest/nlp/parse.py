"""The parse of a document's words as arrays: tags, sentences, trees, names and parts of statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.nlp.encoder import Encoder, Floats, Scores
from ingest.nlp.model_files import Labels
from ingest.nlp.sentences import sentence_starts
from ingest.nlp.tags import BioTags, bio_tags, find_spans
from ingest.nlp.trees import decode_heads
from ingest.nlp.windows import PARAGRAPH, Words, cut_windows

NAME_LABELS = frozenset({"PER", "ORG", "LOC", "NORP", "FAC"})
_NEVER = -1e9
# Rows in one product. OpenBLAS starts threads of its own for bigger ones, which then wait busily for the next and take
# the processor from the network: half of the speed on two cores.
_SMALL_PRODUCT = 24

NamedSpan = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Parse:
    """A row for each word. ``choices``: tag, kind, lemma script; ``heads``: words, a root its own; spans of words."""

    choices: npt.NDArray[np.int32]
    heads: npt.NDArray[np.int64]
    relations: npt.NDArray[np.int64]
    names: tuple[NamedSpan, ...]
    parts: tuple[NamedSpan, ...]


class Parser:
    """The encoder with everything that turns its scores into a parse. Windows are of about ``window`` pieces."""

    def __init__(self, encoder: Encoder, labels: Labels, relation_weights: Floats, *, window: int) -> None:
        self._encoder = encoder
        width = len(relation_weights)
        by_relation = relation_weights.reshape(width, -1, width).transpose(1, 0, 2)
        self._weights = np.ascontiguousarray(by_relation)
        self._root = labels.relations.index("root")
        self._names = bio_tags(labels.names)
        self._parts = bio_tags(labels.parts)
        self._window = window

    def parse(self, words: Words) -> Parse:
        """Parse ``words``; memory grows by some hundred bytes a word, however long the document is."""
        count = len(words)
        choices = np.zeros((count, 3), np.int32)
        heads, relations = np.zeros(count, np.int64), np.zeros(count, np.int64)
        names, parts = _scores(count, self._names), _scores(count, self._parts)
        for scores in self._encoder.read(words, list(cut_windows(words, limit=self._window))):
            part = slice(scores.start, scores.end)
            choices[part], names[part], parts[part] = scores.choices, scores.names, scores.parts
            local = _window_heads(words, scores)
            relations[part] = self._relations(scores, local)
            heads[part] = np.where(local == 0, np.arange(len(local)), local - 1) + scores.start
        barriers = words.gaps == PARAGRAPH
        found = find_spans(names, self._names, barriers)
        return Parse(
            choices=choices,
            heads=heads,
            relations=relations,
            names=tuple(name for name in found if name[2] in NAME_LABELS),
            parts=tuple(find_spans(parts, self._parts)),
        )

    def _relations(self, scores: Scores, heads: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Give each word's relation to its head; only a root is "root"."""
        dependents = _with_one(scores.dependents)
        governors = _with_one(scores.governors[heads])
        ranked = np.empty((len(heads), len(self._weights)), np.float32)
        for first in range(0, len(heads), _SMALL_PRODUCT):
            part = slice(first, first + _SMALL_PRODUCT)
            mapped = np.matmul(dependents[part], self._weights)
            ranked[part] = np.einsum("rwd,wd->wr", mapped, governors[part])
        ranked[heads != 0, self._root] = _NEVER
        best: npt.NDArray[np.int64] = ranked.argmax(axis=1)
        return np.where(heads == 0, self._root, best)


def _window_heads(words: Words, scores: Scores) -> npt.NDArray[np.int64]:
    """Give the heads in a window, 1-based in the window, 0 for the root of each sentence."""
    heads = np.zeros(scores.end - scores.start, np.int64)
    for first, last in _sentences(sentence_starts(words, scores.start, scores.end, scores.starts)):
        arcs = scores.arcs[first:last]
        found = decode_heads(np.concatenate([arcs[:, :1], arcs[:, first + 1 : last + 1]], axis=1))
        heads[first:last] = np.where(found == 0, 0, found + first)
    return heads


def _sentences(starts: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    borders = [*np.flatnonzero(starts).tolist(), len(starts)]
    yield from pairwise(borders)


def _scores(count: int, bio: BioTags) -> Floats:
    return np.zeros((count, len(bio.tags)), np.float32)


def _with_one(vectors: Floats) -> Floats:
    """Append the constant 1 of a biaffine map."""
    return np.concatenate([vectors, np.ones((len(vectors), 1), np.float32)], axis=1)

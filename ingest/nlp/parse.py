"""The parse of a document's words as arrays: tags, sentences, trees, names, parts of statements and event triggers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.nlp.encoder import Encoder, Scores
from ingest.nlp.model_files import Floats, Labels
from ingest.nlp.products import product
from ingest.nlp.sentences import goes_on, sentence_starts
from ingest.nlp.tags import bio_tags, find_spans
from ingest.nlp.trees import decode_heads
from ingest.nlp.windows import PARAGRAPH, Words, cut_windows

NAME_LABELS = frozenset({"PER", "ORG", "LOC", "NORP", "FAC"})
_WIDTH = 384
_NEVER = -1e9

NamedSpan = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Parse:
    """A row for each word. ``choices``: tag, kind, lemma script; ``heads``: words, a root its own; spans of words."""

    choices: npt.NDArray[np.int32]
    heads: npt.NDArray[np.int64]
    relations: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float16]
    names: tuple[NamedSpan, ...]
    parts: tuple[NamedSpan, ...]
    triggers: tuple[NamedSpan, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What has been read of ``words``, a row for each; ``windows`` are those that are still to be read."""

    words: Words
    choices: npt.NDArray[np.int32]
    heads: npt.NDArray[np.int64]
    relations: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float16]
    names: Floats
    parts: Floats
    events: Floats
    windows: list[Future[None]]


class Parser:
    """The encoder with everything that turns its scores into a parse. Windows are of about ``window`` pieces.

    ``executor`` reads them, several at once; what is read does not depend on their order.
    """

    def __init__(
        self, encoder: Encoder, labels: Labels, heads: Mapping[str, Floats], executor: Executor, *, window: int
    ) -> None:
        self._encoder = encoder
        self._executor = executor
        self._relation_weights, self._relation_bias = heads["relation"], heads["relation_bias"]
        self._root = labels.relations.index("root")
        self._names, self._parts, self._events = map(bio_tags, (labels.names, labels.parts, labels.events))
        self._window = window

    def begin(self, words: Words) -> Reading:
        """Begin to read ``words``; memory grows by about a thousand bytes a word, however long the document is."""
        count = len(words)
        reading = Reading(
            words=words,
            choices=np.zeros((count, 3), np.int32),
            heads=np.zeros(count, np.int64),
            relations=np.zeros(count, np.int64),
            vectors=np.zeros((count, _WIDTH), np.float16),
            names=np.zeros((count, len(self._names.tags)), np.float32),
            parts=np.zeros((count, len(self._parts.tags)), np.float32),
            events=np.zeros((count, len(self._events.tags)), np.float32),
            windows=[],
        )
        for start, end in cut_windows(words, limit=self._window, goes_on=goes_on):
            reading.windows.append(self._executor.submit(self._read, reading, start, end))
        return reading

    def finish(self, reading: Reading) -> Parse:
        """Wait until all windows are read, and find the spans, which may run over their borders."""
        for window in reading.windows:
            window.result()
        barriers = reading.words.gaps == PARAGRAPH
        names = find_spans(reading.names, self._names, barriers)
        return Parse(
            choices=reading.choices,
            heads=reading.heads,
            relations=reading.relations,
            vectors=reading.vectors,
            names=tuple(name for name in names if name[2] in NAME_LABELS),
            parts=tuple(find_spans(reading.parts, self._parts)),
            triggers=tuple(find_spans(reading.events, self._events, barriers)),
        )

    def _read(self, reading: Reading, start: int, end: int) -> None:
        """Read one window, and write into its rows, which no other window has."""
        scores = self._encoder.read(reading.words, start, end)
        rows = slice(start, end)
        for name in ("choices", "vectors", "names", "parts", "events"):
            getattr(reading, name)[rows] = getattr(scores, name)
        heads = _window_heads(reading.words, scores, start, end)
        reading.relations[rows] = self._relations(scores, heads)
        reading.heads[rows] = np.where(heads == 0, np.arange(len(heads)), heads - 1) + start

    def _relations(self, scores: Scores, heads: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Give each word's relation to its head; only a root is "root"."""
        pairs = np.maximum(scores.dependents + scores.governors[heads], 0)
        ranked = product(pairs, self._relation_weights) + self._relation_bias
        ranked[:, self._root] = _NEVER
        best: npt.NDArray[np.int64] = ranked.argmax(axis=1)
        return np.where(heads == 0, self._root, best)


def _window_heads(words: Words, scores: Scores, start: int, end: int) -> npt.NDArray[np.int64]:
    """Give the heads in a window, 1-based in the window, 0 for the root of each sentence."""
    heads = np.zeros(end - start, np.int64)
    for first, last in _sentences(sentence_starts(words, start, end, scores.starts)):
        arcs = scores.arcs[first:last]
        found = decode_heads(np.concatenate([arcs[:, :1], arcs[:, first + 1 : last + 1]], axis=1))
        heads[first:last] = np.where(found == 0, 0, found + first)
    return heads


def _sentences(starts: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    borders = [*np.flatnonzero(starts).tolist(), len(starts)]
    yield from pairwise(borders)

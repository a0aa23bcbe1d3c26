"""A batch: windows of documents as the tensors that the network reads and learns from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ingest.nlp.encoder import INSIDE
from ingest.nlp.windows import PARAGRAPH, SPACE
from ingest.nlp.wordpiece import WordPieces
from training.pairs import Pairs, window_pairs
from training.spans import Acts, Triggers, window_acts, window_triggers
from training.targets import UNKNOWN
from training.windows import Window

# How often a window is read as if it were one paragraph, and as if it were written in lower case.
_NO_PARAGRAPHS = 0.3
_LOWERED = 0.03
_LOWER, _FIRST_CASED = 4, 5

_TENSORS = ("heads", "relations", "sentences", "vectors", "acts", "triggers")

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """``inputs`` of the network; ``dense`` by head (batch, words); ``heads``: 0 the root, places from 1.

    ``whole``: the pieces ("ids") and shapes ("shape") as they are, where those of ``inputs`` are hidden or changed.
    ``sentences`` (batch, words) are numbers, -1 at padding; their ``spans`` name their window first, ``vectors`` are
    theirs. ``known``: the heads that have something to learn.
    """

    inputs: dict[str, Tensor]
    whole: dict[str, Tensor]
    dense: dict[str, Tensor]
    heads: Tensor
    relations: Tensor
    sentences: Tensor
    pointers: dict[str, Pairs]
    acts: Acts
    triggers: Triggers
    spans: list[tuple[int, int, int]]
    vectors: Tensor
    known: frozenset[str]

    def to(self, device: str) -> Batch:
        """Give the batch with its tensors on ``device``."""

        def each(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
            return {name: tensor.to(device) for name, tensor in tensors.items()}

        return replace(
            self,
            inputs=each(self.inputs),
            whole=each(self.whole),
            dense=each(self.dense),
            pointers={name: pairs.to(device) for name, pairs in self.pointers.items()},
            **{name: getattr(self, name).to(device) for name in _TENSORS},
        )


class BatchMaker:
    """Makes batches; ``wordpieces`` gives the pieces before and after a window, and that of a hidden word.

    ``hidden``: the share of words that are hidden, so that their context must tell what they are.
    """

    def __init__(self, wordpieces: WordPieces, hidden: float = 0.0) -> None:
        self._hidden = hidden
        self._first, self._last, self._mask = (wordpieces.ids[piece] for piece in ("[CLS]", "[SEP]", "[MASK]"))

    def batch(self, windows: Sequence[Window], randomness: random.Random | None = None) -> Batch:
        """Put ``windows`` together; with ``randomness``, some are read without paragraphs or in lower case.

        A few words are hidden then.
        """
        rows, length = len(windows), max(window.end - window.start for window in windows)
        dense = {name: np.full((rows, length), UNKNOWN, np.int64) for name in windows[0].document.dense}
        heads, relations = np.full((2, rows, length), UNKNOWN, np.int64)
        sentences = np.full((rows, length), -1, np.int64)
        for row, window in enumerate(windows):
            part, count = slice(window.start, window.end), window.end - window.start
            for name, column in window.document.dense.items():
                dense[name][row, :count] = column[part]
            heads[row, :count] = _local_heads(window)
            relations[row, :count] = window.document.relations[part]
            sentences[row, :count] = window.document.sentences[part]
        spans, vectors = _sentence_spans(windows)
        inputs, whole = self._inputs(windows, randomness)
        relations[heads == UNKNOWN] = UNKNOWN
        pointers = {name: window_pairs(windows, name, length) for name in ("cue", "same", "about")}
        acts, triggers = window_acts(windows, length), window_triggers(windows, length)
        columns = {**dense, "arcs": heads, "relations": relations, "acts": acts.acts.numpy()}
        columns |= {"modes": triggers.modes.numpy(), "realis": triggers.realis.numpy()}
        known = {name for name, column in columns.items() if (column != UNKNOWN).any()}
        return Batch(
            inputs=_tensors(inputs),
            whole=_tensors(whole),
            dense=_tensors(dense),
            heads=torch.from_numpy(heads),
            relations=torch.from_numpy(relations),
            sentences=torch.from_numpy(sentences),
            pointers=pointers,
            acts=acts,
            triggers=triggers,
            spans=spans,
            vectors=torch.from_numpy(vectors),
            known=frozenset(known | {name for name, pairs in pointers.items() if pairs.rows.any()}),
        )

    def _inputs(
        self, windows: Sequence[Window], randomness: random.Random | None
    ) -> tuple[dict[str, Array], dict[str, Array]]:
        rows, width = len(windows), max(window.size for window in windows)
        length = max(window.end - window.start for window in windows)
        ids, shapes, spaces = np.zeros((3, rows, width), np.int64)
        first, last = np.zeros((2, rows, length), np.int64)
        mask = np.zeros((rows, width), np.float32)
        whole_ids, whole_shapes = np.zeros((2, rows, width), np.int64)
        for row, window in enumerate(windows):
            count = window.end - window.start
            words = window.document.pieces[window.start : window.end]
            sizes = np.array([len(word) for word in words])
            ends = np.cumsum(sizes)
            total = int(ends[-1])
            ids[row, : total + 2] = [self._first, *(piece for word in words for piece in word), self._last]
            whole_ids[row] = ids[row]
            if randomness is not None:
                hidden = np.array([randomness.random() < self._hidden for _ in words])
                ids[row, 1 : total + 1][np.repeat(hidden, sizes)] = self._mask
            mask[row, : total + 2] = 1
            first[row, :count], last[row, :count] = ends - sizes + 1, ends
            word_shapes, gaps = _varied(window, randomness)
            shapes[row, 1 : total + 1] = np.repeat(word_shapes, sizes)
            whole_shapes[row, 1 : total + 1] = np.repeat(window.document.shapes[window.start : window.end], sizes)
            spaces[row, 1 : total + 1] = INSIDE
            spaces[row, first[row, :count]] = gaps
        inputs: dict[str, Array] = {
            "ids": ids,
            "shape": shapes,
            "space": spaces,
            "mask": mask,
            "first": first,
            "last": last,
        }
        return inputs, {"ids": whole_ids, "shape": whole_shapes}


def _tensors(arrays: dict[str, Array]) -> dict[str, Tensor]:
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def _varied(window: Window, randomness: random.Random | None) -> tuple[Array, Array]:
    part = slice(window.start, window.end)
    shapes, gaps = window.document.shapes[part], window.document.gaps[part]
    if randomness is not None:
        if randomness.random() < _NO_PARAGRAPHS:
            gaps = np.where(gaps == PARAGRAPH, SPACE, gaps)
        if randomness.random() < _LOWERED:
            shapes = np.where(shapes >= _FIRST_CASED, _LOWER, shapes)
    return shapes, gaps


def _local_heads(window: Window) -> Array:
    heads = window.document.heads[window.start : window.end]
    is_inside = (heads >= window.start) & (heads < window.end)
    return np.where(is_inside, heads - window.start + 1, np.where(heads == -1, 0, UNKNOWN))


def _sentence_spans(windows: Sequence[Window]) -> tuple[list[tuple[int, int, int]], Array]:
    """Give the sentences that lie wholly in their window, and their vectors."""
    spans, vectors = [], []
    for row, window in enumerate(windows):
        numbers = window.document.sentences
        for number in np.unique(numbers[window.start : window.end]).tolist():
            start, end = np.searchsorted(numbers, [number, number + 1]).tolist()
            if window.start <= start and end <= window.end:
                spans.append((row, start - window.start, end - window.start))
                vectors.append(window.document.vectors[number])
    width = windows[0].document.vectors.shape[1]
    return spans, np.array(vectors, np.float32).reshape(len(spans), width)

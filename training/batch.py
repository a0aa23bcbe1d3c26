"""A batch: windows of documents as the tensors that the network reads and learns from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ingest.nlp.encoder import INSIDE
from ingest.nlp.windows import PARAGRAPH, SPACE
from ingest.nlp.wordpiece import WordPieces
from training.targets import UNKNOWN, Act, Trigger
from training.windows import Window

# How often a window is read as if it were one paragraph, and as if it were written in lower case.
_NO_PARAGRAPHS = 0.3
_LOWERED = 0.03
# How often a word is hidden in training, so that its context must tell what it is.
_WORD_HIDDEN = 0.05
_LOWER, _FIRST_CASED = 4, 5

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What words should point at. ``rows`` (batch, words): those that learn; ``columns`` and ``targets``
    (batch, words, words + 1): where they may point, and where they should; column 0 is nothing."""

    rows: Tensor
    columns: Tensor
    targets: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """``inputs`` of the network; ``dense`` by head (batch, words); ``heads``: 0 the root, places from 1.

    ``sentences`` (batch, words) are numbers, -1 at padding. ``acts``, ``triggers`` and the ``spans`` of sentences name
    their window first; ``vectors`` are the sentences'.
    """

    inputs: dict[str, Tensor]
    dense: dict[str, Tensor]
    heads: Tensor
    relations: Tensor
    sentences: Tensor
    pointers: dict[str, Pairs]
    acts: list[tuple[int, Act]]
    triggers: list[tuple[int, Trigger]]
    spans: list[tuple[int, int, int]]
    vectors: Tensor


class BatchMaker:
    """Makes batches; ``wordpieces`` gives the pieces before and after a window, and that of a hidden word."""

    def __init__(self, wordpieces: WordPieces, device: str) -> None:
        self._first, self._last, self._mask = (wordpieces.ids[piece] for piece in ("[CLS]", "[SEP]", "[MASK]"))
        self._device = device

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
        return Batch(
            inputs={name: self._tensor(array) for name, array in self._inputs(windows, randomness).items()},
            dense={name: self._tensor(array) for name, array in dense.items()},
            heads=self._tensor(heads),
            relations=self._tensor(relations),
            sentences=self._tensor(sentences),
            pointers={name: self._pairs(windows, name, length) for name in ("cue", "same", "about")},
            acts=[(row, act) for row, window in enumerate(windows) for act in _local_acts(window)],
            triggers=[(row, trigger) for row, window in enumerate(windows) for trigger in _local_triggers(window)],
            spans=spans,
            vectors=self._tensor(vectors),
        )

    def _tensor(self, array: Array) -> Tensor:
        return torch.from_numpy(array).to(self._device)

    def _inputs(self, windows: Sequence[Window], randomness: random.Random | None) -> dict[str, Array]:
        rows, width = len(windows), max(window.size for window in windows)
        length = max(window.end - window.start for window in windows)
        ids, shapes, spaces = np.zeros((3, rows, width), np.int64)
        first, last = np.zeros((2, rows, length), np.int64)
        mask = np.zeros((rows, width), np.float32)
        for row, window in enumerate(windows):
            count = window.end - window.start
            words = window.document.pieces[window.start : window.end]
            sizes = np.array([len(word) for word in words])
            ends = np.cumsum(sizes)
            total = int(ends[-1])
            ids[row, : total + 2] = [self._first, *(piece for word in words for piece in word), self._last]
            if randomness is not None:
                hidden = np.array([randomness.random() < _WORD_HIDDEN for _ in words])
                ids[row, 1 : total + 1][np.repeat(hidden, sizes)] = self._mask
            mask[row, : total + 2] = 1
            first[row, :count], last[row, :count] = ends - sizes + 1, ends
            word_shapes, gaps = _varied(window, randomness)
            shapes[row, 1 : total + 1] = np.repeat(word_shapes, sizes)
            spaces[row, 1 : total + 1] = INSIDE
            spaces[row, first[row, :count]] = gaps
        return {"ids": ids, "shape": shapes, "space": spaces, "mask": mask, "first": first, "last": last}

    def _pairs(self, windows: Sequence[Window], name: str, length: int) -> Pairs:
        rows = np.zeros((len(windows), length), bool)
        columns = np.zeros((len(windows), length, length + 1), bool)
        targets = np.zeros_like(columns)
        columns[:, :, 0] = True
        for row, window in enumerate(windows):
            count = window.end - window.start
            if name == "same":
                # A mention may be the same as an earlier one only.
                candidates = window.document.candidates[window.start : window.end]
                columns[row, :count, 1 : count + 1] = np.tril(np.ones((count, count), bool), -1) & candidates
            else:
                columns[row, :count, 1 : count + 1] = True
            for word, places in window.document.pointing.get(name, {}).items():
                if window.start <= word < window.end:
                    inside = [place - window.start + 1 for place in places if window.start <= place < window.end]
                    # What stands outside the window is nothing to a mention, and unknown to a word of a statement.
                    rows[row, word - window.start] = bool(inside) or not places or name == "same"
                    targets[row, word - window.start, inside or [0]] = True
        return Pairs(self._tensor(rows), self._tensor(columns), self._tensor(targets))


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


def _local_acts(window: Window) -> list[Act]:
    found = []
    for act in window.document.acts:
        cue, content = (_inside(words, window) for words in (act.cue, act.content))
        if len(cue) == len(act.cue) and (content or cue):
            found.append(Act(cue, content, act.act, act.other))
    return found


def _local_triggers(window: Window) -> list[Trigger]:
    found = []
    for trigger in window.document.triggers:
        words = _inside(trigger.words, window)
        if words:
            found.append(Trigger(words, trigger.mode, trigger.realis))
    return found


def _inside(words: tuple[int, ...], window: Window) -> tuple[int, ...]:
    return tuple(word - window.start for word in words if window.start <= word < window.end)


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

"""Batches of statements: the tensors that the statement reader and its teachers read and learn from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from ingest.extract.statements.reader import part_shares
from ingest.nlp.encoder import INSIDE
from ingest.nlp.wordpiece import WordPieces
from training.statement_examples import StatementExample

# The share of readers who would give the second choice of an act.
_SECOND = 0.3
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StatementBatch:
    """b statements of at most w words. ``roles`` (b, w): the parts, -1 at padding; ``shares`` (b, 4, w): see reader.

    ``ids``, ``shapes``, ``spaces``, ``marks`` and ``mask`` (b, p) are of pieces, whose first and last of each word
    stand in ``first`` and ``last`` (b, w); a mark is the part of the piece's word and one more. ``acts`` (b, acts) are
    chances, zeros where nobody marked an act. Of the candidates: ``rows`` the statement, ``words`` the word,
    ``kinds``, ``links`` (-1 unknown), ``numbers`` their places among all candidates of all examples.
    """

    roles: Tensor
    shares: Tensor
    ids: Tensor
    shapes: Tensor
    spaces: Tensor
    marks: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    acts: Tensor
    rows: Tensor
    words: Tensor
    kinds: Tensor
    links: Tensor
    numbers: Tensor

    def to(self, device: str) -> StatementBatch:
        """Give the same on ``device``."""
        return StatementBatch(*(getattr(self, field.name).to(device) for field in fields(self)))


class StatementBatches:
    """Makes batches of ``examples``; ``acts`` are the classes, in order."""

    def __init__(self, examples: Sequence[StatementExample], acts: Sequence[str], wordpieces: WordPieces) -> None:
        self._examples, self._acts = examples, list(acts)
        self._frame = wordpieces.ids["[CLS]"], wordpieces.ids["[SEP]"]
        self._hidden = wordpieces.ids["[MASK]"]
        counts = [len(example.candidates) for example in examples]
        self._firsts = np.cumsum([0, *counts])
        self.pieces = [sum(map(len, example.pieces)) for example in examples]

    def order(self, size: int, randomness: random.Random) -> list[list[int]]:
        """Give all examples in batches of about ``size`` pieces, alike in length, in another order each time."""
        order = sorted(range(len(self._examples)), key=lambda one: self.pieces[one] + 8 * randomness.random())
        found: list[list[int]] = [[]]
        for one in order:
            if found[-1] and (len(found[-1]) + 1) * (self.pieces[one] + 2) > size:
                found.append([])
            found[-1].append(one)
        randomness.shuffle(found)
        return found

    def forever(self, size: int, randomness: random.Random) -> Iterator[list[int]]:
        """Yield batches without end, every example once before any comes again."""
        while True:
            yield from self.order(size, randomness)

    def batch(
        self, chosen: Sequence[int], hidden: float = 0.0, randomness: random.Random | None = None
    ) -> StatementBatch:
        """Put the examples ``chosen`` together; of their words the share ``hidden`` is hidden by ``randomness``."""
        examples = [self._examples[one] for one in chosen]
        count, length = len(examples), max(len(example.roles) for example in examples)
        width = max(self.pieces[one] for one in chosen) + 2
        ids, shapes, spaces, marks = np.zeros((4, count, width), np.int64)
        mask, shares = np.zeros((count, width), np.float32), np.zeros((count, 4, length), np.float32)
        first, last = np.zeros((2, count, length), np.int64)
        roles = np.full((count, length), -1, np.int64)
        acts = np.zeros((count, len(self._acts)), np.float32)
        candidates: list[list[int]] = []
        for row, (one, example) in enumerate(zip(chosen, examples, strict=True)):
            sizes = np.array([len(word) for word in example.pieces])
            ends, total = np.cumsum(sizes), self.pieces[one]
            words = [
                [self._hidden] * len(word) if randomness is not None and randomness.random() < hidden else word
                for word in example.pieces
            ]
            ids[row, : total + 2] = [self._frame[0], *(piece for word in words for piece in word), self._frame[1]]
            inside = slice(1, total + 1)
            shapes[row, inside], marks[row, inside] = np.repeat(
                [example.shapes, np.add(example.roles, 1)], sizes, axis=1
            )
            own = slice(0, len(example.roles))
            first[row, own], last[row, own], roles[row, own] = ends - sizes + 1, ends, example.roles
            spaces[row, inside] = INSIDE
            spaces[row, first[row, own]] = example.gaps
            mask[row, : total + 2] = 1
            shares[row, :, own] = part_shares(np.array(example.roles))
            acts[row] = self._chances(example)
            candidates += [[row, *candidate, self._firsts[one] + at] for at, candidate in enumerate(example.candidates)]
        columns = np.array(candidates, np.int64).reshape(-1, 5).T
        arrays = (roles, shares, ids, shapes, spaces, marks, mask, first, last, acts, *columns)
        return StatementBatch(*(torch.from_numpy(np.ascontiguousarray(array)) for array in arrays))

    def _chances(self, example: StatementExample) -> Floats:
        chances = np.zeros(len(self._acts), np.float32)
        if example.act is not None:
            chances[self._acts.index(example.act)] = 1
            if example.other_act is not None and example.other_act != example.act:
                chances[self._acts.index(example.act)] -= _SECOND
                chances[self._acts.index(example.other_act)] = _SECOND
        return chances

"""Windows of training documents, and batches of windows of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.targets import Targets

# Lengths in pieces: the encoder must read short and long windows alike.
LIMITS = (64, 96, 128, 160, 224)
# Longer than any limit, for sentences that no limit holds; within the encoder's 512 places.
_LONGEST = 400
_POOL = 400


@dataclass(frozen=True, slots=True)
class Window:
    """The words ``[start, end)`` of a document; ``size`` is their pieces, frame included."""

    document: Targets
    start: int
    end: int
    size: int


def cut(document: Targets, limit: int) -> Iterator[Window]:
    """Yield windows of about ``limit`` pieces, cut between sentences wherever that is possible."""
    start = last = size = since = 0
    for at, pieces in enumerate(document.pieces):
        if at > start and document.starts[at]:
            last, since = at, 0
        is_full = size + len(pieces) > limit and last > start
        if is_full or size + len(pieces) > _LONGEST:
            end = last if is_full else at
            since = since if is_full else 0
            yield Window(document, start, end, size - since + 2)
            start, size = end, since
        size += len(pieces)
        since += len(pieces)
    if len(document):
        yield Window(document, start, len(document), size + 2)


def batches(documents: Sequence[Targets], pieces: int, randomness: random.Random) -> list[list[Window]]:
    """Give one pass over ``documents`` in random order as batches of at most ``pieces`` pieces, padding included."""
    windows = [window for document in documents for window in cut(document, randomness.choice(LIMITS))]
    randomness.shuffle(windows)
    made: list[list[Window]] = []
    for first in range(0, len(windows), _POOL):
        made += batch_by_size(windows[first : first + _POOL], pieces)
    randomness.shuffle(made)
    return made


def batch_by_size(windows: Sequence[Window], pieces: int) -> Iterator[list[Window]]:
    """Yield batches of windows of like size."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda window: window.size):
        if batch and window.size * (len(batch) + 1) > pieces:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch

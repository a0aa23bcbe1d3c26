"""Spans from BIO scores: the best sequence of tags in which no span begins in its middle (Viterbi)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class BioTags:
    """A set of tags "O", "B-X", "I-X", in the order of the scores' columns."""

    tags: tuple[str, ...]
    moves: npt.NDArray[np.float32]
    inside: npt.NDArray[np.bool_]


def bio_tags(tags: Sequence[str]) -> BioTags:
    """Give the tags with their allowed moves: "I-X" stands only after "B-X" or "I-X"."""
    moves = np.zeros((len(tags), len(tags)), np.float32)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            moves[[before not in {f"B-{tag[2:]}", tag} for before in tags], column] = _NEVER
    return BioTags(tuple(tags), moves, np.array([tag.startswith("I-") for tag in tags]))


def find_spans(
    scores: npt.NDArray[np.float32], bio: BioTags, barriers: npt.NDArray[np.bool_] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, label)`` of the spans in ``scores`` (words, tags); none runs into a word of ``barriers``."""
    start, label = 0, ""
    for place, number in enumerate(best_path(scores, bio, barriers)):
        tag = bio.tags[number]
        if label and not tag.startswith("I-"):
            yield start, place, label
            label = ""
        if tag.startswith("B-"):
            start, label = place, tag[2:]
    if label:
        yield start, len(scores), label


def best_path(
    scores: npt.NDArray[np.float32], bio: BioTags, barriers: npt.NDArray[np.bool_] | None = None
) -> list[int]:
    """Give the best allowed sequence of columns of ``scores``."""
    if not len(scores):
        return []
    scores = scores.astype(np.float32, copy=True)
    scores[0, bio.inside] += _NEVER
    if barriers is not None:
        scores[np.ix_(barriers, bio.inside)] += _NEVER
    greedy: list[int] = scores.argmax(axis=1).tolist()
    if not bio.moves[greedy[:-1], greedy[1:]].any():
        return greedy
    total = scores[0]
    columns = np.arange(len(bio.tags))
    back = np.empty(scores.shape, np.int8)
    for place in range(1, len(scores)):
        ways = total[:, None] + bio.moves
        best = ways.argmax(axis=0)
        back[place] = best
        total = ways[best, columns] + scores[place]
    path = [int(total.argmax())]
    for place in range(len(scores) - 1, 0, -1):
        path.append(int(back[place, path[-1]]))
    return path[::-1]

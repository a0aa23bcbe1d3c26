"""Spans from BIO scores: the best sequence of tags in which no span begins in its middle (Viterbi)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class BioTags:
    """A set of tags "O", "B-X", "I-X", in the order of the scores' columns, and the columns of each kind."""

    tags: tuple[str, ...]
    moves: Floats
    inside: Flags
    outside: int
    begins: npt.NDArray[np.int64]
    goes_on: npt.NDArray[np.int64]


def bio_tags(tags: Sequence[str]) -> BioTags:
    """Give the tags with their allowed moves: "I-X" stands only after "B-X" or "I-X"."""
    moves = np.zeros((len(tags), len(tags)), np.float32)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            moves[[before not in {f"B-{tag[2:]}", tag} for before in tags], column] = _NEVER
    labels = [tag[2:] for tag in tags if tag.startswith("B-")]
    return BioTags(
        tags=tuple(tags),
        moves=moves,
        inside=np.array([tag.startswith("I-") for tag in tags]),
        outside=tags.index("O"),
        begins=np.array([tags.index(f"B-{label}") for label in labels]),
        goes_on=np.array([tags.index(f"I-{label}") for label in labels]),
    )


def find_spans(scores: Floats, bio: BioTags, barriers: Flags | None = None) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, label)`` of the spans in ``scores`` (words, tags); none runs into a word of ``barriers``."""
    path = best_path(scores, bio, barriers)
    places = np.flatnonzero(path != bio.outside).tolist()
    columns = path[places].tolist()
    start, end, label = 0, -1, ""
    for place, column in zip(places, columns, strict=True):
        tag = bio.tags[column]
        if tag.startswith("B-"):
            if label:
                yield start, end, label
            start, label = place, tag[2:]
        end = place + 1
    if label:
        yield start, end, label


def best_path(scores: Floats, bio: BioTags, barriers: Flags | None = None) -> npt.NDArray[np.int64]:
    """Give the best allowed sequence of columns of ``scores``."""
    path: npt.NDArray[np.int64] = scores.argmax(axis=1)
    if not len(scores):
        return path
    is_first = np.zeros(len(scores), bool) if barriers is None else barriers.copy()
    is_first[0] = True
    is_wrong = (bio.moves[np.roll(path, 1), path] < 0) | (is_first & bio.inside[path])
    if not is_wrong.any():
        return path
    # Most words are firmly outside: the search is for the stretches between them that are not allowed as they are.
    is_border = _may_be_parted(scores, bio) | is_first
    is_wrong |= is_border & bio.inside[path]
    borders = np.flatnonzero(is_border)
    for number in np.unique(np.searchsorted(borders, np.flatnonzero(is_wrong), side="right")).tolist():
        start, end = borders[number - 1], borders[number] if number < len(borders) else len(scores)
        path[start:end] = search(scores[start:end], bio, is_first[start:end])
    return path


def _may_be_parted(scores: Floats, bio: BioTags) -> Flags:
    """Whether some best path is in the middle of no span at each word, so that the words before it don't matter to it.

    So it is if, for each label, "B-X" is no worse than "I-X"; or if "O" is no worse, and better by enough to begin the
    span at the next word instead.
    """
    begins, goes_on = scores[:, bio.begins], scores[:, bio.goes_on]
    loss_later = np.zeros_like(goes_on)
    loss_later[:-1] = np.maximum(goes_on[1:] - begins[1:], 0)
    is_better_outside = scores[:, [bio.outside]] - goes_on >= loss_later
    is_parted: Flags = np.all((begins >= goes_on) | is_better_outside, axis=1)
    return is_parted


def search(scores: Floats, bio: BioTags, is_first: Flags) -> list[int]:
    """Give the best allowed sequence by Viterbi's algorithm; words of ``is_first`` are in the middle of no span."""
    scores = scores.copy()
    scores[0, bio.inside] += _NEVER
    scores[np.ix_(is_first, bio.inside)] += _NEVER
    total = scores[0]
    columns = np.arange(len(bio.tags))
    back = np.empty(scores.shape, np.int16)
    for place in range(1, len(scores)):
        ways = total[:, None] + bio.moves
        best = ways.argmax(axis=0)
        back[place] = best
        total = ways[best, columns] + scores[place]
    path = [int(total.argmax())]
    for place in range(len(scores) - 1, 0, -1):
        path.append(int(back[place, path[-1]]))
    return path[::-1]

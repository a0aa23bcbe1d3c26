"""Which statement stands inside which: the agency that quotes the minister holds the minister's statement."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.statements.attribution import Attribution, is_inside


def parents_of(found: Sequence[Attribution]) -> list[int | None]:
    """Give for each attribution the index of the smallest other one whose content holds its cue (or its content)."""
    return [_parent(number, found) for number in range(len(found))]


def _parent(number: int, found: Sequence[Attribution]) -> int | None:
    inner = found[number]
    index = inner.cue[0][0] if inner.cue else inner.content[0][0]
    holders = [
        other
        for other in range(len(found))
        if other != number and is_inside(index, found[other].content) and _size(found[other]) > _size(inner)
    ]
    return min(holders, key=lambda other: _size(found[other]), default=None)


def _size(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)

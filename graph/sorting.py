"""The order of a query: what is sorted by, and the condition under which a row comes after a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cursor import Key, full_order
from graph.lookups import label_of, tie_breaker
from graph.params import Params
from graph.plan import Find, Test


@dataclass(frozen=True, slots=True)
class Sorting:
    """One key: the expression it is read by, and the test behind it if it is the answer of one."""

    value: str
    is_descending: bool
    is_nullable: bool
    test: Test | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """What stands in ORDER BY: Cypher counts null as the largest value, a plan as the smallest."""
        way = " DESC" if self.is_descending else ""
        value = f"{self.value}{way}"
        return (f"{self.value} IS NOT NULL{way}", value) if self.is_nullable else (value,)


def sortings_of(find: Find, node: str) -> tuple[Sorting, ...]:
    """Give the keys of ``find`` in order; the last is unique."""
    last = tie_breaker(label_of(find.select.label))
    sortings = []
    for position, order in enumerate(full_order(find)):
        if isinstance(order.by, str):
            sortings.append(Sorting(f"{node}.{order.by}", order.is_descending, order.by != last))
        else:
            sortings.append(Sorting(f"k{position}", order.is_descending, False, order.by))
    return tuple(sortings)


def keyset(sortings: Sequence[Sorting], after: Sequence[Key], params: Params) -> str:
    """Give the condition that a row stands behind the one whose keys are ``after``."""
    first, key = sortings[0], after[0]
    beyond = _beyond(first, key, params)
    if len(sortings) == 1:
        return beyond
    equal = f"{first.value} IS NULL" if key is None else f"{first.value} = {params.add(key)}"
    rest = f"({equal} AND {keyset(sortings[1:], after[1:], params)})"
    return f"({beyond} OR {rest})" if beyond else rest


def _beyond(sorting: Sorting, key: Key, params: Params) -> str:
    """Give the condition on this key alone, or nothing where no value can be beyond."""
    if key is None:
        return "" if sorting.is_descending else f"{sorting.value} IS NOT NULL"
    sign = "<" if sorting.is_descending else ">"
    condition = f"{sorting.value} {sign} {params.add(key)}"
    is_open = sorting.is_descending and sorting.is_nullable
    return f"({condition} OR {sorting.value} IS NULL)" if is_open else condition

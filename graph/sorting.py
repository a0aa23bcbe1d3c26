"""The order of a query: what is sorted by, and the condition under which a row comes after a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.conditions import Bound, Conditions
from graph.cursor import Key, full_order
from graph.lookups import label_of, tie_breaker
from graph.params import Params
from graph.plan import Count, FarValue, Find, Order, Score
from graph.predicates import flattened


@dataclass(frozen=True, slots=True)
class Sorting:
    """One key: the expression or variable it is read by, and the order that it is computed for."""

    value: str
    is_descending: bool
    is_nullable: bool
    order: Order

    @property
    def terms(self) -> tuple[str, ...]:
        """What stands in ORDER BY: Cypher counts null as the largest value, a plan as the smallest."""
        way = " DESC" if self.is_descending else ""
        value = f"{self.value}{way}"
        return (f"{self.value} IS NOT NULL{way}", value) if self.is_nullable else (value,)

    @property
    def is_computed(self) -> bool:
        """Whether the key is a variable that a clause before binds."""
        return not isinstance(self.order.by, str)


def sortings_of(find: Find, node: str) -> tuple[Sorting, ...]:
    """Give the keys of ``find`` in order; the last is unique."""
    last = tie_breaker(label_of(find.select.label))
    sortings = []
    for position, order in enumerate(full_order(find)):
        if isinstance(order.by, str):
            sortings.append(Sorting(f"{node}.{order.by}", order.is_descending, order.by != last, order))
        else:
            sortings.append(Sorting(f"k{position}", order.is_descending, isinstance(order.by, FarValue), order))
    return tuple(sortings)


def reversed_order(sortings: Sequence[Sorting]) -> tuple[Sorting, ...]:
    """Give the same keys from the last row to the first."""
    return tuple(replace(each, is_descending=not each.is_descending) for each in sortings)


def computed(order: Order, bound: Bound, conditions: Conditions) -> str:
    """Give the expression of a computed key; `graph.cypher` computes that of a `Score`, from the query's texts."""
    match order.by:
        case Count():
            return conditions.count(order.by, bound)
        case FarValue(steps, field, is_greatest):
            walk, far = conditions.walked(steps, bound)
            pick = "max" if is_greatest else "min"
            return f"head(COLLECT {{ {walk} RETURN {pick}({far.node}.{field}) AS value }})"
        case str() | Score():
            raise AssertionError(order)
        case _:
            return f"coalesce({conditions.holds(flattened(order.by), bound)}, false)"


def keyset(sortings: Sequence[Sorting], after: Sequence[Key], params: Params, *, is_inclusive: bool = False) -> str:
    """Give the condition that a row stands behind the one whose keys are ``after``, or is that row itself."""
    first, key = sortings[0], after[0]
    if len(sortings) == 1:
        return _beyond(first, key, params, "=" if is_inclusive else "")
    beyond = _beyond(first, key, params)
    equal = f"{first.value} IS NULL" if key is None else f"{first.value} = {params.add(key)}"
    rest = f"({equal} AND {keyset(sortings[1:], after[1:], params, is_inclusive=is_inclusive)})"
    return f"({beyond} OR {rest})" if beyond else rest


def _beyond(sorting: Sorting, key: Key, params: Params, also: str = "") -> str:
    """Give the condition on this key alone, or nothing where no value can be beyond."""
    if key is None:
        return "" if sorting.is_descending else f"{sorting.value} IS NOT NULL"
    sign = "<" if sorting.is_descending else ">"
    condition = f"{sorting.value} {sign}{also} {params.add(key)}"
    is_open = sorting.is_descending and sorting.is_nullable
    return f"({condition} OR {sorting.value} IS NULL)" if is_open else condition

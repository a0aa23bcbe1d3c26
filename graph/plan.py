"""What a query asks: find nouns of one label that pass a test, in an order, with what lies around each.

A plan is checked when it is built: an unknown label, property or edge raises `PlanError`, which names the
alternatives. There is one way to write each plan; `graph.cypher` turns it into one Cypher text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import assert_never

from graph.errors import PlanError
from graph.geo import InBox, Inside, Near
from graph.lookups import (
    check_edge,
    check_end,
    check_property,
    edge_properties_of,
    end_of,
    ends_of,
    label_of,
    properties_of,
    property_of,
    tie_breaker,
)
from graph.orders import FarValue, Order, Score, check_order
from graph.plan_checks import check_count, check_sortable, check_test
from graph.predicates import (
    ALWAYS,
    And,
    Compare,
    Contains,
    Count,
    Counted,
    Direction,
    Equals,
    In,
    Includes,
    IsNull,
    Matches,
    Not,
    OnEdge,
    OnEnd,
    Operator,
    Or,
    Quantifier,
    Related,
    SameText,
    StartsWith,
    Step,
    Test,
    Value,
    alternatives,
    words,
)
from graph.similarity import SimilarTo

__all__ = [
    "ALWAYS",
    "MOST_ROWS",
    "And",
    "Compare",
    "Computed",
    "Contains",
    "Count",
    "Counted",
    "Direction",
    "Equals",
    "FarValue",
    "Find",
    "Follow",
    "In",
    "InBox",
    "Includes",
    "Inside",
    "IsNull",
    "Least",
    "Matches",
    "Near",
    "Not",
    "OnEdge",
    "OnEnd",
    "Operator",
    "Or",
    "Order",
    "Quantifier",
    "Related",
    "SameText",
    "Score",
    "Select",
    "SimilarTo",
    "StartsWith",
    "Step",
    "Test",
    "Value",
    "alternatives",
    "ends_of",
    "label_of",
    "property_of",
    "tie_breaker",
    "words",
]

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Select:
    """What is read of a found noun: properties by name, and what lies along its edges. Raises `PlanError`."""

    label: str
    properties: tuple[str, ...] = ()
    follows: tuple[Follow, ...] = ()
    computed: tuple[Computed, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is read of the noun."""
        return not (self.properties or self.follows or self.computed)

    def __post_init__(self) -> None:
        for name in self.properties:
            check_property(name, properties_of(self.label), self.label)
        label_of(self.label)
        around: tuple[Follow | Computed, ...] = (*self.follows, *self.computed)
        keys = [*self.properties, *(each.key for each in around)]
        if len(set(keys)) < len(keys):
            raise PlanError(f"two things of {self.label} would have one key: {', '.join(sorted(keys))}")
        for follow in self.follows:
            _check_follow(follow, self.label)
        for each in self.computed:
            _check_computed(each, self.label)


@dataclass(frozen=True, slots=True)
class Least:
    """What is read of the one noun at the end of ``steps`` whose ``field`` is least; None where it is never known."""

    steps: tuple[Step, ...]
    field: str
    select: Select


@dataclass(frozen=True, slots=True)
class Computed:
    """What is computed of a found noun, under ``key`` of the row."""

    key: str
    of: Count | Least


@dataclass(frozen=True, slots=True)
class Follow:
    """Go along ``edge`` and collect what is there into ``key`` of the row: a list, or one or None if ``is_one``.

    With ``edge_properties`` or several ends, each entry is a mapping of those properties and, under the lower-case
    label, of the end; otherwise it is the end itself. Of several ends, one of which nothing is read has no key.
    ``limit`` bounds the list. ``is_one`` is for edges of which a noun has one at most: of several, any would be given.
    """

    key: str
    edge: str
    direction: Direction
    ends: tuple[Select, ...]
    edge_properties: tuple[str, ...] = ()
    is_one: bool = False
    limit: int = 100

    @property
    def is_flat(self) -> bool:
        """Whether an entry is the end itself."""
        return not self.edge_properties and len(self.ends) == 1


@dataclass(frozen=True, slots=True)
class Find:
    """Find nouns: of those after the cursor ``after`` and before ``before`` the ``first``, or the ``last`` if given.

    ``is_counted`` also counts all of them, whatever the cursors, and without ``is_listed`` nothing but that is read;
    ``is_placed`` also looks whether any stand outside the cursors; ``is_marked`` also gives the cursor of each. The
    last order is always the label's unique sort key.
    Raises `PlanError`.
    """

    select: Select
    where: Test = ALWAYS
    order: tuple[Order, ...] = ()
    first: int = 20
    after: str | None = None
    is_counted: bool = False
    last: int | None = field(default=None, kw_only=True)
    before: str | None = field(default=None, kw_only=True)
    is_placed: bool = field(default=False, kw_only=True)
    is_marked: bool = field(default=True, kw_only=True)
    is_listed: bool = field(default=True, kw_only=True)

    @property
    def is_backward(self) -> bool:
        """Whether the page is read from its end."""
        return self.last is not None

    @property
    def size(self) -> int:
        """How many nouns the page has at most."""
        return self.first if self.last is None else self.last

    @property
    def counts(self) -> tuple[str, ...]:
        """What the query counts beside the page: all nouns, and whether any stand outside each cursor."""
        outside = (("earlier", self.after), ("later", self.before)) if self.is_placed else ()
        return (*(("total",) if self.is_counted else ()), *(name for name, cursor in outside if cursor is not None))

    def __post_init__(self) -> None:
        for name, size in (("first", self.first), ("last", self.last)):
            if size is not None and not 0 <= size <= MOST_ROWS:
                raise PlanError(f"{name} is {size}: ask for 0 to {MOST_ROWS}")
        if not (self.is_listed or self.is_counted):
            raise PlanError("nothing is asked for: list what is found, or count it")
        label = self.select.label
        check_test(self.where, label)
        for order in self.order:
            check_order(order, self.where, label)


# Keys stand in the query's text as they are.
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _check_computed(computed: Computed, label: str) -> None:
    _check_key(computed.key)
    match computed.of:
        case Count():
            check_count(computed.of, label)
        case Least(steps, name, select):
            if select.label != end_of(steps, label):
                raise PlanError(f"the steps of {computed.key} do not lead to {select.label}")
            check_sortable(name, select.label)
        case _:
            assert_never(computed.of)


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise PlanError(f"{key!r} can't be a key: use letters, digits and _")


def _check_follow(follow: Follow, label: str) -> None:
    check_edge(follow.edge, follow.direction, label)
    _check_key(follow.key)
    for name in follow.edge_properties:
        check_property(name, edge_properties_of(follow.edge), follow.edge)
    if not 0 <= follow.limit <= MOST_ROWS:
        raise PlanError(f"limit of {follow.key} is {follow.limit}: ask for 0 to {MOST_ROWS}")
    if not follow.ends:
        raise PlanError(f"{follow.key} follows {follow.edge} to no end: name one label at least")
    for end in follow.ends:
        check_end(end.label, ends_of(follow.edge, follow.direction), follow.edge)

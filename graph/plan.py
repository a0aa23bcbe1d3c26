"""What a query asks: find nouns of one label that pass a test, in an order, with what lies around each.

A plan is checked when it is built: an unknown label, property or edge raises `PlanError`, which names the
alternatives. There is one way to write each plan; `graph.cypher` turns it into one Cypher text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, assert_never

from graph.errors import PlanError
from graph.labels import EDGES, LABELS, Edge, Label, Property

Direction = Literal["out", "in"]
Quantifier = Literal["some", "none", "all"]
Operator = Literal["<", "<=", ">", ">="]
Value = str | int | float | bool

# Lucene refuses a query of more than 1,024 clauses, and a question of more words than this is a mistake.
MOST_WORDS = 64
MOST_ROWS = 10_000
LABELS_BY_NAME: Mapping[str, Label] = {label.name: label for label in LABELS}
EDGES_BY_TYPE: Mapping[str, Edge] = {edge.type: edge for edge in EDGES}


@dataclass(frozen=True, slots=True)
class Equals:
    """The property has this value."""

    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class In:
    """The property has one of these values; no values, no answer."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """The property is less or greater than a value."""

    field: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Contains:
    """The string contains these characters, in any case."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class StartsWith:
    """The string starts with these characters, in any case."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Includes:
    """The list has this value in it."""

    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class IsNull:
    """The property is not known."""

    field: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Full text: of every group at least one alternative occurs; of an alternative, every word, in any order.

    Whole words, in any case. No groups (a text without a word) match nothing. `words` makes the groups of a text.
    """

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Some, none or all of the edges of this type pass the test, made of `OnEdge` and `OnEnd`."""

    edge: str
    direction: Direction
    quantifier: Quantifier
    where: Test


@dataclass(frozen=True, slots=True)
class OnEdge:
    """Inside `Related`: a test of the edge's own properties."""

    where: Test


@dataclass(frozen=True, slots=True)
class OnEnd:
    """Inside `Related`: the other end has this label and passes the test."""

    label: str
    where: Test


@dataclass(frozen=True, slots=True)
class And:
    """All of them; no tests, always true."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them; no tests, never true."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The test is false, or can't be decided because a property is not known."""

    test: Test


Test: TypeAlias = (
    Equals | In | Compare | Contains | StartsWith | Includes | IsNull | Matches | Related | OnEdge | OnEnd | And | Or | Not
)
ALWAYS = And(())


@dataclass(frozen=True, slots=True)
class Order:
    """By a property (unknown values count as the smallest), or by whether a test holds (false before true)."""

    by: str | Test
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """What is read of a found noun: properties by name, and what lies along its edges."""

    label: str
    properties: tuple[str, ...] = ()
    follows: tuple[Follow, ...] = ()


@dataclass(frozen=True, slots=True)
class Follow:
    """Go along ``edge`` and collect what is there into ``key`` of the row: a list, or one or None if ``is_one``.

    With ``edge_properties`` or several ends, each entry is a mapping of those properties and, under the lower-case
    label, of the end; otherwise it is the end itself. ``limit`` bounds the list.
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
    """Find nouns: ``first`` at most, after the cursor ``after``; ``is_counted`` also counts all of them.

    The last order is always the label's unique sort key. Raises `PlanError`.
    """

    select: Select
    where: Test = ALWAYS
    order: tuple[Order, ...] = ()
    first: int = 20
    after: str | None = None
    is_counted: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.first <= MOST_ROWS:
            raise PlanError(f"first is {self.first}: ask for 0 to {MOST_ROWS}")
        _check_select(self.select)
        label = self.select.label
        _check_test(self.where, label)
        for order in self.order:
            if isinstance(order.by, str):
                _check_property(order.by, _properties(label), f"order of {label}")
            else:
                _check_test(order.by, label)


_WORD = re.compile(r"\w+(?:['’.]\w+)*")


def words(text: str) -> tuple[tuple[str, ...], ...]:
    """The groups of `Matches` under which every word of ``text`` must occur; punctuation and repetitions go."""
    return tuple((word,) for word in dict.fromkeys(_WORD.findall(text.lower())))


def alternatives(phrases: Iterable[str]) -> tuple[str, ...]:
    """One group of `Matches`: phrases without punctuation, those without a word left out."""
    cleaned = (" ".join(_WORD.findall(phrase.lower())) for phrase in phrases)
    return tuple(dict.fromkeys(phrase for phrase in cleaned if phrase))


def label_of(name: str) -> Label:
    """The label of this name, or `PlanError`."""
    if name not in LABELS_BY_NAME:
        raise PlanError(f"no label {name!r}: there are {', '.join(sorted(LABELS_BY_NAME))}")
    return LABELS_BY_NAME[name]


def ends_of(edge_type: str, direction: Direction) -> tuple[str, ...]:
    """Labels at the far end of an edge, or `PlanError`."""
    edge = _edge_of(edge_type)
    return edge.ends if direction == "out" else tuple(edge.start.split("|"))


def tie_breaker(label: Label) -> str:
    """The unique property that ends every order."""
    names = {property.name for property in label.properties}
    return "sort_key" if "sort_key" in names else "id"


def property_of(label: str, name: str) -> Property:
    """A label's property, or `PlanError`."""
    _check_property(name, _properties(label), label)
    return _properties(label)[name]


def _edge_of(edge_type: str) -> Edge:
    if edge_type not in EDGES_BY_TYPE:
        raise PlanError(f"no edge {edge_type!r}: there are {', '.join(sorted(EDGES_BY_TYPE))}")
    return EDGES_BY_TYPE[edge_type]


def _properties(label: str) -> dict[str, Property]:
    return {property.name: property for property in label_of(label).properties}


def _edge_properties(edge_type: str) -> dict[str, Property]:
    return {property.name: property for property in _edge_of(edge_type).properties}


def _check_property(name: str, known: Mapping[str, Property], place: str) -> None:
    if name not in known:
        raise PlanError(f"{place} has no property {name!r}: it has {', '.join(sorted(known)) or 'none'}")


def _check_edge(edge_type: str, direction: Direction, label: str) -> None:
    near = ends_of(edge_type, "in" if direction == "out" else "out")
    if label not in near:
        raise PlanError(f"{label} has no edge {edge_type} {direction}: it belongs to {', '.join(near)}")


def _check_select(select: Select) -> None:
    for name in select.properties:
        _check_property(name, _properties(select.label), select.label)
    label_of(select.label)
    for follow in select.follows:
        _check_edge(follow.edge, follow.direction, select.label)
        for name in follow.edge_properties:
            _check_property(name, _edge_properties(follow.edge), follow.edge)
        if not 0 <= follow.limit <= MOST_ROWS:
            raise PlanError(f"limit of {follow.key} is {follow.limit}: ask for 0 to {MOST_ROWS}")
        for end in follow.ends:
            _check_end(end.label, ends_of(follow.edge, follow.direction), follow.edge)
            _check_select(end)


def _check_end(label: str, allowed: tuple[str, ...], edge: str) -> None:
    if label not in allowed:
        raise PlanError(f"{edge} does not lead to {label}: it leads to {', '.join(allowed)}")

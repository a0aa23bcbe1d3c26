"""What a filter can ask of one property: the operators for each kind of value, and the tests that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Literal, TypeVar

import strawberry

from api.times import Time
from graph.plan import (
    And,
    Compare,
    Contains,
    Count,
    Counted,
    Equals,
    In,
    Includes,
    IsNull,
    Matches,
    Not,
    Operator,
    Or,
    SameText,
    StartsWith,
    Test,
    words,
)

Value = TypeVar("Value")


MEANINGS: Mapping[str, str] = {
    "eq": "Equal.",
    "ne": "Not equal; what is not known is equal to nothing.",
    "in": "One of these.",
    "nin": "None of these; what is not known is none of them.",
    "lt": "Less.",
    "lte": "Less or equal.",
    "gt": "Greater.",
    "gte": "Greater or equal.",
    "contains": "Has these characters in it, in any case.",
    "startsWith": "Starts with these characters, in any case.",
    "anyCase": "Whether eq, ne, in and nin take any case too.",
    "matches": "Full text: every word occurs, in any order and case.",
    "isNull": "Whether it is not known.",
    "has": "This is in it.",
    "hasSome": "One of these, at least, is in it.",
    "hasEvery": "All of these are in it.",
}


def operator(name: str | None = None, description: str | None = None) -> Any:
    """Declare an operator; one that is left out or null asks nothing. Those of `MEANINGS` need no description."""
    described = description or (MEANINGS.get(name) if name else None)
    return strawberry.field(name=name, description=described, default=strawberry.UNSET)


@strawberry.input(description="An id is this, or one of these; or is not.")
class IdFilter:
    """Ids compare as a whole."""

    eq: strawberry.ID | None = operator("eq")
    ne: strawberry.ID | None = operator("ne")
    in_: list[strawberry.ID] | None = operator("in")
    nin: list[strawberry.ID] | None = operator("nin")


@strawberry.input(description="Characters of a string. What is not known is other than any value: ne and nin find it.")
class StringFilter:
    """For names of sources, titles, codes."""

    eq: str | None = operator("eq")
    ne: str | None = operator("ne")
    in_: list[str] | None = operator("in")
    nin: list[str] | None = operator("nin")
    lt: str | None = operator("lt", "Before it, character by character.")
    lte: str | None = operator("lte")
    gt: str | None = operator("gt")
    gte: str | None = operator("gte")
    contains: str | None = operator("contains")
    starts_with: str | None = operator("startsWith")
    is_null: bool | None = operator("isNull")
    any_case: bool | None = operator("anyCase")


@strawberry.input(description="Characters of a name, or words of any name and mention of it.")
class NameFilter(StringFilter):
    """For nouns that have a name and full text."""

    matches: str | None = operator("matches")


@strawberry.input(description="Words or characters of a text.")
class TextFilter(StringFilter):
    """For texts."""

    matches: str | None = operator("matches")


@strawberry.input(description="Words of any name and mention of an event.")
class WordsFilter:
    """For words that are not shown as one text, so that they have neither an order nor a beginning."""

    matches: str | None = operator("matches")
    contains: str | None = operator("contains")


@strawberry.input(description="A whole number.")
class IntFilter:
    """Whole numbers."""

    eq: int | None = operator("eq")
    ne: int | None = operator("ne")
    in_: list[int] | None = operator("in")
    nin: list[int] | None = operator("nin")
    lt: int | None = operator("lt")
    lte: int | None = operator("lte")
    gt: int | None = operator("gt")
    gte: int | None = operator("gte")
    is_null: bool | None = operator("isNull")


@strawberry.input(description="A number.")
class FloatFilter:
    """Numbers."""

    eq: float | None = operator("eq")
    ne: float | None = operator("ne")
    in_: list[float] | None = operator("in")
    nin: list[float] | None = operator("nin")
    lt: float | None = operator("lt")
    lte: float | None = operator("lte")
    gt: float | None = operator("gt")
    gte: float | None = operator("gte")
    is_null: bool | None = operator("isNull")


@strawberry.input(description="True or false.")
class BooleanFilter:
    """True or false."""

    eq: bool | None = operator("eq")
    ne: bool | None = operator("ne")
    is_null: bool | None = operator("isNull")


@strawberry.input(description="eq: within that year, month, day …; lte, gt: up to, after its end.")
class TimeFilter:
    """Instants against a time that may be a whole year."""

    eq: Time | None = operator("eq")
    ne: Time | None = operator("ne")
    in_: list[Time] | None = operator("in")
    nin: list[Time] | None = operator("nin")
    lt: Time | None = operator("lt")
    lte: Time | None = operator("lte")
    gt: Time | None = operator("gt")
    gte: Time | None = operator("gte")
    is_null: bool | None = operator("isNull")


@strawberry.input(description="What is in a list.")
class ListFilter:
    """A list of words."""

    has: str | None = operator("has")
    has_some: list[str] | None = operator("hasSome")
    has_every: list[str] | None = operator("hasEvery")


@strawberry.input(
    description="A value of a closed list. What is not known is other than any value: ne and nin find it."
)
class Filter(Generic[Value]):
    """A value of a closed list."""

    eq: Value | None = operator("eq")
    ne: Value | None = operator("ne")
    in_: list[Value] | None = operator("in")
    nin: list[Value] | None = operator("nin")
    is_null: bool | None = operator("isNull")


def given(fields: Any) -> list[tuple[str, Any]]:
    """Give the names and values of an input object that are there and not null, in the order of their declaration."""
    values = vars(fields).items()
    return [(name, value) for name, value in values if value is not None and value is not strawberry.UNSET]


def all_of(tests: Iterable[Test]) -> Test:
    """Give the test that all of ``tests`` hold; one alone stands for itself."""
    several = tuple(tests)
    return several[0] if len(several) == 1 else And(several)


def tests_of(property: str, fields: Any) -> Test:
    """Give the test that all operators of ``fields`` make of a property."""
    asked = dict(given(fields))
    is_any_case = asked.pop("any_case", False)

    def one_of(values: list[Any]) -> Test:
        if is_any_case:
            return SameText(property, tuple(values))
        if any(isinstance(value, Time) for value in values):
            return Or(tuple(_is_in(property, value) for value in values))
        return In(property, tuple(map(_plain, values)))

    return all_of(_test(property, name, value, one_of) for name, value in asked.items())


def _test(property: str, name: str, value: Any, one_of: Callable[[list[Any]], Test]) -> Test:
    match name:
        case "eq":
            one = one_of([value])
            return Equals(property, one.values[0]) if isinstance(one, In) else one
        case "ne":
            return Not(_test(property, "eq", value, one_of))
        case "in_":
            return one_of(value)
        case "nin":
            return Not(one_of(value))
        case "is_null":
            return IsNull(property) if value else Not(IsNull(property))
        case "matches":
            return Matches(words(value))
        case "has_some":
            return Or(tuple(Includes(property, each) for each in value))
        case "has_every":
            return And(tuple(Includes(property, each) for each in value))
        case _:
            return _TESTS[name](property, _limit(name, value) if isinstance(value, Time) else _plain(value))


def _is_in(property: str, time: Time) -> Test:
    return And((Compare(property, ">=", time.first), Compare(property, "<=", time.last)))


def _limit(name: str, time: Time) -> int:
    """Give the second that a comparison is with: a whole year is passed at its end."""
    return time.last if name in ("lte", "gt") else time.first


def count_test(count: Count, fields: Any) -> Test:
    """Give the test that all operators of ``fields`` make of a count."""
    return all_of(_count_test(count, name, value) for name, value in given(fields))


def _count_test(count: Count, name: str, value: Any) -> Test:
    match name:
        case "in_":
            return Or(tuple(Counted(count, "=", each) for each in value))
        case "ne" | "nin":
            return Not(_count_test(count, "eq" if name == "ne" else "in_", value))
        case _:
            return Counted(count, _SIGNS[name], value)


_SIGNS: dict[str, Operator | Literal["="]] = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def _plain(value: Any) -> Any:
    # The driver packs exact strings only, and a member of a StrEnum is a subclass.
    return str(value) if isinstance(value, str) else value


def _comparing(sign: Operator) -> Callable[[str, Any], Test]:
    return lambda property, value: Compare(property, sign, value)


_TESTS: dict[str, Callable[[str, Any], Test]] = {
    "lt": _comparing("<"),
    "lte": _comparing("<="),
    "gt": _comparing(">"),
    "gte": _comparing(">="),
    "contains": Contains,
    "starts_with": StartsWith,
    "has": Includes,
}

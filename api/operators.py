"""What a filter can ask of one property: the operators for each kind of value, and the tests that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

import strawberry

from api.times import Time
from graph.plan import (
    And,
    Compare,
    Contains,
    Equals,
    In,
    Includes,
    IsNull,
    Matches,
    Not,
    Operator,
    StartsWith,
    Test,
    words,
)

Value = TypeVar("Value")


def operator(name: str | None = None, description: str | None = None) -> Any:
    """Declare an operator; one that is left out or null asks nothing."""
    return strawberry.field(name=name, description=description, default=strawberry.UNSET)


@strawberry.input(description="An id is this, or one of these.")
class IdFilter:
    """Ids compare as a whole."""

    eq: strawberry.ID | None = operator()
    in_: list[strawberry.ID] | None = operator("in")


@strawberry.input(description="Characters of a string; contains and startsWith take any case.")
class StringFilter:
    """For names of sources, titles, codes."""

    eq: str | None = operator()
    in_: list[str] | None = operator("in")
    contains: str | None = operator()
    starts_with: str | None = operator()
    is_null: bool | None = operator()


@strawberry.input(description="Characters of a name, or words of any name and mention of it.")
class NameFilter:
    """For nouns that have a name and full text."""

    eq: str | None = operator()
    in_: list[str] | None = operator("in")
    contains: str | None = operator()
    starts_with: str | None = operator()
    matches: str | None = operator(description="Full text: every word occurs, in any order and case.")


@strawberry.input(description="Words or characters of a text.")
class TextFilter:
    """For texts."""

    matches: str | None = operator(description="Full text: every word occurs, in any order and case.")
    contains: str | None = operator()


@strawberry.input
class IntFilter:
    """Whole numbers."""

    eq: int | None = operator()
    in_: list[int] | None = operator("in")
    lt: int | None = operator()
    lte: int | None = operator()
    gt: int | None = operator()
    gte: int | None = operator()
    is_null: bool | None = operator()


@strawberry.input
class FloatFilter:
    """Numbers."""

    lt: float | None = operator()
    lte: float | None = operator()
    gt: float | None = operator()
    gte: float | None = operator()
    is_null: bool | None = operator()


@strawberry.input
class BooleanFilter:
    """True or false."""

    eq: bool | None = operator()


@strawberry.input(description="eq: within that year, month, day …; lte, gt: up to, after its end.")
class TimeFilter:
    """Instants against a time that may be a whole year."""

    eq: Time | None = operator()
    lt: Time | None = operator()
    lte: Time | None = operator()
    gt: Time | None = operator()
    gte: Time | None = operator()
    is_null: bool | None = operator()


@strawberry.input
class ListFilter:
    """A list of words."""

    has: str | None = operator()


@strawberry.input
class Filter(Generic[Value]):
    """A value of a closed list."""

    eq: Value | None = operator()
    in_: list[Value] | None = operator("in")
    is_null: bool | None = operator()


def given(fields: Any) -> Iterator[tuple[str, Any]]:
    """Give the names and values of an input object that are there and not null."""
    for field in fields.__strawberry_definition__.fields:
        value = getattr(fields, field.python_name)
        if value is not None and value is not strawberry.UNSET:
            yield field.python_name, value


def all_of(tests: Iterable[Test]) -> Test:
    """Give the test that all of ``tests`` hold; one alone stands for itself."""
    several = tuple(tests)
    return several[0] if len(several) == 1 else And(several)


def tests_of(property: str, fields: Any) -> Test:
    """Give the test that all operators of ``fields`` make of a property."""
    return all_of(_test(property, name, value) for name, value in given(fields))


def _test(property: str, name: str, value: Any) -> Test:
    if isinstance(value, Time):
        return _time_test(property, name, value)
    if name == "in_":
        return In(property, tuple(_plain(each) for each in value))
    if name == "is_null":
        return IsNull(property) if value else Not(IsNull(property))
    if name == "matches":
        return Matches(words(value))
    return _TESTS[name](property, _plain(value))


def _time_test(property: str, name: str, time: Time) -> Test:
    match name:
        case "eq":
            return And((Compare(property, ">=", time.first), Compare(property, "<=", time.last)))
        case "lt":
            return Compare(property, "<", time.first)
        case "lte":
            return Compare(property, "<=", time.last)
        case "gt":
            return Compare(property, ">", time.last)
        case "gte":
            return Compare(property, ">=", time.first)
        case _:
            raise AssertionError(name)


def _plain(value: Any) -> Any:
    # The driver packs exact strings only, and a member of a StrEnum is a subclass.
    return str(value) if isinstance(value, str) else value


def _comparing(sign: Operator) -> Callable[[str, Any], Test]:
    return lambda property, value: Compare(property, sign, value)


_TESTS: dict[str, Callable[[str, Any], Test]] = {
    "eq": Equals,
    "lt": _comparing("<"),
    "lte": _comparing("<="),
    "gt": _comparing(">"),
    "gte": _comparing(">="),
    "contains": Contains,
    "starts_with": StartsWith,
    "has": Includes,
}

"""Whether a test can be asked of a label: its properties exist, and the values are of their types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from graph.errors import PlanError
from graph.geo import GeoTest, InBox, Inside, Near, check_geo
from graph.labels import Property
from graph.lookups import (
    check_edge,
    check_end,
    check_property,
    edge_properties_of,
    end_of,
    ends_of,
    label_of,
    properties_of,
)
from graph.predicates import (
    MOST_CLAUSES,
    MOST_WORDS,
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
    Or,
    Related,
    SameText,
    StartsWith,
    Test,
    Value,
    alternatives,
)
from graph.similarity import SimilarTo, check_similar

_LISTS: Mapping[str, str] = {"strings": "string", "integers": "integer"}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (int, float),
    "boolean": (bool,),
}
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the tests inside `Related` stand: on an edge and its end."""

    type: str
    direction: Direction


def check_test(test: Test, place: str | _Edge) -> None:
    """Raise `PlanError` unless ``test`` can be asked at ``place``: a label, or inside `Related`."""
    match test:
        case And(tests) | Or(tests):
            for each in tests:
                check_test(each, place)
        case Not(inner):
            check_test(inner, place)
        case Related(edge, direction, _, where):
            check_edge(edge, direction, _label(place, test))
            check_test(where, _Edge(edge, direction))
        case OnEdge(where):
            edge_place = _edge(place, test)
            _check_fields(where, edge_properties_of(edge_place.type), edge_place.type)
        case OnEnd(label, where):
            edge_place = _edge(place, test)
            check_end(label, ends_of(edge_place.type, edge_place.direction), edge_place.type)
            check_test(where, label)
        case Matches():
            check_matches(test, _label(place, test))
        case Near() | InBox() | Inside():
            _check_place(test, _label(place, test))
        case SimilarTo():
            label = _label(place, test)
            check_similar(test, label, properties_of(label))
        case Counted(count, _, value):
            check_count(count, _label(place, test))
            if isinstance(value, bool) or not -_LARGEST <= value < _LARGEST:
                raise PlanError(f"{value!r} is no count")
        case Equals() | In() | Compare() | SameText() | Contains() | StartsWith() | Includes() | IsNull():
            label = _label(place, test)
            _check_field(test, properties_of(label), label)
        case _:
            assert_never(test)


def check_count(count: Count, label: str) -> None:
    """Raise `PlanError` unless ``count`` can be asked of ``label``."""
    end_of(count.steps, label)
    check_test(count.where, _Edge(count.steps[-1].edge, count.steps[-1].direction))


def check_matches(test: Matches, label: str) -> None:
    """Raise `PlanError` unless full text can be asked of ``label``, and in so many words."""
    if not label_of(label).text:
        raise PlanError(f"{label} has no full text")
    for group in test.groups:
        if not group or alternatives(group) != group:
            raise PlanError(f"{group!r} is no group of lower-case words: `words` and `alternatives` make them")
    size = sum(len(phrase.split()) for group in test.groups for phrase in group)
    # Alternatives are made by newsgraph from few words, so the limit is on groups, and on clauses as Lucene has it.
    if len(test.groups) > MOST_WORDS or size > MOST_CLAUSES:
        raise PlanError(f"a text of {len(test.groups)} words is too long: ask for {MOST_WORDS} at most")


def check_sortable(name: str, label: str) -> None:
    """Raise `PlanError` unless the property has an order."""
    check_property(name, properties_of(label), f"order of {label}")
    if properties_of(label)[name].type in (*_LISTS, "vector"):
        raise PlanError(f"{label} can't be ordered by {name!r}: it is a list")


def _label(place: str | _Edge, test: Test) -> str:
    if isinstance(place, _Edge):
        raise PlanError(f"{type(test).__name__} inside Related stands in OnEdge or OnEnd")
    return place


def _edge(place: str | _Edge, test: Test) -> _Edge:
    if isinstance(place, str):
        raise PlanError(f"{type(test).__name__} stands inside Related only")
    return place


def _check_place(test: GeoTest, label: str) -> None:
    if not {"lat", "lon"} <= properties_of(label).keys():
        raise PlanError(f"{label} has no latitude and longitude: Place has")
    check_geo(test)


def _check_fields(test: Test, known: Mapping[str, Property], place: str) -> None:
    """Check a test of an edge's own properties."""
    match test:
        case And(tests) | Or(tests):
            for each in tests:
                _check_fields(each, known, place)
        case Not(inner):
            _check_fields(inner, known, place)
        case Equals() | In() | Compare() | SameText() | Contains() | StartsWith() | Includes() | IsNull():
            _check_field(test, known, place)
        case Related() | Counted() | OnEdge() | OnEnd() | Matches() | Near() | InBox() | Inside() | SimilarTo():
            raise PlanError(f"{type(test).__name__} can't be asked of the edge {place}")
        case _:
            assert_never(test)


def _check_field(
    test: Equals | In | Compare | SameText | Contains | StartsWith | Includes | IsNull,
    known: Mapping[str, Property],
    place: str,
) -> None:
    check_property(test.field, known, place)
    property = known[test.field]
    match test:
        case Equals(_, value) | Compare(_, _, value):
            _check_value(value, property.type, property, place)
        case In(_, values):
            for value in values:
                _check_value(value, property.type, property, place)
        case Contains(_, text) | StartsWith(_, text):
            _check_text((text,), property, place)
        case SameText(_, texts):
            _check_text(texts, property, place)
        case Includes(_, value):
            if property.type not in _LISTS:
                raise PlanError(f"{place}.{property.name} is no list: it is {property.type}")
            _check_value(value, _LISTS[property.type], property, place)
        case IsNull():
            pass
        case _:
            assert_never(test)


def _check_text(texts: Iterable[str], property: Property, place: str) -> None:
    if property.type != "string":
        raise PlanError(f"{place}.{property.name} is no text: it is {property.type}")
    for text in texts:
        _check_value(text, "string", property, place)


def _check_value(value: Value, type: str, property: Property, place: str) -> None:
    allowed = _TYPES.get(type, ())
    is_flag = isinstance(value, bool) and bool not in allowed
    if is_flag or not isinstance(value, allowed):
        raise PlanError(f"{place}.{property.name} is {property.type}, not {value!r}")
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        raise PlanError(f"{value} is too large for {place}.{property.name}")
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise PlanError(f"{value!r} has half a character (a lone surrogate)")

"""Clauses of a ``where``: each declares beside itself the test that it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, Generic, TypeVar

import strawberry
from strawberry.types.base import StrawberryObjectDefinition

from api.operators import all_of, count_test, given, operator, tests_of
from api.periods import tests_of_period
from graph.plan import ALWAYS, And, Count, Direction, Not, OnEdge, OnEnd, Or, Related, Step, Test

Where = TypeVar("Where")
TEST = "test"


def clause(test: Callable[[Any], Test], name: str | None = None, description: str | None = None) -> Any:
    """Declare a field of a ``where``: absent or null it asks nothing, else what ``test`` makes of its value."""
    return strawberry.field(name=name, description=description, default=strawberry.UNSET, metadata={TEST: test})


def all_of_them() -> Any:
    """Declare ``and``."""
    return clause(lambda wheres: And(tuple(test_of(where) for where in wheres)), "and", "All of these.")


def any_of_them() -> Any:
    """Declare ``or``."""
    return clause(lambda wheres: Or(tuple(test_of(where) for where in wheres)), "or", "Any of these.")


def none_of_it() -> Any:
    """Declare ``not``."""
    return clause(lambda where: Not(test_of(where)), "not", "Not this.")


def on(property: str, description: str | None = None) -> Any:
    """Declare a filter of a property."""
    return clause(lambda fields: tests_of(property, fields), description=description)


def period(first: str, last: str, description: str) -> Any:
    """Declare a filter of a time that lasts from one property to another."""
    return clause(lambda fields: tests_of_period(first, last, fields), description=description)


def on_edge(property: str, description: str | None = None) -> Any:
    """Declare a filter of a property of the edge that led here."""
    return clause(lambda fields: OnEdge(tests_of(property, fields)), description=description)


def end(label: str, description: str | None = None) -> Any:
    """Declare a filter of the end of the edge that led here, which then has this label."""
    return clause(lambda where: OnEnd(label, test_of(where)), description=description)


def one(edge: str, direction: Direction, label: str, *, description: str | None = None) -> Any:
    """Declare a filter of the one noun along an edge."""
    return clause(lambda where: Related(edge, direction, "some", OnEnd(label, test_of(where))), description=description)


def many(
    edge: str, direction: Direction, label: str, *then: tuple[str, Direction, str], description: str | None = None
) -> Any:
    """Declare a relation; where ``then`` follows, the noun that is meant lies behind that further edge."""

    def test(where: Any) -> Test:
        inner = test_of(where)
        for further, way, end in reversed(then):
            inner = Related(further, way, "some", OnEnd(end, inner))
        return OnEnd(label, inner)

    steps = (Step(edge, direction, label), *(Step(*further) for further in then))

    def counted(where: Any) -> Count:
        return Count(steps, OnEnd(steps[-1].label, test_of(where)) if where else ALWAYS)

    return clause(lambda relation: _quantified(edge, direction, relation, test, counted), description=description)


def _quantified(
    edge: str, direction: Direction, relation: Any, test: Callable[[Any], Test], counted: Callable[[Any], Count]
) -> Test:
    tests: list[Test] = []
    for quantifier, where in given(relation):
        if quantifier == "count":
            tests.append(count_test(counted(where.where), replace(where, where=None)))
        elif quantifier == "all":
            # An edge may also lead to nouns of other labels, which "all" does not speak of.
            negated = type(where)(not_=where)
            tests.append(Related(edge, direction, "none", test(negated)))
        else:
            tests.append(Related(edge, direction, quantifier, test(where)))  # type: ignore[arg-type]
    return all_of(tests)


def abouts(description: str | None = None) -> Any:
    """Declare the relation of a statement to what it is about."""

    def counted(where: Any) -> Count:
        return Count((Step("ABOUT", "out"),), test_of(where) if where else ALWAYS)

    return clause(lambda relation: _quantified("ABOUT", "out", relation, test_of, counted), description=description)


@strawberry.input(description="How many there are.")
class CountFilter(Generic[Where]):
    """Several of these must hold together; each noun counts once."""

    where: Where | None = operator(description="Only those that pass are counted.")
    eq: int | None = operator("eq")
    ne: int | None = operator("ne")
    in_: list[int] | None = operator("in")
    nin: list[int] | None = operator("nin")
    lt: int | None = operator("lt")
    lte: int | None = operator("lte")
    gt: int | None = operator("gt")
    gte: int | None = operator("gte")


@strawberry.input(description="Of what is there, some, none, or all pass the test; or so many are there.")
class Relation(Generic[Where]):
    """Several of these must hold together."""

    some: Where | None = operator(description="One of them passes, at least.")
    none: Where | None = operator(description="None of them passes.")
    all: Where | None = operator(description="None of them fails; so too where there are none.")
    count: CountFilter[Where] | None = operator(description="How many there are.")


def test_of(where: Any) -> Test:
    """Give the test that all filters of ``where`` make; an empty one is always true."""
    declared = _tests_of(where.__strawberry_definition__)
    return all_of(declared[name](value) for name, value in given(where))


@cache
def _tests_of(definition: StrawberryObjectDefinition) -> dict[str, Callable[[Any], Test]]:
    return {field.python_name: field.metadata[TEST] for field in definition.fields}

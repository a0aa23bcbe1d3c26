"""``where`` of every noun: each filter declares beside itself the test that it makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import strawberry

from api.enums import (
    AboutRole,
    Act,
    ActorKind,
    ActSource,
    EventType,
    Form,
    Realis,
    Resolution,
    Stance,
    Via,
)
from api.operators import (
    BooleanFilter,
    Filter,
    FloatFilter,
    IdFilter,
    IntFilter,
    ListFilter,
    NameFilter,
    StringFilter,
    TextFilter,
    TimeFilter,
    all_of,
    given,
    tests_of,
)
from graph.plan import And, Direction, Not, OnEdge, OnEnd, Or, Related, Test

Where = TypeVar("Where")
TEST = "test"


def _declared(test: Callable[[Any], Test], name: str | None = None) -> Any:
    return strawberry.field(name=name, default=strawberry.UNSET, metadata={TEST: test})


def _all() -> Any:
    return _declared(lambda wheres: And(tuple(test_of(where) for where in wheres)), "and")


def _any() -> Any:
    return _declared(lambda wheres: Or(tuple(test_of(where) for where in wheres)), "or")


def _none() -> Any:
    return _declared(lambda where: Not(test_of(where)), "not")


def _on(property: str) -> Any:
    return _declared(lambda fields: tests_of(property, fields))


def _on_edge(property: str) -> Any:
    return _declared(lambda fields: OnEdge(tests_of(property, fields)))


def _end(label: str) -> Any:
    return _declared(lambda where: OnEnd(label, test_of(where)))


def _one(edge: str, direction: Direction, label: str) -> Any:
    return _declared(lambda where: Related(edge, direction, "some", OnEnd(label, test_of(where))))


def _many(edge: str, direction: Direction, label: str, *then: tuple[str, Direction, str]) -> Any:
    """Declare a relation; where ``then`` follows, the noun that is meant lies behind that further edge."""

    def test(where: Any) -> Test:
        inner = test_of(where)
        for further, way, end in reversed(then):
            inner = Related(further, way, "some", OnEnd(end, inner))
        return OnEnd(label, inner)

    return _declared(lambda relation: _quantified(edge, direction, relation, test))


def _quantified(edge: str, direction: Direction, relation: Any, test: Callable[[Any], Test]) -> Test:
    tests: list[Test] = []
    for quantifier, where in given(relation):
        if quantifier == "all":
            # An edge may also lead to nouns of other labels, which "all" does not speak of.
            negated = type(where)(not_=where)
            tests.append(Related(edge, direction, "none", test(negated)))
        else:
            tests.append(Related(edge, direction, quantifier, test(where)))  # type: ignore[arg-type]
    return all_of(tests)


def _about() -> Any:
    return _declared(lambda relation: _quantified("ABOUT", "out", relation, test_of))


@strawberry.input(description="Of what is there, some, none, or all pass the test.")
class Relation(Generic[Where]):
    """Several of these must hold together."""

    some: Where | None = strawberry.field(default=strawberry.UNSET)
    none: Where | None = strawberry.field(default=strawberry.UNSET)
    all: Where | None = strawberry.field(default=strawberry.UNSET)


@strawberry.input
class ArticleWhere:
    """Which articles."""

    and_: list[ArticleWhere] | None = _all()
    or_: list[ArticleWhere] | None = _any()
    not_: ArticleWhere | None = _none()
    id: IdFilter | None = _on("id")
    url: StringFilter | None = _on("url")
    title: StringFilter | None = _on("title")
    author: StringFilter | None = _on("author")
    source: StringFilter | None = _on("source")
    language: StringFilter | None = _on("language")
    published: TimeFilter | None = _on("published")
    text: TextFilter | None = _on("text")
    statements: Relation[StatementWhere] | None = _many("IN", "in", "Statement")
    events: Relation[EventWhere] | None = _many("IN", "in", "EventMention", ("REALISES", "out", "Event"))


@strawberry.input
class RoleWhere:
    """Which roles."""

    and_: list[RoleWhere] | None = _all()
    or_: list[RoleWhere] | None = _any()
    not_: RoleWhere | None = _none()
    title: NameFilter | None = _on("title")
    organization: StringFilter | None = _on("organization_name")


@strawberry.input
class ActorWhere:
    """Which actors."""

    and_: list[ActorWhere] | None = _all()
    or_: list[ActorWhere] | None = _any()
    not_: ActorWhere | None = _none()
    id: IdFilter | None = _on("id")
    name: NameFilter | None = _on("name")
    kind: Filter[ActorKind] | None = _on("kind")
    country: StringFilter | None = _on("country")
    sector: StringFilter | None = _on("sector")
    named: BooleanFilter | None = _on("named")
    roles: Relation[RoleWhere] | None = _many("HOLDS", "out", "Role")
    statements: Relation[StatementWhere] | None = _many("SAID_BY", "in", "Statement")
    statements_about: Relation[StatementWhere] | None = _many("ABOUT", "in", "Statement")
    events: Relation[EventWhere] | None = _many("ACTOR_IN", "out", "Event")
    events_as_recipient: Relation[EventWhere] | None = _many("RECIPIENT_IN", "out", "Event")


@strawberry.input
class PlaceWhere:
    """Which places."""

    and_: list[PlaceWhere] | None = _all()
    or_: list[PlaceWhere] | None = _any()
    not_: PlaceWhere | None = _none()
    id: IdFilter | None = _on("id")
    name: NameFilter | None = _on("name")
    country: StringFilter | None = _on("country")
    resolution: Filter[Resolution] | None = _on("resolution")
    geonameid: IntFilter | None = _on("geonameid")
    lat: FloatFilter | None = _on("lat")
    lon: FloatFilter | None = _on("lon")
    events: Relation[EventWhere] | None = _many("AT", "in", "Event")
    statements_about: Relation[StatementWhere] | None = _many("ABOUT", "in", "Statement")


@strawberry.input
class EventWhere:
    """Which events."""

    and_: list[EventWhere] | None = _all()
    or_: list[EventWhere] | None = _any()
    not_: EventWhere | None = _none()
    id: IdFilter | None = _on("id")
    name: StringFilter | None = _on("name")
    text: TextFilter | None = _on("search_text")
    type: Filter[EventType] | None = _on("type")
    mode: StringFilter | None = _on("mode")
    subtype: StringFilter | None = _on("subtype")
    realis: Filter[Realis] | None = _on("realis")
    contexts: ListFilter | None = _on("contexts")
    start: TimeFilter | None = _on("start")
    end: TimeFilter | None = _on("end")
    quad: IntFilter | None = _on("quad")
    score: FloatFilter | None = _on("score")
    confidence: FloatFilter | None = _on("confidence")
    actors: Relation[ActorWhere] | None = _many("ACTOR_IN", "in", "Actor")
    recipients: Relation[ActorWhere] | None = _many("RECIPIENT_IN", "in", "Actor")
    places: Relation[PlaceWhere] | None = _many("AT", "out", "Place")
    articles: Relation[ArticleWhere] | None = _many("REALISES", "in", "EventMention", ("IN", "out", "Article"))
    statements: Relation[StatementWhere] | None = _many("ABOUT", "in", "Statement")


@strawberry.input
class AboutWhere:
    """What a statement is about."""

    and_: list[AboutWhere] | None = _all()
    or_: list[AboutWhere] | None = _any()
    not_: AboutWhere | None = _none()
    role: Filter[AboutRole] | None = _on_edge("role")
    stance: Filter[Stance] | None = _on_edge("stance")
    confidence: FloatFilter | None = _on_edge("confidence")
    event: EventWhere | None = _end("Event")
    actor: ActorWhere | None = _end("Actor")
    place: PlaceWhere | None = _end("Place")


@strawberry.input
class StatementWhere:
    """Which statements."""

    and_: list[StatementWhere] | None = _all()
    or_: list[StatementWhere] | None = _any()
    not_: StatementWhere | None = _none()
    id: IdFilter | None = _on("id")
    text: TextFilter | None = _on("text")
    cue: StringFilter | None = _on("cue")
    act: Filter[Act] | None = _on("act")
    act_source: Filter[ActSource] | None = _on("act_source")
    form: Filter[Form] | None = _on("form")
    via: Filter[Via] | None = _on("via")
    polarity: IntFilter | None = _on("polarity")
    negated: BooleanFilter | None = _on("negated")
    confidence: FloatFilter | None = _on("confidence")
    said_at: TimeFilter | None = _on("said_start")
    speaker: ActorWhere | None = _one("SAID_BY", "out", "Actor")
    article: ArticleWhere | None = _one("IN", "out", "Article")
    parent: StatementWhere | None = _one("WITHIN", "out", "Statement")
    about: Relation[AboutWhere] | None = _about()
    addressees: Relation[ActorWhere] | None = _many("ADDRESSED_TO", "out", "Actor")


def test_of(where: Any) -> Test:
    """Give the test that all filters of ``where`` make; an empty one is always true."""
    declared = {field.python_name: field.metadata[TEST] for field in where.__strawberry_definition__.fields}
    return all_of(declared[name](value) for name, value in given(where))

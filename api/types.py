"""The nouns as GraphQL shows them. They are never instantiated: their fields read rows of the store (`projector`).

A bare field is the property of its own name.
"""

from __future__ import annotations

from typing import Any

import strawberry

from api.enums import (
    AboutRole,
    Act,
    ActorKind,
    ActSource,
    DateType,
    EventType,
    Form,
    Granularity,
    Realis,
    Resolution,
    Stance,
    Via,
)
from api.projector import LABEL, Along, Row, end, inside, made, many, on_edge, one, stored
from api.times import Time, format_time

ARTICLE_OF = Along("IN", "out", ("Article",), is_one=True)
EVENT_OF = Along("REALISES", "out", ("Event",), is_one=True)
EVIDENCE = ("starts", "ends", "exacts", "prefixes", "suffixes")
SAID_AT = ("said_start", "said_end", "said_granularity", "said_date_type")


def evidence_of(row: Row) -> list[Row]:
    article = {key: row[key] for key in (ARTICLE_OF.key(1),) if key in row}
    names = ("start", "end", "exact", "prefix", "suffix")
    return [
        {**dict(zip(names, piece, strict=True)), **article}
        for piece in zip(*(row[name] for name in EVIDENCE), strict=True)
    ]


def _spans(starts: str, ends: str) -> Any:
    def read(row: Row) -> list[Row]:
        return [{"start": start, "end": end} for start, end in zip(row[starts] or (), row[ends] or (), strict=True)]

    return stored(starts, ends, read=read)


def _about_span(row: Row) -> Row | None:
    return None if row["span_start"] is None else {"start": row["span_start"], "end": row["span_end"]}


def _said_at(row: Row) -> Row | None:
    start, end, granularity, date_type = (row[name] for name in SAID_AT)
    if start is None and end is None:
        return None
    return {
        "start": format_time(start, granularity),
        "end": format_time(end, granularity),
        "granularity": granularity,
        "date_type": date_type,
    }


def _event_time(name: str) -> Any:
    return stored(name, "granularity", read=lambda row: format_time(row[name], row["granularity"]))


def _organization(row: Row) -> Row | None:
    return row if row["organization_name"] else None


@strawberry.interface(description="A noun that is found by its id alone.")
class Node:
    """Relay's node; a row that may be of several labels says its own under `LABEL`."""

    id: strawberry.ID = strawberry.field(description="Its id, the same wherever it is met.")

    @classmethod
    def resolve_type(cls, row: Row, *_: object) -> str:
        """Give the type of a row."""
        return str(row[LABEL])


@strawberry.type(description="Code points from start (included) to end (excluded) of an article's text.")
class Span:
    """Offsets alone; `Evidence` has the words too."""

    start: int
    end: int


@strawberry.type(description="The characters that support a fact.")
class Evidence:
    """One piece; a discontinuous quotation has several."""

    start: int = made("Offset in code points into the article's text.")
    end: int = made()
    exact: str = made("The article's text from start to end, verbatim.")
    prefix: str = made()
    suffix: str = made()
    article: Article = one("IN", "out", "Article")


@strawberry.type(description="From start to end, both included; end is null where the text leaves it open.")
class Timespan:
    """When something was said."""

    start: Time | None
    end: Time | None
    granularity: Granularity | None
    date_type: DateType | None


@strawberry.type(description="One text as it was read.")
class Article(Node):
    """Aligned with schema:NewsArticle."""

    url: str | None
    title: str | None
    author: str | None
    source: str | None
    published: str | None = stored(
        "published_text",
        read=lambda row: row["published_text"],
        description="When it was published, as it was given (ISO 8601).",
    )
    language: str | None
    text: str
    statements: list[Statement] = many("IN", "in", "Statement")
    events: list[Event] = many("IN", "in", "EventMention", then=EVENT_OF)
    actors: list[Actor] = many("APPEARS_IN", "in", "Actor", description="Who is named in it.")
    places: list[Place] = many("APPEARS_IN", "in", "Place", description="The places that it names.")


@strawberry.type(description="What a role is held in.")
class Organization:
    """The words of the article, and the actor where it is known."""

    name: str = stored("organization_name", read=lambda row: row["organization_name"])
    actor: Actor | None = one("OF", "out", "Actor")


@strawberry.type(description="An office that an actor holds.")
class Role:
    """Aligned with FtM Occupancy."""

    id: strawberry.ID
    title: str
    organization: Organization | None = inside("organization_name", read=_organization)
    holders: list[Actor] = many("HOLDS", "in", "Actor", description="Who holds it.")


@strawberry.type(description="Somebody: a person, an organization, a state or a group.")
class Actor(Node):
    """Aligned with FtM LegalEntity and PLOVER's entity."""

    name: str
    kind: ActorKind
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-3, or PLOVER's IGO, NGO and so on.")
    sector: str | None = strawberry.field(description="PLOVER's sector.")
    named: bool = strawberry.field(description="False where the article gives no name, as in 'two diplomats'.")
    aliases: list[str] = stored("aliases", read=lambda row: row["aliases"] or [])
    roles: list[Role] = many("HOLDS", "out", "Role")
    statements: list[Statement] = many("SAID_BY", "in", "Statement", description="What they said.")
    statements_about: list[Statement] = many("ABOUT", "in", "Statement", description="What was said about them.")
    statements_to: list[Statement] = many("ADDRESSED_TO", "in", "Statement", description="What was said to them.")
    events: list[Event] = many("ACTOR_IN", "out", "Event", description="What they did.")
    events_as_recipient: list[Event] = many("RECIPIENT_IN", "out", "Event", description="What was done to them.")
    articles: list[Article] = many("APPEARS_IN", "out", "Article", description="The articles that name them.")


@strawberry.type(description="Somewhere.")
class Place(Node):
    """Aligned with schema:Place; ids of GeoNames where known, never guessed."""

    name: str
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-3.")
    resolution: Resolution | None
    feature_code: str | None = strawberry.field(description="GeoNames' code of the kind of place.")
    geonameid: int | None
    lat: float | None
    lon: float | None
    events: list[Event] = many("AT", "in", "Event")
    statements_about: list[Statement] = many("ABOUT", "in", "Statement")
    articles: list[Article] = many("APPEARS_IN", "out", "Article", description="The articles that name it.")


@strawberry.type(description="Words that tell of an event, in one article.")
class EventMention:
    """Keeps the merging of mentions into one event reversible."""

    id: strawberry.ID
    trigger: str
    evidence: list[Evidence] = inside(*EVIDENCE, read=evidence_of)


@strawberry.type(description="One event, with all its mentions.")
class Event(Node):
    """Aligned with PLOVER and schema:Event."""

    name: str
    type: EventType | None = strawberry.field(
        description="Null where PLOVER has no type for it: accidents, elections, epidemics, markets."
    )
    mode: str | None = strawberry.field(description="PLOVER's mode of the type.")
    subtype: str | None
    realis: Realis
    contexts: list[str] = stored("contexts", read=lambda row: row["contexts"] or [], description="PLOVER's contexts.")
    start: Time | None = _event_time("start")
    end: Time | None = _event_time("end")
    granularity: Granularity | None
    date_type: DateType | None
    quad: int | None = strawberry.field(description="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.")
    score: float | None = strawberry.field(description="PLOVER's score, from -10 (conflict) to 10 (cooperation).")
    confidence: float
    actors: list[Actor] = many("ACTOR_IN", "in", "Actor")
    recipients: list[Actor] = many("RECIPIENT_IN", "in", "Actor")
    places: list[Place] = many("AT", "out", "Place")
    mentions: list[EventMention] = many("REALISES", "in", "EventMention")
    articles: list[Article] = many("REALISES", "in", "EventMention", then=ARTICLE_OF)
    statements: list[Statement] = many("ABOUT", "in", "Statement", description="What was said about it.")


@strawberry.type(description="What a statement is about: one of event, actor and place.")
class About:
    """One ABOUT edge."""

    role: AboutRole = on_edge("role")
    stance: Stance = on_edge("stance")
    confidence: float = on_edge("confidence")
    span: Span | None = on_edge("span_start", "span_end", read=_about_span, description="Its nearest mention.")
    event: Event | None = end("Event")
    actor: Actor | None = end("Actor")
    place: Place | None = end("Place")


@strawberry.type(description="What somebody said.")
class Statement(Node):
    """Aligned with schema:Quotation and schema:Claim; CAMEO 01x."""

    text: str = strawberry.field(description="What was said, verbatim; its pieces are in evidence.")
    act: Act
    likely_acts: list[Act] = strawberry.field(description="The acts that a fair reader may find in it, its act first.")
    act_source: ActSource
    form: Form
    via: Via
    polarity: int = strawberry.field(description="The speaker's towards the target: -1, 0 or 1.")
    negated: bool = strawberry.field(description="'did not deny'")
    cue: str | None = strawberry.field(description="The words that show that it is a statement.")
    cue_spans: list[Span] = _spans("cue_starts", "cue_ends")
    source_text: str | None = strawberry.field(description="The words that name the speaker here.")
    source_spans: list[Span] = _spans("source_starts", "source_ends")
    sentence: str | None = strawberry.field(description="The sentences that hold text, cue and source.")
    confidence: float
    said_at: Timespan | None = stored(*SAID_AT, read=_said_at)
    speaker: Actor | None = one("SAID_BY", "out", "Actor")
    addressees: list[Actor] = many("ADDRESSED_TO", "out", "Actor")
    about: list[About] = many("ABOUT", "out", "Event", "Actor", "Place")
    parent: Statement | None = one("WITHIN", "out", "Statement", description="The statement that it is nested in.")
    children: list[Statement] = many("WITHIN", "in", "Statement")
    article: Article = one("IN", "out", "Article")
    evidence: list[Evidence] = inside(*EVIDENCE, read=evidence_of)

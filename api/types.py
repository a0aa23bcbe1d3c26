"""The nouns as GraphQL shows them. They are never instantiated: their fields read rows of the store (`projector`).

A bare field is the property of its own name.
"""

from __future__ import annotations

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
from api.times import Time
from api.values import (
    ARTICLE_OF,
    EVIDENCE,
    SAID_AT,
    about_span,
    event_time,
    evidence_of,
    organization_of,
    spans,
    time_said,
    time_started,
)

EVENT_OF = Along("REALISES", "out", ("Event",), is_one=True)


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

    start: int = strawberry.field(description="Where it starts, in code points of the article's text.")
    end: int = strawberry.field(description="Where it ends; the character there is outside.")


@strawberry.type(description="The characters that support a fact.")
class Evidence:
    """One piece; a discontinuous quotation has several."""

    start: int = made("Offset in code points into the article's text.")
    end: int = made("Where it ends; the character there is outside.")
    exact: str = made("The article's text from start to end, verbatim.")
    prefix: str = made("Up to 32 characters before.")
    suffix: str = made("Up to 32 characters after.")
    article: Article = one("IN", "out", "Article", description="The article.")


@strawberry.type(description="From start to end, both included; end is null where the text leaves it open.")
class Timespan:
    """When something was said."""

    start: Time | None = strawberry.field(description="Its beginning.")
    end: Time | None = strawberry.field(description="Its end, included; null where the text leaves it open.")
    granularity: Granularity | None = strawberry.field(description="How exact both are.")
    date_type: DateType | None = strawberry.field(description="How it was understood.")


@strawberry.type(description="An outlet that publishes articles.")
class Source(Node):
    """Aligned with schema:NewsMediaOrganization."""

    name: str = strawberry.field(description="Its name, else the host of its articles' addresses.")
    articles: list[Article] = many("PUBLISHED", "out", "Article", description="What it published.")


@strawberry.type(description="One run of the reader, with the model that it used.")
class Run(Node):
    """Aligned with prov:Activity."""

    version: str = strawberry.field(description="The version of newsgraph.")
    model: str = strawberry.field(description="Name and version of the language model.")
    started: Time | None = stored("started", read=time_started, description="When it started.")
    articles: list[Article] = many("GENERATED_BY", "in", "Article", description="Articles that it read.")


@strawberry.type(description="One text as it was read.")
class Article(Node):
    """Aligned with schema:NewsArticle."""

    url: str | None = strawberry.field(description="Address.")
    title: str | None = strawberry.field(description="Title.")
    author: str | None = strawberry.field(description="Author.")
    source: str | None = strawberry.field(description="Name of the outlet.")
    labels: list[str] = stored("labels", read=lambda row: row["labels"] or [], description="Labels that it was given.")
    published: str | None = stored(
        "published_text",
        read=lambda row: row["published_text"],
        description="When it was published, as it was given (ISO 8601).",
    )
    language: str | None = strawberry.field(description="ISO 639-1 code.")
    text: str = strawberry.field(description="The text exactly as given. Offsets count in it.")
    statements: list[Statement] = many("IN", "in", "Statement", description="What is said in it.")
    events: list[Event] = many("IN", "in", "EventMention", then=EVENT_OF, description="Events that it reports.")
    actors: list[Actor] = many("APPEARS_IN", "in", "Actor", description="Who is named in it.")
    places: list[Place] = many("APPEARS_IN", "in", "Place", description="The places that it names.")
    publisher: Source | None = one("PUBLISHED", "in", "Source", description="The outlet, as a noun of its own.")
    run: Run | None = one("GENERATED_BY", "out", "Run", description="The run that read it.")


@strawberry.type(description="What a role is held in.")
class Organization:
    """The words of the article, and the actor where it is known."""

    name: str = stored(
        "organization_name", read=lambda row: row["organization_name"], description="Its name in the article's words."
    )
    actor: Actor | None = one("OF", "out", "Actor", description="The actor, where it is known.")


@strawberry.type(description="An office that an actor holds.")
class Role(Node):
    """Aligned with FtM Occupancy."""

    title: str = strawberry.field(description="The office, such as “spokesperson”.")
    organization: Organization | None = inside("organization_name", read=organization_of, description="Of what.")
    holders: list[Actor] = many("HOLDS", "in", "Actor", description="Who holds it.")


@strawberry.type(description="Somebody: a person, an organization, a state or a group.")
class Actor(Node):
    """Aligned with FtM LegalEntity and PLOVER's entity."""

    name: str = strawberry.field(description="The fullest name that was found.")
    kind: ActorKind = strawberry.field(description="What it is.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-3, or PLOVER's IGO, NGO and so on.")
    sector: str | None = strawberry.field(description="PLOVER's sector.")
    named: bool = strawberry.field(description="False where the article gives no name, as in 'two diplomats'.")
    aliases: list[str] = stored(
        "aliases", read=lambda row: row["aliases"] or [], description="Other names that were found."
    )
    roles: list[Role] = many("HOLDS", "out", "Role", description="Offices that it holds.")
    statements: list[Statement] = many("SAID_BY", "in", "Statement", description="What they said.")
    statements_about: list[Statement] = many("ABOUT", "in", "Statement", description="What was said about them.")
    statements_to: list[Statement] = many("ADDRESSED_TO", "in", "Statement", description="What was said to them.")
    events: list[Event] = many("ACTOR_IN", "out", "Event", description="What they did.")
    events_as_recipient: list[Event] = many("RECIPIENT_IN", "out", "Event", description="What was done to them.")
    articles: list[Article] = many("APPEARS_IN", "out", "Article", description="The articles that name them.")


@strawberry.type(description="Somewhere.")
class Place(Node):
    """Aligned with schema:Place; ids of GeoNames where known, never guessed."""

    name: str = strawberry.field(description="Name.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-3.")
    resolution: Resolution | None = strawberry.field(description="How exactly it is known.")
    feature_code: str | None = strawberry.field(description="GeoNames' code of the kind of place.")
    geonameid: int | None = strawberry.field(description="GeoNames' number, null where not resolved.")
    lat: float | None = strawberry.field(description="Latitude in degrees.")
    lon: float | None = strawberry.field(description="Longitude in degrees.")
    events: list[Event] = many("AT", "in", "Event", description="What takes place there.")
    statements_about: list[Statement] = many("ABOUT", "in", "Statement", description="What was said about it.")
    articles: list[Article] = many("APPEARS_IN", "out", "Article", description="The articles that name it.")


@strawberry.type(description="Words that tell of an event, in one article.")
class EventMention:
    """Keeps the merging of mentions into one event reversible."""

    id: strawberry.ID = strawberry.field(description="Its key.")
    trigger: str = strawberry.field(description="The words that tell of the event.")
    evidence: list[Evidence] = inside(*EVIDENCE, read=evidence_of, description="Where they stand.")


@strawberry.type(description="One event, with all its mentions.")
class Event(Node):
    """Aligned with PLOVER and schema:Event."""

    name: str = strawberry.field(description="A short name in the article's words.")
    type: EventType | None = strawberry.field(
        description="Null where PLOVER has no type for it: accidents, elections, epidemics, markets."
    )
    mode: str | None = strawberry.field(description="PLOVER's mode of the type.")
    subtype: str | None = strawberry.field(description="A word where PLOVER is too coarse.")
    realis: Realis = strawberry.field(description="Whether it is real.")
    contexts: list[str] = stored("contexts", read=lambda row: row["contexts"] or [], description="PLOVER's contexts.")
    start: Time | None = event_time("start", "Its beginning.")
    end: Time | None = event_time("end", "Its end; null where the text leaves it open.")
    granularity: Granularity | None = strawberry.field(description="How exact start and end are.")
    date_type: DateType | None = strawberry.field(description="How the time was understood.")
    quad: int | None = strawberry.field(description="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.")
    score: float | None = strawberry.field(description="PLOVER's score, from -10 (conflict) to 10 (cooperation).")
    confidence: float = strawberry.field(description="How sure, 0 to 1.")
    actors: list[Actor] = many("ACTOR_IN", "in", "Actor", description="Who does it.")
    recipients: list[Actor] = many("RECIPIENT_IN", "in", "Actor", description="To whom, or with whom, it is done.")
    places: list[Place] = many("AT", "out", "Place", description="Where.")
    mentions: list[EventMention] = many("REALISES", "in", "EventMention", description="Where articles tell of it.")
    articles: list[Article] = many(
        "REALISES", "in", "EventMention", then=ARTICLE_OF, description="The articles that tell of it."
    )
    statements: list[Statement] = many("ABOUT", "in", "Statement", description="What was said about it.")


@strawberry.type(description="What a statement is about: one of event, actor and place.")
class About:
    """One ABOUT edge."""

    role: AboutRole = on_edge("role", description="Whether the act is aimed at it.")
    stance: Stance = on_edge("stance", description="The speaker's stance towards it.")
    confidence: float = on_edge("confidence", description="How sure the link is, 0 to 1.")
    span: Span | None = on_edge("span_start", "span_end", read=about_span, description="Its nearest mention.")
    event: Event | None = end("Event", description="The event, or null.")
    actor: Actor | None = end("Actor", description="The actor, or null.")
    place: Place | None = end("Place", description="The place, or null.")


@strawberry.type(description="What somebody said.")
class Statement(Node):
    """Aligned with schema:Quotation and schema:Claim; CAMEO 01x."""

    text: str = strawberry.field(description="What was said, verbatim; its pieces are in evidence.")
    act: Act = strawberry.field(description="What saying it does.")
    likely_acts: list[Act] = strawberry.field(description="The acts that a fair reader may find in it, its act first.")
    act_source: ActSource = strawberry.field(description="Which words told the act.")
    form: Form = strawberry.field(description="Quoted or not.")
    via: Via = strawberry.field(description="How the speaker is named here.")
    polarity: int = strawberry.field(description="The speaker's towards the target: -1, 0 or 1.")
    negated: bool = strawberry.field(description="'did not deny'")
    cue: str | None = strawberry.field(description="The words that show that it is a statement.")
    cue_spans: list[Span] = spans("cue_starts", "cue_ends", "Where the cue stands.")
    source_text: str | None = strawberry.field(description="The words that name the speaker here.")
    source_spans: list[Span] = spans("source_starts", "source_ends", "Where these words stand.")
    sentence: str | None = strawberry.field(description="The sentences that hold text, cue and source.")
    confidence: float = strawberry.field(description="How sure, 0 to 1.")
    said_at: Timespan | None = stored(
        *SAID_AT, read=time_said, description="When it was said, where the article tells it."
    )
    speaker: Actor | None = one("SAID_BY", "out", "Actor", description="Who said it, or null.")
    addressees: list[Actor] = many("ADDRESSED_TO", "out", "Actor", description="To whom.")
    about: list[About] = many("ABOUT", "out", "Event", "Actor", "Place", description="What it is about.")
    parent: Statement | None = one("WITHIN", "out", "Statement", description="The statement that it is nested in.")
    children: list[Statement] = many("WITHIN", "in", "Statement", description="Statements that are part of it.")
    article: Article = one("IN", "out", "Article", description="Where it stands.")
    evidence: list[Evidence] = inside(
        *EVIDENCE, read=evidence_of, description="Its characters; several pieces where they stand apart."
    )

"""``where`` of every noun: which nouns, by their own properties and by what lies around them."""

from __future__ import annotations

import strawberry

from api.clauses import (
    Relation,
    abouts,
    all_of_them,
    any_of_them,
    clause,
    end,
    many,
    none_of_it,
    on,
    on_edge,
    one,
    period,
)
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
from api.geo import Area, BoundingBox, NearPoint, area_test, box_test, near_test
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
    WordsFilter,
)
from api.periods import PeriodFilter
from api.similarity import SimilarText, similar_test


@strawberry.input(description="Which articles; all that is given must hold.")
class ArticleWhere:
    """Which articles."""

    and_: list[ArticleWhere] | None = all_of_them()
    or_: list[ArticleWhere] | None = any_of_them()
    not_: ArticleWhere | None = none_of_it()
    id: IdFilter | None = on("id")
    url: StringFilter | None = on("url")
    title: StringFilter | None = on("title")
    author: StringFilter | None = on("author")
    source: StringFilter | None = on("source")
    language: StringFilter | None = on("language")
    published: PeriodFilter | None = period("published", "published_last", "When it was published.")
    text: TextFilter | None = on("text")
    statements: Relation[StatementWhere] | None = many("IN", "in", "Statement")
    events: Relation[EventWhere] | None = many("IN", "in", "EventMention", ("REALISES", "out", "Event"))
    actors: Relation[ActorWhere] | None = many("APPEARS_IN", "in", "Actor", description="Who is named in it.")
    places: Relation[PlaceWhere] | None = many("APPEARS_IN", "in", "Place", description="The places that it names.")


@strawberry.input(description="Which roles; all that is given must hold.")
class RoleWhere:
    """Which roles."""

    and_: list[RoleWhere] | None = all_of_them()
    or_: list[RoleWhere] | None = any_of_them()
    not_: RoleWhere | None = none_of_it()
    id: IdFilter | None = on("id")
    title: NameFilter | None = on("title")
    organization: StringFilter | None = on("organization_name")
    organization_actor: ActorWhere | None = one(
        "OF", "out", "Actor", description="The actor that it is held in, where it is known."
    )
    holders: Relation[ActorWhere] | None = many("HOLDS", "in", "Actor", description="Who holds it.")


@strawberry.input(description="Which actors; all that is given must hold.")
class ActorWhere:
    """Which actors."""

    and_: list[ActorWhere] | None = all_of_them()
    or_: list[ActorWhere] | None = any_of_them()
    not_: ActorWhere | None = none_of_it()
    id: IdFilter | None = on("id")
    name: NameFilter | None = on("name")
    kind: Filter[ActorKind] | None = on("kind")
    country: StringFilter | None = on("country")
    sector: StringFilter | None = on("sector")
    named: BooleanFilter | None = on("named")
    aliases: ListFilter | None = on("aliases", "Other names that were found.")
    roles: Relation[RoleWhere] | None = many("HOLDS", "out", "Role")
    statements: Relation[StatementWhere] | None = many("SAID_BY", "in", "Statement")
    statements_about: Relation[StatementWhere] | None = many("ABOUT", "in", "Statement")
    statements_to: Relation[StatementWhere] | None = many(
        "ADDRESSED_TO", "in", "Statement", description="What was said to it."
    )
    events: Relation[EventWhere] | None = many("ACTOR_IN", "out", "Event")
    events_as_recipient: Relation[EventWhere] | None = many("RECIPIENT_IN", "out", "Event")
    articles: Relation[ArticleWhere] | None = many(
        "APPEARS_IN", "out", "Article", description="The articles that name it."
    )


@strawberry.input(description="Which places; all that is given must hold.")
class PlaceWhere:
    """Which places."""

    and_: list[PlaceWhere] | None = all_of_them()
    or_: list[PlaceWhere] | None = any_of_them()
    not_: PlaceWhere | None = none_of_it()
    id: IdFilter | None = on("id")
    name: NameFilter | None = on("name")
    country: StringFilter | None = on("country")
    aliases: ListFilter | None = on("aliases", "Other names that were found.")
    resolution: Filter[Resolution] | None = on("resolution")
    feature_code: StringFilter | None = on("feature_code", "GeoNames' code of the kind of place.")
    geonameid: IntFilter | None = on("geonameid")
    lat: FloatFilter | None = on("lat")
    lon: FloatFilter | None = on("lon")
    near: NearPoint | None = clause(near_test, description="At most so far from a point.")
    within: BoundingBox | None = clause(box_test, description="In a box of degrees.")
    inside: Area | None = clause(area_test, description="Inside an area.")
    events: Relation[EventWhere] | None = many("AT", "in", "Event")
    statements_about: Relation[StatementWhere] | None = many("ABOUT", "in", "Statement")
    articles: Relation[ArticleWhere] | None = many(
        "APPEARS_IN", "out", "Article", description="The articles that name it."
    )


@strawberry.input(description="Which events; all that is given must hold.")
class EventWhere:
    """Which events."""

    and_: list[EventWhere] | None = all_of_them()
    or_: list[EventWhere] | None = any_of_them()
    not_: EventWhere | None = none_of_it()
    id: IdFilter | None = on("id")
    name: StringFilter | None = on("name")
    text: WordsFilter | None = on("search_text")
    type: Filter[EventType] | None = on("type")
    mode: StringFilter | None = on("mode")
    subtype: StringFilter | None = on("subtype")
    realis: Filter[Realis] | None = on("realis")
    contexts: ListFilter | None = on("contexts")
    start: TimeFilter | None = on("start")
    end: TimeFilter | None = on("end")
    granularity: Filter[Granularity] | None = on("granularity", "How exact start and end are.")
    date_type: Filter[DateType] | None = on("date_type", "How the time was understood.")
    time: PeriodFilter | None = period("start", "last", "When it is, from its start to its end.")
    similar_to: SimilarText | None = clause(similar_test, description="Means what a text says, in whatever words.")
    quad: IntFilter | None = on("quad")
    score: FloatFilter | None = on("score")
    confidence: FloatFilter | None = on("confidence")
    actors: Relation[ActorWhere] | None = many("ACTOR_IN", "in", "Actor")
    recipients: Relation[ActorWhere] | None = many("RECIPIENT_IN", "in", "Actor")
    places: Relation[PlaceWhere] | None = many("AT", "out", "Place")
    articles: Relation[ArticleWhere] | None = many("REALISES", "in", "EventMention", ("IN", "out", "Article"))
    statements: Relation[StatementWhere] | None = many("ABOUT", "in", "Statement")


@strawberry.input(description="What a statement is about; all that is given must hold of one thing.")
class AboutWhere:
    """What a statement is about."""

    and_: list[AboutWhere] | None = all_of_them()
    or_: list[AboutWhere] | None = any_of_them()
    not_: AboutWhere | None = none_of_it()
    role: Filter[AboutRole] | None = on_edge("role")
    stance: Filter[Stance] | None = on_edge("stance")
    confidence: FloatFilter | None = on_edge("confidence")
    event: EventWhere | None = end("Event")
    actor: ActorWhere | None = end("Actor")
    place: PlaceWhere | None = end("Place")


@strawberry.input(description="Which statements; all that is given must hold.")
class StatementWhere:
    """Which statements."""

    and_: list[StatementWhere] | None = all_of_them()
    or_: list[StatementWhere] | None = any_of_them()
    not_: StatementWhere | None = none_of_it()
    id: IdFilter | None = on("id")
    text: TextFilter | None = on("text")
    cue: StringFilter | None = on("cue")
    source_text: StringFilter | None = on("source_text", "The words that name the speaker.")
    sentence: StringFilter | None = on("sentence", "The sentences that hold text, cue and speaker.")
    act: Filter[Act] | None = on("act")
    act_source: Filter[ActSource] | None = on("act_source")
    form: Filter[Form] | None = on("form")
    via: Filter[Via] | None = on("via")
    polarity: IntFilter | None = on("polarity")
    negated: BooleanFilter | None = on("negated")
    confidence: FloatFilter | None = on("confidence")
    said_at: PeriodFilter | None = period("said_start", "said_last", "When it was said, as the text tells.")
    similar_to: SimilarText | None = clause(similar_test, description="Means what a text says, in whatever words.")
    speaker: ActorWhere | None = one("SAID_BY", "out", "Actor")
    article: ArticleWhere | None = one("IN", "out", "Article")
    parent: StatementWhere | None = one("WITHIN", "out", "Statement")
    children: Relation[StatementWhere] | None = many(
        "WITHIN", "in", "Statement", description="Statements that are part of it."
    )
    about: Relation[AboutWhere] | None = abouts()
    addressees: Relation[ActorWhere] | None = many("ADDRESSED_TO", "out", "Actor")

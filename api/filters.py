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
    id: IdFilter | None = on("id", "Its id.")
    url: StringFilter | None = on("url", "Its address.")
    title: StringFilter | None = on("title", "Its title.")
    author: StringFilter | None = on("author", "Its author.")
    source: StringFilter | None = on("source", "The outlet.")
    labels: ListFilter | None = on("labels", "Labels that it was given.")
    language: StringFilter | None = on("language", "ISO 639-1 code.")
    published: PeriodFilter | None = period("published", "published_last", "When it was published.")
    text: TextFilter | None = on("text", "Its text; matches looks in the title too.")
    statements: Relation[StatementWhere] | None = many("IN", "in", "Statement", description="What is said in it.")
    events: Relation[EventWhere] | None = many(
        "IN", "in", "EventMention", ("REALISES", "out", "Event"), description="Events that it tells of."
    )
    actors: Relation[ActorWhere] | None = many("APPEARS_IN", "in", "Actor", description="Who is named in it.")
    places: Relation[PlaceWhere] | None = many("APPEARS_IN", "in", "Place", description="The places that it names.")
    publisher: SourceWhere | None = one("PUBLISHED", "in", "Source", description="The outlet, as a noun of its own.")
    run: RunWhere | None = one("GENERATED_BY", "out", "Run", description="The run that read it.")


@strawberry.input(description="Which outlets; all that is given must hold.")
class SourceWhere:
    """Which outlets."""

    and_: list[SourceWhere] | None = all_of_them()
    or_: list[SourceWhere] | None = any_of_them()
    not_: SourceWhere | None = none_of_it()
    id: IdFilter | None = on("id", "Its id.")
    name: NameFilter | None = on("name", "Its name.")
    articles: Relation[ArticleWhere] | None = many("PUBLISHED", "out", "Article", description="What it published.")


@strawberry.input(description="Which runs of the reader; all that is given must hold.")
class RunWhere:
    """Which runs."""

    and_: list[RunWhere] | None = all_of_them()
    or_: list[RunWhere] | None = any_of_them()
    not_: RunWhere | None = none_of_it()
    id: IdFilter | None = on("id", "Its id.")
    version: StringFilter | None = on("version", "The version of newsgraph.")
    model: StringFilter | None = on("model", "Name and version of the language model.")
    started: TimeFilter | None = on("started", "When it started.")
    articles: Relation[ArticleWhere] | None = many(
        "GENERATED_BY", "in", "Article", description="Articles that it read."
    )


@strawberry.input(description="Which roles; all that is given must hold.")
class RoleWhere:
    """Which roles."""

    and_: list[RoleWhere] | None = all_of_them()
    or_: list[RoleWhere] | None = any_of_them()
    not_: RoleWhere | None = none_of_it()
    id: IdFilter | None = on("id", "Its key.")
    title: NameFilter | None = on("title", "The office.")
    organization: StringFilter | None = on("organization_name", "The name of what it is held in.")
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
    id: IdFilter | None = on("id", "Its id.")
    name: NameFilter | None = on("name", "Its name; matches looks in all its names and titles.")
    kind: Filter[ActorKind] | None = on("kind", "What it is.")
    country: StringFilter | None = on("country", "ISO 3166-1 alpha-3, or PLOVER's IGO, NGO and so on.")
    sector: StringFilter | None = on("sector", "PLOVER's sector.")
    named: BooleanFilter | None = on("named", "Whether an article names it.")
    aliases: ListFilter | None = on("aliases", "Other names that were found.")
    roles: Relation[RoleWhere] | None = many("HOLDS", "out", "Role", description="Offices that it holds.")
    statements: Relation[StatementWhere] | None = many("SAID_BY", "in", "Statement", description="What it said.")
    statements_about: Relation[StatementWhere] | None = many(
        "ABOUT", "in", "Statement", description="What was said about it."
    )
    statements_to: Relation[StatementWhere] | None = many(
        "ADDRESSED_TO", "in", "Statement", description="What was said to it."
    )
    events: Relation[EventWhere] | None = many("ACTOR_IN", "out", "Event", description="What it did.")
    events_as_recipient: Relation[EventWhere] | None = many(
        "RECIPIENT_IN", "out", "Event", description="What was done to it, or with it."
    )
    articles: Relation[ArticleWhere] | None = many(
        "APPEARS_IN", "out", "Article", description="The articles that name it."
    )


@strawberry.input(description="Which places; all that is given must hold.")
class PlaceWhere:
    """Which places."""

    and_: list[PlaceWhere] | None = all_of_them()
    or_: list[PlaceWhere] | None = any_of_them()
    not_: PlaceWhere | None = none_of_it()
    id: IdFilter | None = on("id", "Its id.")
    name: NameFilter | None = on("name", "Its name; matches looks in all its names.")
    country: StringFilter | None = on("country", "ISO 3166-1 alpha-3.")
    aliases: ListFilter | None = on("aliases", "Other names that were found.")
    resolution: Filter[Resolution] | None = on("resolution", "How exactly it is known.")
    feature_code: StringFilter | None = on("feature_code", "GeoNames' code of the kind of place.")
    geonameid: IntFilter | None = on("geonameid", "GeoNames' number.")
    lat: FloatFilter | None = on("lat", "Latitude in degrees.")
    lon: FloatFilter | None = on("lon", "Longitude in degrees.")
    near: NearPoint | None = clause(near_test, description="At most so far from a point.")
    within: BoundingBox | None = clause(box_test, description="In a box of degrees.")
    inside: Area | None = clause(area_test, description="Inside an area.")
    events: Relation[EventWhere] | None = many("AT", "in", "Event", description="What takes place there.")
    statements_about: Relation[StatementWhere] | None = many(
        "ABOUT", "in", "Statement", description="What was said about it."
    )
    articles: Relation[ArticleWhere] | None = many(
        "APPEARS_IN", "out", "Article", description="The articles that name it."
    )


@strawberry.input(description="Which events; all that is given must hold.")
class EventWhere:
    """Which events."""

    and_: list[EventWhere] | None = all_of_them()
    or_: list[EventWhere] | None = any_of_them()
    not_: EventWhere | None = none_of_it()
    id: IdFilter | None = on("id", "Its id.")
    name: StringFilter | None = on("name", "Its short name.")
    text: WordsFilter | None = on("search_text", "Words of any name and mention of it.")
    type: Filter[EventType] | None = on("type", "PLOVER's type.")
    mode: StringFilter | None = on("mode", "PLOVER's mode of the type.")
    subtype: StringFilter | None = on("subtype", "A word where PLOVER is too coarse.")
    realis: Filter[Realis] | None = on("realis", "Whether it is real.")
    contexts: ListFilter | None = on("contexts", "PLOVER's contexts.")
    start: TimeFilter | None = on("start", "Its beginning.")
    end: TimeFilter | None = on("end", "Its end.")
    granularity: Filter[Granularity] | None = on("granularity", "How exact start and end are.")
    date_type: Filter[DateType] | None = on("date_type", "How the time was understood.")
    time: PeriodFilter | None = period("start", "last", "When it is, from its start to its end.")
    similar_to: SimilarText | None = clause(similar_test, description="Means what a text says, in whatever words.")
    quad: IntFilter | None = on("quad", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.")
    score: FloatFilter | None = on("score", "From -10 (conflict) to 10 (cooperation).")
    confidence: FloatFilter | None = on("confidence", "How sure, 0 to 1.")
    actors: Relation[ActorWhere] | None = many("ACTOR_IN", "in", "Actor", description="Who does it.")
    recipients: Relation[ActorWhere] | None = many(
        "RECIPIENT_IN", "in", "Actor", description="To whom, or with whom, it is done."
    )
    places: Relation[PlaceWhere] | None = many("AT", "out", "Place", description="Where.")
    articles: Relation[ArticleWhere] | None = many(
        "REALISES", "in", "EventMention", ("IN", "out", "Article"), description="The articles that tell of it."
    )
    statements: Relation[StatementWhere] | None = many(
        "ABOUT", "in", "Statement", description="What was said about it."
    )


@strawberry.input(description="What a statement is about; all that is given must hold of one thing.")
class AboutWhere:
    """What a statement is about."""

    and_: list[AboutWhere] | None = all_of_them()
    or_: list[AboutWhere] | None = any_of_them()
    not_: AboutWhere | None = none_of_it()
    role: Filter[AboutRole] | None = on_edge("role", "Whether the act is aimed at it.")
    stance: Filter[Stance] | None = on_edge("stance", "The speaker's stance towards it.")
    confidence: FloatFilter | None = on_edge("confidence", "How sure the link is, 0 to 1.")
    event: EventWhere | None = end("Event", "It is an event that passes.")
    actor: ActorWhere | None = end("Actor", "It is an actor that passes.")
    place: PlaceWhere | None = end("Place", "It is a place that passes.")


@strawberry.input(description="Which statements; all that is given must hold.")
class StatementWhere:
    """Which statements."""

    and_: list[StatementWhere] | None = all_of_them()
    or_: list[StatementWhere] | None = any_of_them()
    not_: StatementWhere | None = none_of_it()
    id: IdFilter | None = on("id", "Its id.")
    text: TextFilter | None = on("text", "What was said.")
    cue: StringFilter | None = on("cue", "The words that show that it is a statement.")
    source_text: StringFilter | None = on("source_text", "The words that name the speaker.")
    sentence: StringFilter | None = on("sentence", "The sentences that hold text, cue and speaker.")
    act: Filter[Act] | None = on("act", "What saying it does.")
    act_source: Filter[ActSource] | None = on("act_source", "Which words told the act.")
    form: Filter[Form] | None = on("form", "Quoted or not.")
    via: Filter[Via] | None = on("via", "How the speaker is named.")
    polarity: IntFilter | None = on("polarity", "The speaker's towards the target: -1, 0 or 1.")
    negated: BooleanFilter | None = on("negated", "Whether the cue is negated: “did not deny”.")
    confidence: FloatFilter | None = on("confidence", "How sure, 0 to 1.")
    said_at: PeriodFilter | None = period("said_start", "said_last", "When it was said, as the text tells.")
    similar_to: SimilarText | None = clause(similar_test, description="Means what a text says, in whatever words.")
    speaker: ActorWhere | None = one("SAID_BY", "out", "Actor", description="Who said it.")
    article: ArticleWhere | None = one("IN", "out", "Article", description="Where it stands.")
    parent: StatementWhere | None = one("WITHIN", "out", "Statement", description="The statement that it is part of.")
    children: Relation[StatementWhere] | None = many(
        "WITHIN", "in", "Statement", description="Statements that are part of it."
    )
    about: Relation[AboutWhere] | None = abouts("What it is about.")
    addressees: Relation[ActorWhere] | None = many("ADDRESSED_TO", "out", "Actor", description="To whom it was said.")

"""By what GraphQL groups statements and events, and the keys of a group: the names of `graph.group_keys`, described."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import strawberry

from api.enums import Act, ActorKind, ActSource, EventType, Form, Realis, Via
from api.times import Time
from api.types import Actor, Article, Event, Place


def _buckets(name: str, what: str) -> dict[str, str]:
    units = {"day": "day (UTC)", "week": "week (its Monday, UTC)", "month": "month (UTC)", "year": "year (UTC)"}
    return {
        f"{name}_{unit}": f"The {printed} {what}; null where that is not known so exactly."
        for unit, printed in units.items()
    }


STATEMENT_KEYS: Mapping[str, str] = {
    "act": "What saying it does.",
    "act_source": "Which words told the act.",
    "form": "Quoted or not.",
    "via": "How the speaker is named.",
    "polarity": "The speaker's towards the target: -1, 0 or 1.",
    "negated": "Whether the cue is negated.",
    "speaker": "Who said it.",
    "speaker_kind": "What the speaker is.",
    "speaker_country": "The speaker's country.",
    "speaker_sector": "The speaker's sector.",
    "addressee": "To whom it was said.",
    "article": "The article that tells it.",
    "source": "The name of the outlet that published it.",
    "about_actor": "The actor that it is about.",
    "about_actor_country": "The country of the actor that it is about.",
    "event": "The event that it is about.",
    "event_type": "PLOVER's type of the event that it is about.",
    "place": "The place that it is about, or where the event is that it is about.",
    "place_country": "The country of that place.",
    **_buckets("said_at", "in which it was said"),
    **_buckets("published", "in which its article was published"),
}
EVENT_KEYS: Mapping[str, str] = {
    "type": "PLOVER's type.",
    "mode": "PLOVER's mode of the type.",
    "subtype": "A word where PLOVER is too coarse.",
    "realis": "Whether it is real.",
    "quad": "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.",
    "context": "One of PLOVER's contexts.",
    "actor": "Who does it.",
    "actor_country": "The country of who does it.",
    "recipient": "To whom, or with whom, it is done.",
    "recipient_country": "The country of that recipient.",
    "participant": "Who does it, or to whom it is done.",
    "other_participant": "Who else takes part: with PARTICIPANT a pair, and each pair once.",
    "place": "Where it is.",
    "place_country": "The country of that place.",
    "article": "An article that tells of it.",
    "source": "The name of an outlet that told of it.",
    **_buckets("start", "in which it began"),
    **_buckets("published", "in which an article that tells of it was published"),
}


@strawberry.enum(description="By what statements are grouped.")
class StatementKey(StrEnum):
    """A statement that has several of a key, as of places, is in the group of each."""

    ACT = "act"
    ACT_SOURCE = "act_source"
    FORM = "form"
    VIA = "via"
    POLARITY = "polarity"
    NEGATED = "negated"
    SPEAKER = "speaker"
    SPEAKER_KIND = "speaker_kind"
    SPEAKER_COUNTRY = "speaker_country"
    SPEAKER_SECTOR = "speaker_sector"
    ADDRESSEE = "addressee"
    ARTICLE = "article"
    SOURCE = "source"
    ABOUT_ACTOR = "about_actor"
    ABOUT_ACTOR_COUNTRY = "about_actor_country"
    EVENT = "event"
    EVENT_TYPE = "event_type"
    PLACE = "place"
    PLACE_COUNTRY = "place_country"
    SAID_AT_DAY = "said_at_day"
    SAID_AT_WEEK = "said_at_week"
    SAID_AT_MONTH = "said_at_month"
    SAID_AT_YEAR = "said_at_year"
    PUBLISHED_DAY = "published_day"
    PUBLISHED_WEEK = "published_week"
    PUBLISHED_MONTH = "published_month"
    PUBLISHED_YEAR = "published_year"


@strawberry.enum(description="By what events are grouped.")
class EventKey(StrEnum):
    """An event that has several of a key, as of actors, is in the group of each."""

    TYPE = "type"
    MODE = "mode"
    SUBTYPE = "subtype"
    REALIS = "realis"
    QUAD = "quad"
    CONTEXT = "context"
    ACTOR = "actor"
    ACTOR_COUNTRY = "actor_country"
    RECIPIENT = "recipient"
    RECIPIENT_COUNTRY = "recipient_country"
    PARTICIPANT = "participant"
    OTHER_PARTICIPANT = "other_participant"
    PLACE = "place"
    PLACE_COUNTRY = "place_country"
    ARTICLE = "article"
    SOURCE = "source"
    START_DAY = "start_day"
    START_WEEK = "start_week"
    START_MONTH = "start_month"
    START_YEAR = "start_year"
    PUBLISHED_DAY = "published_day"
    PUBLISHED_WEEK = "published_week"
    PUBLISHED_MONTH = "published_month"
    PUBLISHED_YEAR = "published_year"


def _describe(enum: type[StrEnum], keys: Mapping[str, str]) -> None:
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined] # Strawberry sets it.
        value.description = keys[value.name.lower()]


_describe(StatementKey, STATEMENT_KEYS)
_describe(EventKey, EVENT_KEYS)


def _said(name: str) -> Any:
    return strawberry.field(description=STATEMENT_KEYS[name])


def _happened(name: str) -> Any:
    return strawberry.field(description=EVENT_KEYS[name])


@strawberry.type(description="What the statements of a group share. Null: not known, or they are not grouped by it.")
class StatementGroupKey:
    """One field for each `StatementKey`."""

    act: Act | None = _said("act")
    act_source: ActSource | None = _said("act_source")
    form: Form | None = _said("form")
    via: Via | None = _said("via")
    polarity: int | None = _said("polarity")
    negated: bool | None = _said("negated")
    speaker: Actor | None = _said("speaker")
    speaker_kind: ActorKind | None = _said("speaker_kind")
    speaker_country: str | None = _said("speaker_country")
    speaker_sector: str | None = _said("speaker_sector")
    addressee: Actor | None = _said("addressee")
    article: Article | None = _said("article")
    source: str | None = _said("source")
    about_actor: Actor | None = _said("about_actor")
    about_actor_country: str | None = _said("about_actor_country")
    event: Event | None = _said("event")
    event_type: EventType | None = _said("event_type")
    place: Place | None = _said("place")
    place_country: str | None = _said("place_country")
    said_at_day: Time | None = _said("said_at_day")
    said_at_week: Time | None = _said("said_at_week")
    said_at_month: Time | None = _said("said_at_month")
    said_at_year: Time | None = _said("said_at_year")
    published_day: Time | None = _said("published_day")
    published_week: Time | None = _said("published_week")
    published_month: Time | None = _said("published_month")
    published_year: Time | None = _said("published_year")


@strawberry.type(description="What the events of a group share. Null: not known, or they are not grouped by it.")
class EventGroupKey:
    """One field for each `EventKey`."""

    type: EventType | None = _happened("type")
    mode: str | None = _happened("mode")
    subtype: str | None = _happened("subtype")
    realis: Realis | None = _happened("realis")
    quad: int | None = _happened("quad")
    context: str | None = _happened("context")
    actor: Actor | None = _happened("actor")
    actor_country: str | None = _happened("actor_country")
    recipient: Actor | None = _happened("recipient")
    recipient_country: str | None = _happened("recipient_country")
    participant: Actor | None = _happened("participant")
    other_participant: Actor | None = _happened("other_participant")
    place: Place | None = _happened("place")
    place_country: str | None = _happened("place_country")
    article: Article | None = _happened("article")
    source: str | None = _happened("source")
    start_day: Time | None = _happened("start_day")
    start_week: Time | None = _happened("start_week")
    start_month: Time | None = _happened("start_month")
    start_year: Time | None = _happened("start_year")
    published_day: Time | None = _happened("published_day")
    published_week: Time | None = _happened("published_week")
    published_month: Time | None = _happened("published_month")
    published_year: Time | None = _happened("published_year")

"""The closed lists of the GraphQL schema; a member's name is GraphQL's, its value is the store's."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import strawberry

from api.meanings import MEANINGS

List = TypeVar("List", bound=StrEnum)


def _closed(description: str) -> Callable[[type[List]], type[List]]:
    """Declare an enum with a description of each value; a member of a StrEnum can't hold one itself."""

    def declare(enum: type[List]) -> type[List]:
        declared = strawberry.enum(enum, description=description)
        for value in declared.__strawberry_definition__.values:  # type: ignore[attr-defined] # Strawberry sets it.
            value.description = MEANINGS[enum.__name__][value.name]
        return declared

    return declare


@_closed("What saying something does.")
class Act(StrEnum):
    """The thirty acts of `graph.acts`."""

    STATE = "STATE"
    ANNOUNCE = "ANNOUNCE"
    REPORT = "REPORT"
    CLAIM = "CLAIM"
    EXPLAIN = "EXPLAIN"
    CONFIRM = "CONFIRM"
    DENY = "DENY"
    DECLINE_COMMENT = "DECLINE_COMMENT"
    PREDICT = "PREDICT"
    QUESTION = "QUESTION"
    EXPRESS_CONCERN = "EXPRESS_CONCERN"
    EXPRESS_HOPE = "EXPRESS_HOPE"
    CONDOLE = "CONDOLE"
    REGRET = "REGRET"
    PRAISE = "PRAISE"
    SUPPORT = "SUPPORT"
    OPPOSE = "OPPOSE"
    CRITICISE = "CRITICISE"
    ACCUSE = "ACCUSE"
    PROTEST = "PROTEST"
    URGE = "URGE"
    PROPOSE = "PROPOSE"
    DEMAND = "DEMAND"
    REFUSE = "REFUSE"
    PROMISE = "PROMISE"
    AGREE = "AGREE"
    WARN = "WARN"
    THREATEN = "THREATEN"
    BELIEVE = "BELIEVE"
    INTEND = "INTEND"


@_closed("Which words told the act.")
class ActSource(StrEnum):
    """The cue ("expressed"), the content ("concern"), or both."""

    CUE = "cue"
    CONTENT = "content"
    BOTH = "both"


@_closed("How the words are given.")
class Form(StrEnum):
    """Quoted, paraphrased, part of both, or an embedded post."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    SOCIAL_POST = "social_post"


@_closed("How the article names the speaker at this place.")
class Via(StrEnum):
    """By name, title, pronoun and so on."""

    NAME = "name"
    TITLE = "title"
    PRONOUN = "pronoun"
    ORGANISATION = "organisation"
    METONYM = "metonym"
    COLLECTIVE = "collective"
    UNNAMED = "unnamed"


@_closed("What an actor is.")
class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    GROUP = "group"


@_closed("How exactly a place is known.")
class Resolution(StrEnum):
    """From a whole country to a site."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    CITY = "city"
    SITE = "site"


@_closed("PLOVER's sixteen types of events.")
class EventType(StrEnum):
    """The types of `graph.plover`."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


@_closed("Whether an event happened, will, may, did long ago, or did not.")
class Realis(StrEnum):
    """PLOVER's status of an event."""

    ASSERTED = "asserted"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    NEGATED = "negated"


@_closed("What a statement is aimed at, or what it is about.")
class AboutRole(StrEnum):
    """What a statement is aimed at, or what it is about."""

    TARGET = "target"
    TOPIC = "topic"


@_closed("The speaker's stance towards what the statement is about.")
class Stance(StrEnum):
    """Against, neither, or for."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


@_closed("How exact a time is.")
class Granularity(StrEnum):
    """The unit that start and end are whole of."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"


@_closed("How a time was understood; UNRESOLVED falls back on the day of publication.")
class DateType(StrEnum):
    """Exact, approximate, a range, or not understood."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    RANGE = "range"
    UNRESOLVED = "unresolved"


@_closed("Smallest first, or greatest first; what is not known counts as the smallest.")
class OrderDirection(StrEnum):
    """Smallest first, or greatest first; what is not known counts as the smallest."""

    ASC = "asc"
    DESC = "desc"


@_closed("What became of a document.")
class IngestOutcome(StrEnum):
    """Written, there already, or refused."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"

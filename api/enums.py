"""The closed lists of the GraphQL schema; a member's name is GraphQL's, its value is the store's."""

from __future__ import annotations

from enum import StrEnum

import strawberry

from graph.acts import ACTS


@strawberry.enum(description="What saying something does.")
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


for _value in Act.__strawberry_definition__.values:  # type: ignore[attr-defined] # Strawberry sets it.
    _value.description = ACTS[_value.name].meaning


@strawberry.enum(description="Which words told the act.")
class ActSource(StrEnum):
    """The cue ("expressed"), the content ("concern"), or both."""

    CUE = "cue"
    CONTENT = "content"
    BOTH = "both"


@strawberry.enum(description="How the words are given.")
class Form(StrEnum):
    """Quoted, paraphrased, part of both, or an embedded post."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    SOCIAL_POST = "social_post"


@strawberry.enum(description="How the article names the speaker at this place.")
class Via(StrEnum):
    """By name, title, pronoun and so on."""

    NAME = "name"
    TITLE = "title"
    PRONOUN = "pronoun"
    ORGANISATION = "organisation"
    METONYM = "metonym"
    COLLECTIVE = "collective"
    UNNAMED = "unnamed"


@strawberry.enum
class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    GROUP = "group"


@strawberry.enum(description="How exactly a place is known.")
class Resolution(StrEnum):
    """From a whole country to a site."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    CITY = "city"
    SITE = "site"


@strawberry.enum(description="PLOVER's sixteen types of events.")
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


@strawberry.enum(description="Whether an event happened, will, may, did long ago, or did not.")
class Realis(StrEnum):
    """PLOVER's status of an event."""

    ASSERTED = "asserted"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    NEGATED = "negated"


@strawberry.enum
class AboutRole(StrEnum):
    """What a statement is aimed at, or what it is about."""

    TARGET = "target"
    TOPIC = "topic"


@strawberry.enum(description="The speaker's stance towards what the statement is about.")
class Stance(StrEnum):
    """Against, neither, or for."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


@strawberry.enum(description="How exact a time is.")
class Granularity(StrEnum):
    """The unit that start and end are whole of."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"


@strawberry.enum(description="How a time was understood; UNRESOLVED falls back on the day of publication.")
class DateType(StrEnum):
    """Exact, approximate, a range, or not understood."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    RANGE = "range"
    UNRESOLVED = "unresolved"


@strawberry.enum(description="Smallest first, or greatest first; what is not known counts as the smallest.")
class OrderDirection(StrEnum):
    """Smallest first, or greatest first; what is not known counts as the smallest."""

    ASC = "asc"
    DESC = "desc"

"""By what statements and events can be grouped, and what is counted and measured of a group: the closed tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.predicates import Step

Unit = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Times:
    """The properties that hold a time: its first and last second, and how exact it is.

    Of a range, ``last`` is the last second of its end; without ``granularity`` the two say all. ``text`` is the time
    as it was given.
    """

    start: str
    last: str
    granularity: str = ""
    date_type: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class OfNoun:
    """A property of the grouped noun itself, or of what ``steps`` lead to (``is_near`` as in `Noun`)."""

    property: str
    steps: tuple[Step, ...] = ()
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """Every value of a list of the grouped noun."""

    property: str


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun that ``steps`` lead to; with ``is_near`` the first of two steps may lead there by itself.

    ``beyond`` makes pairs of it and the noun of that other key, each pair once.
    """

    steps: tuple[Step, ...]
    is_near: bool = False
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Bucket:
    """The day, week (from its Monday), month or year, in UTC, in which a time lies as a whole; else unknown.

    Of a range, its beginning counts.
    """

    times: Times
    unit: Unit
    steps: tuple[Step, ...] = ()


Key: TypeAlias = OfNoun | Each | Noun | Bucket


@dataclass(frozen=True, slots=True)
class Measured:
    """A number, or a time, of the grouped noun or of what ``steps`` lead to."""

    of: str | Times
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """What a label can be grouped by; what is counted beside its own nouns; and what has a minimum and so on.

    Counted is what steps lead to, or the values of a property that names it.
    """

    by: Mapping[str, Key]
    counts: Mapping[str, tuple[Step, ...] | str]
    measures: Mapping[str, Measured]


_UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
_SAID = Times("said_start", "said_last", "said_granularity", "said_date_type")
_STARTED = Times("start", "last", "granularity", "date_type")
_PUBLISHED = Times("published", "published_last", text="published_text")

_SPEAKER = (Step("SAID_BY", "out", "Actor"),)
_ADDRESSEE = (Step("ADDRESSED_TO", "out", "Actor"),)
_ARTICLE = (Step("IN", "out", "Article"),)
_OUTLET = Step("PUBLISHED", "in", "Source")
_ABOUT_ACTOR = (Step("ABOUT", "out", "Actor"),)
_ABOUT_EVENT = (Step("ABOUT", "out", "Event"),)
_ABOUT_PLACE = (*_ABOUT_EVENT, Step("AT", "out", "Place"))
_ACTOR = (Step("ACTOR_IN", "in", "Actor"),)
_RECIPIENT = (Step("RECIPIENT_IN", "in", "Actor"),)
_PARTICIPANT = (Step("ACTOR_IN|RECIPIENT_IN", "in", "Actor"),)
_PLACE = (Step("AT", "out", "Place"),)
_TOLD_IN = (Step("REALISES", "in", "EventMention"), Step("IN", "out", "Article"))


def _buckets(name: str, times: Times, steps: tuple[Step, ...] = ()) -> dict[str, Key]:
    return {f"{name}_{unit}": Bucket(times, unit, steps) for unit in _UNITS}


KEYS: Mapping[str, Keys] = {
    "Statement": Keys(
        by={
            "act": OfNoun("act"),
            "act_source": OfNoun("act_source"),
            "form": OfNoun("form"),
            "via": OfNoun("via"),
            "polarity": OfNoun("polarity"),
            "negated": OfNoun("negated"),
            "speaker": Noun(_SPEAKER),
            "speaker_kind": OfNoun("kind", _SPEAKER),
            "speaker_country": OfNoun("country", _SPEAKER),
            "speaker_sector": OfNoun("sector", _SPEAKER),
            "addressee": Noun(_ADDRESSEE),
            "article": Noun(_ARTICLE),
            "source": OfNoun("name", (*_ARTICLE, _OUTLET)),
            "about_actor": Noun(_ABOUT_ACTOR),
            "about_actor_country": OfNoun("country", _ABOUT_ACTOR),
            "event": Noun(_ABOUT_EVENT),
            "event_type": OfNoun("type", _ABOUT_EVENT),
            "place": Noun(_ABOUT_PLACE, is_near=True),
            "place_country": OfNoun("country", _ABOUT_PLACE, is_near=True),
            **_buckets("said_at", _SAID),
            **_buckets("published", _PUBLISHED, _ARTICLE),
        },
        counts={
            "articles": "article",
            "sources": (*_ARTICLE, _OUTLET),
            "speakers": _SPEAKER,
            "events": _ABOUT_EVENT,
        },
        measures={
            "confidence": Measured("confidence"),
            "polarity": Measured("polarity"),
            "said_at": Measured(_SAID),
            "published": Measured(_PUBLISHED, _ARTICLE),
        },
    ),
    "Event": Keys(
        by={
            "type": OfNoun("type"),
            "mode": OfNoun("mode"),
            "subtype": OfNoun("subtype"),
            "realis": OfNoun("realis"),
            "quad": OfNoun("quad"),
            "context": Each("contexts"),
            "actor": Noun(_ACTOR),
            "actor_country": OfNoun("country", _ACTOR),
            "recipient": Noun(_RECIPIENT),
            "recipient_country": OfNoun("country", _RECIPIENT),
            "participant": Noun(_PARTICIPANT),
            "other_participant": Noun(_PARTICIPANT, beyond="participant"),
            "place": Noun(_PLACE),
            "place_country": OfNoun("country", _PLACE),
            "article": Noun(_TOLD_IN),
            "source": OfNoun("name", (*_TOLD_IN, _OUTLET)),
            **_buckets("start", _STARTED),
            **_buckets("published", _PUBLISHED, _TOLD_IN),
        },
        counts={
            "articles": _TOLD_IN,
            "sources": (*_TOLD_IN, _OUTLET),
            "statements": (Step("ABOUT", "in", "Statement"),),
            "actors": _ACTOR,
        },
        measures={
            "confidence": Measured("confidence"),
            "score": Measured("score"),
            "start": Measured(_STARTED),
            "published": Measured(_PUBLISHED, _TOLD_IN),
        },
    ),
}

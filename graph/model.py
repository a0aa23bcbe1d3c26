"""The nouns: what one article says, as it was read and as it is stored.

Offsets are Unicode code points into ``Article.text``; a span is half open, ``[start, end)``.
While an article is being read, ``id`` and ``ref`` are local to it ("a1", "p2", "e1", "s5"); resolution
makes them global. Vocabulary: ``docs/reference/nouns.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
# Of length 1: the product of two tells how alike what they stand for is.
Vector = tuple[float, ...]

MentionType = Literal["PER", "ORG", "LOC", "NORP", "FAC"]
MentionKind = Literal["name", "nominal", "pronoun"]
ActorKind = Literal["person", "organization", "state", "group"]
Resolution = Literal["country", "province", "district", "city", "site"]
Realis = Literal["asserted", "future", "hypothetical", "historical", "negated"]
Granularity = Literal["year", "month", "week", "day", "hour", "minute"]
DateType = Literal["exact", "approximate", "range", "unresolved"]
Form = Literal["direct", "indirect", "mixed", "social_post"]
Via = Literal["name", "title", "pronoun", "organisation", "metonym", "collective", "unnamed"]
ActSource = Literal["cue", "content", "both"]
AboutKind = Literal["event", "actor", "place"]
AboutRole = Literal["target", "topic"]
Stance = Literal["negative", "neutral", "positive"]


@dataclass(frozen=True, slots=True)
class Document:
    """One source text on its way in, exactly as given; ``published`` is ISO 8601 or None.

    ``labels`` are the giver's own words for it, by which rules may say who sees it.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    source: str | None = None
    author: str | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timespan:
    """From ``start`` to ``end``, both included, ISO 8601 dates (or datetimes) as exact as ``granularity``.

    ``end`` is None where the text leaves it open.
    """

    start: str | None
    end: str | None
    granularity: Granularity
    date_type: DateType


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in the text. ``ref``: the actor or place they stand for; ``place``: the land where ``ref`` is its state."""

    start: int
    end: int
    type: MentionType
    kind: MentionKind
    ref: str | None = None
    place: str | None = None
    confidence: float = 1.0
    method: str = "name"


@dataclass(frozen=True, slots=True)
class Role:
    """An office that an actor holds, as the article says it; ``span`` is where."""

    title: str
    org: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody: person, organization, state or group. ``country`` ISO 3166-1 alpha-3 (or PLOVER's IGO, NGO …)."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    roles: tuple[Role, ...] = ()
    named: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere. ``geonameid``, ``lat`` and ``lon`` (degrees) are None when unresolved: never guessed."""

    id: str
    name: str
    resolution: Resolution
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    feature_code: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One mention of an event: the trigger's words, and the phrase around them."""

    trigger: tuple[Span, ...]
    span: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One real-world event with all its mentions in the article. ``actors`` etc. are ids, in the text's order.

    ``type`` is None where PLOVER has no type for it: accidents, elections, epidemics, markets.
    ``terms`` are further words by which a reader may ask for it: lemmas of its mentions, words of its trigger class.
    """

    id: str
    type: str | None
    realis: Realis
    name: str
    mentions: tuple[EventMention, ...]
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    subtype: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    time: Timespan | None = None
    confidence: float = 1.0
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a statement is about: ``ref`` is an id of ``kind``, ``span`` its nearest mention."""

    ref: str
    kind: AboutKind
    role: AboutRole
    stance: Stance
    span: Span | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said. ``polarity`` is the speaker's towards the target: -1, 0 or 1.

    ``sentence`` spans the sentences that hold content, cue and source; ``terms`` are the lemmas of the content.
    ``likely_acts``: the acts that a fair reader may find, ``act`` first.
    """

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: str | None
    via: Via
    form: Form
    act: str
    act_source: ActSource
    polarity: int
    negated: bool
    about: tuple[About, ...] = ()
    addressees: tuple[str, ...] = ()
    said_at: Timespan | None = None
    parent: str | None = None
    confidence: float = 1.0
    sentence: Span = (0, 0)
    terms: tuple[str, ...] = ()
    likely_acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Which pipeline produced a fact: versions of package and model, hash of the settings."""

    id: str
    version: str
    model: str
    started: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one document; ``vectors`` are of statements and events by id, None without an encoder."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    language: str = "en"
    run: Run | None = field(default=None, compare=False)
    vectors: Mapping[str, Vector] | None = field(default=None, compare=False, repr=False)

"""What was read in an article, in the words that the page and the terminal both show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graph.acts import ACTS
from graph.model import About, Actor, Document, Event, Extraction, Place, Role, Span, Statement, Timespan

_POLARITIES = {-1: "negative", 0: "neutral", 1: "positive"}
_ACT_SOURCES = {"cue": "from the cue", "content": "from the content", "both": "from cue and content"}
# News writes in paragraphs, and a quotation may run over several: in a line of facts they stand in one.
_APART = " … "


@dataclass(frozen=True, slots=True)
class Named:
    """An actor, event or place by its name; ``ref`` is its id in the article."""

    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a statement is about. ``words`` are its nearest mention, or None."""

    ref: str
    name: str
    kind: str
    role: str
    stance: str
    words: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """A statement: ``speaker`` is None where nobody can be named, ``source`` the words that name them here.

    ``likely_acts`` are other acts that a fair reader may find in it.
    """

    id: str
    act: str
    meaning: str
    act_source: str
    likely_acts: tuple[str, ...]
    speaker: Named | None
    source: str
    via: str
    cue: str
    content: str
    form: str
    polarity: str
    negated: bool
    about: tuple[Topic, ...]
    addressees: tuple[Named, ...]
    said_at: str | None
    parent: str | None
    confidence: float
    spans: tuple[Span, ...]

    @property
    def who(self) -> str:
        """The speaker's name, or else what the article says instead."""
        return self.speaker.name if self.speaker else self.source or "somebody unnamed"


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event: ``mentions`` are its trigger words in the article's order, each once."""

    id: str
    name: str
    type: str
    contexts: tuple[str, ...]
    realis: str
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    places: tuple[Named, ...]
    time: str | None
    mentions: tuple[str, ...]
    count: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """An actor: ``described`` are kind, country and sector, ``said`` the ids of its statements."""

    id: str
    name: str
    described: str
    roles: tuple[str, ...]
    aliases: tuple[str, ...]
    count: int
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place: ``position`` is latitude and longitude in degrees, None where it isn't resolved."""

    id: str
    name: str
    described: str
    position: str | None
    count: int


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """All that was read in one document."""

    document: Document
    statements: tuple[StatementFacts, ...]
    events: tuple[EventFacts, ...]
    actors: tuple[ActorFacts, ...]
    places: tuple[PlaceFacts, ...]

    @property
    def title(self) -> str:
        """The document's title, or its id where it has none."""
        return self.document.title or self.document.id

    @property
    def counts(self) -> str:
        """How much was read: "3 statements, 1 event, 2 actors, 1 place"."""
        counted = {
            "statement": self.statements,
            "event": self.events,
            "actor": self.actors,
            "place": self.places,
        }
        return ", ".join(f"{len(found)} {name}{'' if len(found) == 1 else 's'}" for name, found in counted.items())


def article_facts(extraction: Extraction) -> ArticleFacts:
    """Give the facts of ``extraction``; mentions are counted by what they stand for."""
    nouns: tuple[Actor | Place | Event, ...] = (*extraction.actors, *extraction.places, *extraction.events)
    names = {noun.id: noun.name for noun in nouns}
    counts = Counter(ref for mention in extraction.mentions for ref in {mention.ref, mention.place} if ref)
    text = extraction.document.text
    return ArticleFacts(
        extraction.document,
        tuple(_statement(statement, text, names) for statement in extraction.statements),
        tuple(_event(event, text, names) for event in extraction.events),
        tuple(_actor(actor, extraction.statements, counts[actor.id]) for actor in extraction.actors),
        tuple(_place(place, counts[place.id]) for place in extraction.places),
    )


def _statement(statement: Statement, text: str, names: Mapping[str, str]) -> StatementFacts:
    return StatementFacts(
        id=statement.id,
        act=statement.act,
        meaning=ACTS[statement.act].meaning,
        act_source=_ACT_SOURCES[statement.act_source],
        likely_acts=tuple(act for act in statement.likely_acts if act != statement.act),
        speaker=Named(statement.speaker, names[statement.speaker]) if statement.speaker else None,
        source=words(text, statement.source),
        via=statement.via,
        cue=words(text, statement.cue),
        content=words(text, statement.content),
        form=statement.form.replace("_", " "),
        polarity=_POLARITIES[statement.polarity],
        negated=statement.negated,
        about=tuple(_topic(about, text, names) for about in statement.about),
        addressees=_named(statement.addressees, names),
        said_at=time_words(statement.said_at),
        parent=statement.parent,
        confidence=statement.confidence,
        spans=statement.content,
    )


def _topic(about: About, text: str, names: Mapping[str, str]) -> Topic:
    mention = words(text, (about.span,)) if about.span else None
    return Topic(about.ref, names[about.ref], about.kind, about.role, about.stance, mention, about.confidence)


def _event(event: Event, text: str, names: Mapping[str, str]) -> EventFacts:
    return EventFacts(
        id=event.id,
        name=event.name,
        type=" / ".join(part for part in (event.type, event.mode, event.subtype) if part) or "no type",
        contexts=event.contexts,
        realis=event.realis,
        actors=_named(event.actors, names),
        recipients=_named(event.recipients, names),
        places=_named(event.places, names),
        time=time_words(event.time),
        mentions=tuple(dict.fromkeys(words(text, mention.trigger) for mention in event.mentions)),
        count=len(event.mentions),
        confidence=event.confidence,
    )


def _actor(actor: Actor, statements: tuple[Statement, ...], count: int) -> ActorFacts:
    return ActorFacts(
        id=actor.id,
        name=actor.name,
        described=" · ".join(part for part in (actor.kind, actor.country, actor.sector) if part),
        roles=tuple(dict.fromkeys(_role(role) for role in actor.roles)),
        aliases=actor.aliases,
        count=count,
        said=tuple(statement.id for statement in statements if statement.speaker == actor.id),
    )


def _role(role: Role) -> str:
    return f"{role.title}, {role.org}" if role.org else role.title


def _place(place: Place, count: int) -> PlaceFacts:
    return PlaceFacts(
        id=place.id,
        name=place.name,
        described=" · ".join(part for part in (place.resolution, place.country) if part),
        position=None if place.lat is None or place.lon is None else f"{place.lat:.2f}, {place.lon:.2f}",
        count=count,
    )


def _named(ids: tuple[str, ...], names: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(Named(id, names[id]) for id in ids)


def words(text: str, spans: tuple[Span, ...]) -> str:
    """Give the characters of ``spans`` in one line; what stands apart in the text is parted by an ellipsis."""
    return _APART.join(" ".join(text[start:end].split()) for start, end in spans)


def time_words(time: Timespan | None) -> str | None:
    """Give a time as one reads it: "2023-01-16", "2023-01-16 to 2023-02-10, approximate"."""
    if time is None or not (time.start or time.end):
        return None
    days = time.start if time.start == time.end else f"{time.start or '…'} to {time.end or '…'}"
    return f"{days}, {time.date_type}" if time.date_type in {"approximate", "unresolved"} else days

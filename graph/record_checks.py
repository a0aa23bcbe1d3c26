"""Whether an extraction is whole: every reference leads somewhere, every span lies inside the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.errors import DocumentError
from graph.model import Event, Extraction, Span, Statement
from graph.plover import EVENT_TYPES

_Ids = frozenset[str]


def check_extraction(extraction: Extraction) -> None:
    """Raise `DocumentError` where a reference leads nowhere or a span lies outside the text."""
    problem = next(_problems(extraction), None)
    if problem:
        raise DocumentError(extraction.document.id, f"what was read of it is not whole: {problem}; please report it")


def _problems(extraction: Extraction) -> Iterator[str]:
    document = extraction.document
    for value in (
        document.text,
        document.title,
        document.url,
        document.author,
        document.source,
        document.published,
        *document.labels,
    ):
        if value and any("\ud800" <= character <= "\udfff" for character in value):
            yield "half a character (a lone surrogate) stands in it"
    size = len(document.text)
    actors = frozenset(actor.id for actor in extraction.actors)
    places = frozenset(place.id for place in extraction.places)
    events = frozenset(event.id for event in extraction.events)
    statements = frozenset(statement.id for statement in extraction.statements)
    for mention in extraction.mentions:
        yield from _outside(f"mention {mention.start}", ((mention.start, mention.end),), size)
        yield from _unknown(f"mention {mention.start}", (mention.ref, mention.place), actors | places)
    for event in extraction.events:
        yield from _event_problems(event, size, actors, places)
    for statement in extraction.statements:
        yield from _statement_problems(statement, size, actors)
        yield from _unknown(f"statement {statement.id}", (statement.parent,), statements)
        for about in statement.about:
            ends = {"event": events, "actor": actors, "place": places}[about.kind]
            yield from _unknown(f"statement {statement.id}", (about.ref,), ends)


def _event_problems(event: Event, size: int, actors: _Ids, places: _Ids) -> Iterator[str]:
    name = f"event {event.id}"
    if event.type is not None and event.type not in EVENT_TYPES:
        yield f"{name} is of no type of PLOVER: {event.type}"
    if not event.mentions or not all(mention.trigger and mention.span for mention in event.mentions):
        yield f"{name} is not mentioned"
    for mention in event.mentions:
        yield from _outside(name, (*mention.trigger, *mention.span), size)
    yield from _unknown(name, (*event.actors, *event.recipients), actors)
    yield from _unknown(name, event.places, places)


def _statement_problems(statement: Statement, size: int, actors: _Ids) -> Iterator[str]:
    name = f"statement {statement.id}"
    if not statement.content:
        yield f"{name} has no content"
    yield from _outside(name, (*statement.content, *statement.cue, *statement.source), size)
    yield from _unknown(name, (statement.speaker, *statement.addressees), actors)


def _outside(name: str, spans: Iterable[Span], size: int) -> Iterator[str]:
    yield from (f"{name} spans {span}" for span in spans if not 0 <= span[0] < span[1] <= size)


def _unknown(name: str, refs: Iterable[str | None], known: _Ids) -> Iterator[str]:
    yield from (f"{name} refers to {ref}" for ref in refs if ref is not None and ref not in known)

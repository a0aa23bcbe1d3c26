"""Events that PLOVER does not code, known because somebody speaks about them: elections, fires, epidemics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from graph.model import About, Event, Statement
from ingest.extract.events.event_classes import stem_of
from ingest.extract.events.event_words import event_lemmas
from ingest.extract.events.events import read_events
from ingest.extract.layout import Layout, layout_of
from ingest.extract.participants.participants import Participants
from ingest.extract.word_classes import class_of

# WordNet's classes of nouns for what happens or is done.
_HAPPENINGS = frozenset({"noun.act", "noun.event", "noun.phenomenon", "noun.process"})
# The pronouns that stand for what happens, where they are subjects or objects.
_ANAPHORS = frozenset({"it", "that", "this"})
_OPEN = frozenset({"NOUN", "VERB"})
_NOMINAL = frozenset({"iobj", "nsubj", "obj", "obl"})


def read_with_topics(
    doc: Doc, participants: Participants, published: date | None, events: Sequence[Event], topics: Iterable[int]
) -> tuple[Event, ...]:
    """Read the events again with the words that statements are about, and with what may name an event again.

    What is of no such event stays out. ``events`` are those of PLOVER's types, which stay.
    """
    wanted = set(topics)
    again = set(_repetitions(doc, wanted, _triggers(doc, events)))
    return read_events(doc, participants, published, topics=wanted, again=again)


def relink(
    doc: Doc, statements: Iterable[Statement], before: Sequence[Event], events: Sequence[Event], words: dict[str, int]
) -> Iterator[Statement]:
    """Yield the statements with their links to events of ``before`` and to ``words`` (ids of bare words) led anew."""
    owners = {token: event.id for event in events for token in _triggers(doc, [event])}
    firsts = words | {event.id: min(_triggers(doc, [event])) for event in before}
    for statement in statements:
        links: dict[str, About] = {}
        for link in statement.about:
            ref = owners[firsts[link.ref]] if link.kind == "event" else link.ref
            if ref not in links or link.confidence > links[ref].confidence:
                links[ref] = replace(link, ref=ref)
        yield replace(statement, about=tuple(sorted(links.values(), key=lambda link: link.span or (0, 0))))


def _triggers(doc: Doc, events: Iterable[Event]) -> set[int]:
    """Give the tokens of the triggers of ``events``."""
    found: set[int] = set()
    for event in events:
        for mention in event.mentions:
            for start, end in mention.trigger:
                span = doc.char_span(start, end, alignment_mode="expand")
                found.update(range(span.start, span.end) if span is not None else ())
    return found


def _repetitions(doc: Doc, topics: set[int], taken: set[int]) -> Iterator[int]:
    """Yield what may name an event again: words of the stem of a topic, nouns of acts and events, "it" and "this".

    "Exploded" where somebody speaks of the explosion, or "the blast". Those of no known event are dropped later.
    """
    layout, lemmas = layout_of(doc), event_lemmas(doc)
    stems = {stem_of(lemmas[index]) for index in topics}
    for index, pos in enumerate(layout.poses):
        if layout.names[index] or index in topics or index in taken:
            continue
        is_word = pos in _OPEN and (stem_of(lemmas[index]) in stems or class_of(doc[index]) in _HAPPENINGS)
        if is_word or _is_anaphor(layout, index):
            yield index


def _is_anaphor(layout: Layout, index: int) -> bool:
    return layout.tags[index] in {"PRP", "DT"} and layout.words[index] in _ANAPHORS and layout.plain[index] in _NOMINAL

"""From an extraction to the rows of all edges that are written, by the labels that they lead between."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from graph.labels import (
    ABOUT,
    ACTOR_IN,
    ADDRESSED_TO,
    AT,
    IN,
    PUBLISHED,
    REALISES,
    RECIPIENT_IN,
    REFERS_TO,
    SAID_BY,
    WITHIN,
    Edge,
)
from graph.model import About, Extraction, Statement
from graph.records import event_mentions, mention_id, source_row

# Edge, label at its start, label at its end: one statement each.
Kind = tuple[str, str, str]
Rows = dict[Kind, list[dict[str, Any]]]


class _Edges:
    def __init__(self) -> None:
        self.rows: Rows = defaultdict(list)
        self._seen: set[tuple[Kind, str, str]] = set()

    def add(self, edge: Edge, start: tuple[str, str], end: tuple[str, str], **properties: Any) -> None:
        """Add an edge from label and id ``start`` to ``end``; there is one of a kind between two nouns."""
        kind = (edge.type, start[0], end[0])
        if (kind, start[1], end[1]) not in self._seen:
            self._seen.add((kind, start[1], end[1]))
            self.rows[kind].append({"start": start[1], "end": end[1], "props": properties})


def edge_rows(extraction: Extraction) -> Rows:
    """Give the edges that an article's own nouns have; those of shared nouns and runs are `graph.writes`' own."""
    edges = _Edges()
    article = ("Article", extraction.document.id)
    source = source_row(extraction.document)
    if source:
        edges.add(PUBLISHED, ("Source", source["id"]), article)
    _add_mentions(edges, extraction, article)
    _add_events(edges, extraction, article)
    for statement in extraction.statements:
        _add_statement(edges, statement, article)
    return edges.rows


def _add_mentions(edges: _Edges, extraction: Extraction, article: tuple[str, str]) -> None:
    places = {place.id for place in extraction.places}
    for mention in extraction.mentions:
        start = ("Mention", mention_id(article[1], mention))
        edges.add(IN, start, article)
        for ref in (mention.ref, mention.place):
            if ref is not None:
                end = ("Place" if ref in places else "Actor", ref)
                edges.add(REFERS_TO, start, end, confidence=mention.confidence, method=mention.method)


def _add_events(edges: _Edges, extraction: Extraction, article: tuple[str, str]) -> None:
    for id, event, _ in event_mentions(extraction):
        edges.add(REALISES, ("EventMention", id), ("Event", event.id))
        edges.add(IN, ("EventMention", id), article)
    for event in extraction.events:
        end = ("Event", event.id)
        for number, actor in enumerate(event.actors):
            edges.add(ACTOR_IN, ("Actor", actor), end, ord=number)
        for number, actor in enumerate(event.recipients):
            edges.add(RECIPIENT_IN, ("Actor", actor), end, ord=number)
        for number, place in enumerate(event.places):
            edges.add(AT, end, ("Place", place), ord=number)


def _add_statement(edges: _Edges, statement: Statement, article: tuple[str, str]) -> None:
    start = ("Statement", statement.id)
    edges.add(IN, start, article)
    if statement.speaker is not None:
        edges.add(SAID_BY, start, ("Actor", statement.speaker), via=statement.via, confidence=statement.confidence)
    for actor in statement.addressees:
        edges.add(ADDRESSED_TO, start, ("Actor", actor))
    for about in statement.about:
        edges.add(ABOUT, start, (about.kind.capitalize(), about.ref), **_about(about))
    if statement.parent is not None:
        edges.add(WITHIN, start, ("Statement", statement.parent))


def _about(about: About) -> dict[str, Any]:
    start, end = about.span or (None, None)
    return {
        "role": about.role,
        "stance": about.stance,
        "span_start": start,
        "span_end": end,
        "confidence": about.confidence,
    }

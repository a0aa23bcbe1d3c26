"""All stages of extraction in order, over one parsed article."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from graph.model import Document, Extraction, Run
from ingest.extract.events.events import read_events
from ingest.extract.events.topics import read_with_topics, relink
from ingest.extract.participants.participants import read_participants
from ingest.extract.statements.statements import read_statements


def read_article(doc: Doc, document: Document, *, run: Run | None = None) -> Extraction:
    """Read ``document``, parsed as ``doc``, and give what is in it with ids of its own ("a1", "e1", "s1")."""
    published = published_date(document)
    participants = read_participants(doc)
    events = read_events(doc, participants, published)
    statements, unnamed, topics = read_statements(doc, participants, events, published)
    if topics:
        typed, events = events, read_with_topics(doc, participants, published, events, topics.values())
        statements = tuple(relink(doc, statements, typed, events, topics))
    return Extraction(
        document=document,
        mentions=participants.mentions,
        actors=(*participants.actors, *unnamed),
        places=participants.places,
        events=events,
        statements=statements,
        run=run,
    )


def published_date(document: Document) -> date | None:
    """Give the day of publication, against which "on Monday" is read; None where the document does not tell."""
    return date.fromisoformat(document.published[:10]) if document.published else None

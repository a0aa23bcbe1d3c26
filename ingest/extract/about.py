"""What a statement is about: the events, actors and places in its content that it is directed at or speaks of."""

from __future__ import annotations

from spacy.tokens import Doc

from graph.model import About, Event
from ingest.extract.acts import ActReading
from ingest.extract.attribution import Attribution
from ingest.extract.participants import Participants


def links_of(
    doc: Doc,
    attribution: Attribution,
    act: ActReading,
    speaker: str | None,
    participants: Participants,
    events: tuple[Event, ...],
) -> tuple[About, ...]:
    return ()

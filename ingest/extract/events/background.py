"""Which sentences tell of times well before the news: what they say is background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from ingest.extract.dates.dates import TimePhrase
from ingest.extract.events.realis import is_long_past
from ingest.extract.layout import layout_of


def background_sentences(doc: Doc, times: Sequence[TimePhrase], published: date | None) -> frozenset[int]:
    """Give the index of the first token of each sentence that is background.

    A sentence is where all its times are long past; one without a time goes with the one before it in its paragraph.
    """
    found: set[int] = set()
    before: int | None = None
    for start, end in layout_of(doc).sentences:
        told = [
            phrase.timespan
            for phrase in times
            if start <= phrase.head < end and phrase.timespan.date_type != "unresolved"
        ]
        is_next = before in found and "\n\n" not in doc[start - 1 : start + 1].text
        if all(is_long_past(timespan, published) for timespan in told) if told else is_next:
            found.add(start)
        before = start
    return frozenset(found)

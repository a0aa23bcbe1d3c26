"""Which sentences tell of times well before the news: what they say is background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Span

from ingest.extract.dates.dates import TimePhrase
from ingest.extract.events.realis import is_long_past


def background_sentences(doc: Doc, times: Sequence[TimePhrase], published: date | None) -> frozenset[int]:
    """Give the index of the first token of each sentence that is background.

    A sentence is where all its times are long past; one without a time goes with the one before it in its paragraph.
    """
    found: set[int] = set()
    previous: Span | None = None
    for sentence in doc.sents:
        told = [
            phrase.timespan
            for phrase in times
            if sentence.start <= phrase.head < sentence.end and phrase.timespan.date_type != "unresolved"
        ]
        is_next = (
            previous is not None
            and previous.start in found
            and "\n\n" not in doc[sentence.start - 1 : sentence.start + 1].text
        )
        if all(is_long_past(timespan, published) for timespan in told) if told else is_next:
            found.add(sentence.start)
        previous = sentence
    return frozenset(found)

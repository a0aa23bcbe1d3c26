"""Which words stand for a statement and an event when they are compared with a text."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from graph.errors import SettingsError
from graph.model import Document, Event, EventMention, Extraction, Span, Statement
from ingest.vectors import read_vectors, spans_of_event, spans_of_statement, text_vector

NLP = spacy.blank("en")
TEXT = (
    "Petrov/PROPN said/VERB that/SCONJ the/DET bridge/NOUN fell/VERB ./PUNCT "
    "She/PRON expressed/VERB concern/NOUN about/ADP the/DET maneuvers/NOUN ./PUNCT "
    "The/DET drills/NOUN began/VERB"
)
WORDS, TAGS = zip(*(token.rsplit("/", 1) for token in TEXT.split()), strict=True)
DOC = Doc(NLP.vocab, WORDS, pos=TAGS, sent_starts=[number in (0, 7, 14) for number in range(len(WORDS))])


def at(words: str) -> Span:
    start = DOC.text.index(words)
    return start, start + len(words)


def statement(*content: str) -> Statement:
    spans = tuple(map(at, content))
    sentence = DOC.char_span(*spans[0], alignment_mode="expand").sent
    return Statement(
        "s1", spans, (), (), None, "unnamed", "indirect", "STATE", "cue", 0, False,
        sentence=(sentence.start_char, sentence.end_char),
    )  # fmt: skip


def event(*triggers: str) -> Event:
    mentions = tuple(EventMention((at(trigger),), (at(trigger),)) for trigger in triggers)
    return Event("e1", "COOPERATE", "asserted", triggers[0], mentions)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (("the bridge fell",), ["the bridge fell"]),
        (("the bridge", "fell"), ["the bridge", "fell"]),
        (("the maneuvers",), ["the maneuvers"]),
    ],
    ids=["content", "pieces", "short-phrase"],
)
def test_a_statement_is_its_content(content: tuple[str, ...], words: list[str]) -> None:
    assert [span.text for span in spans_of_statement(DOC, statement(*content))] == words


def test_an_event_is_the_sentences_that_mention_it_each_once() -> None:
    spans = spans_of_event(DOC, event("maneuvers", "concern", "drills"))
    assert [span.text for span in spans] == ["She expressed concern about the maneuvers .", "The drills began"]


def test_a_pipeline_without_our_encoder_gives_no_vectors() -> None:
    extraction = Extraction(Document("a", DOC.text), statements=(statement("the bridge fell"),))
    assert read_vectors(NLP, DOC, extraction) is None
    with pytest.raises(SettingsError, match="has no sentence vectors"):
        text_vector(NLP, "bridges")

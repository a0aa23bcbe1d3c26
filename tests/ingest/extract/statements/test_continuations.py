from __future__ import annotations

import spacy
from spacy.tokens import Doc

from ingest.extract.statements.attribution import Attribution
from ingest.extract.statements.continuations import join_continued
from ingest.extract.statements.quotes import find_quotations

# “ We wait , ” she said . “ We build  ¶  “ It snows . ”
WORDS = ["“", "We", "wait", ",", "”", "she", "said", ".", "“", "We", "build", ".", "\n\n", "“", "It", "snows", ".", "”"]
FIRST = Attribution(content=((1, 3), (9, 11)), cue=((6, 7),), source=((5, 6),))


def read(*found: Attribution) -> list[Attribution]:
    doc = Doc(spacy.blank("en").vocab, words=WORDS)
    return join_continued(doc, list(found), find_quotations(doc))


def test_a_paragraph_that_goes_on_with_a_quotation_is_a_further_piece_of_it() -> None:
    [joined] = read(FIRST)
    assert joined.content[:2] == FIRST.content
    assert joined.content[2][0] == 14 and "snows" in WORDS[slice(*joined.content[2])]


def test_what_was_found_there_without_a_cue_becomes_that_piece() -> None:
    assert len(read(FIRST, Attribution(content=((14, 16),), source=()))) == 1


def test_a_paragraph_with_a_cue_of_its_own_stays_a_statement_of_its_own() -> None:
    other = Attribution(content=((14, 15),), cue=((15, 16),), source=())
    assert read(FIRST, other) == [FIRST, other]


def test_a_quotation_that_nobody_said_is_not_continued() -> None:
    assert read() == []

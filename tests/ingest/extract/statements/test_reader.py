"""The statement reader: which words of a statement it reads, and what it tells of them."""

import numpy as np
import pytest
from spacy.tokens import Doc

from ingest.extract.statements.attribution import Attribution
from ingest.extract.statements.reader import (
    CONTENT,
    CUE,
    KINDS,
    MOST_WORDS,
    OTHER,
    SOURCE,
    marked_words,
    part_shares,
    tell,
)
from ingest.nlp import load_nlp
from tests.parses import VOCAB, parse_of

TEXT = "The port is shut. Anna Berg condemned the drills near the border on Monday."


@pytest.fixture(scope="module")
def doc():
    return load_nlp()(TEXT)


@pytest.fixture(scope="module")
def attribution(doc):
    places = {token.text: token.i for token in doc}
    content = (places["drills"] - 1, places["border"] + 1)
    return Attribution(
        content=(content,),
        cue=((places["condemned"], places["condemned"] + 1),),
        source=((places["Anna"], places["Berg"] + 1),),
        anchor=places["condemned"],
    )


def test_each_word_is_told_which_part_it_belongs_to(doc, attribution):
    marked = marked_words(doc, attribution)
    by_word = {doc[token].text: role for token, role in zip(marked.tokens, marked.roles, strict=True)}
    assert (by_word["Berg"], by_word["condemned"], by_word["drills"], by_word["Monday"]) == (
        SOURCE,
        CUE,
        CONTENT,
        OTHER,
    )


def test_the_sentence_before_is_read_too(doc, attribution):
    assert [doc[token].text for token in marked_words(doc, attribution).tokens][:3] == ["The", "port", "is"]


def test_white_space_is_no_word():
    doc = load_nlp()("Anna Berg said it\n\nwas over.")
    said = Attribution(content=((3, len(doc)),), cue=((2, 3),), source=((0, 2),), anchor=2)
    assert not any(doc[token].is_space for token in marked_words(doc, said).tokens)


def test_of_a_long_statement_the_words_near_the_cue_and_the_contents_start_are_read():
    words = ["word"] * 600
    doc = Doc(VOCAB, words=words, heads=[0] * 600, deps=["ROOT", *["dep"] * 599], sent_starts=[True, *[False] * 599])
    marked = marked_words(doc, Attribution(content=((50, 600),), cue=((20, 22),), source=((10, 12),), anchor=20))
    assert len(marked.tokens) == MOST_WORDS
    assert list(marked.tokens) == sorted(marked.tokens)
    assert {20, 21, 50, 51} <= set(marked.tokens)
    assert 599 not in marked.tokens


def test_shares_make_means():
    shares = part_shares(np.array([OTHER, SOURCE, CUE, CUE, CONTENT, CONTENT]))
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_array_equal(shares[1], [0, 0, 0.5, 0.5, 0, 0])
    np.testing.assert_array_equal(shares[3], [0, 0, 0, 0, 1, 0])


def test_a_statement_without_a_cue_has_none_to_mean():
    np.testing.assert_array_equal(part_shares(np.array([CONTENT, CONTENT]))[1], [0, 0])


def test_chances_of_acts_and_of_links_add_up_to_one(doc, attribution):
    told = tell(doc, attribution)
    assert sum(np.exp(list(told.acts.values()))) == pytest.approx(1, abs=1e-3)
    drills = next(token.i for token in doc if token.text == "drills")
    for kind in KINDS:
        assert sum(np.exp(list(told.link_odds(drills, kind).values()))) == pytest.approx(1, abs=1e-3)


def test_a_word_that_was_not_read_has_no_links():
    doc = load_nlp()("The port is shut. The town sleeps. Anna Berg condemned the drills.")
    place = {token.text: token.i for token in doc}
    said = Attribution(
        content=((place["drills"] - 1, place["drills"] + 1),),
        cue=((place["condemned"], place["condemned"] + 1),),
        anchor=place["condemned"],
    )
    assert tell(doc, said).link_odds(place["port"], "event") is None
    assert tell(doc, said).link_odds(place["town"], "event") is not None


def test_what_a_statement_is_does_not_depend_on_what_was_read_before(doc, attribution):
    first = tell(doc, attribution)
    tell.cache_clear()
    load_nlp()("Another text.")
    again = tell(doc, attribution)
    assert first.acts == again.acts
    np.testing.assert_array_equal(first.links, again.links)


def test_a_pipeline_that_is_not_ours_has_no_votes_of_the_reader():
    doc = parse_of("Anna/NNP/PROPN/nsubj/1/B-PER denied/VBD/VERB/root/1/O it/PRP/PRON/obj/1/O")
    assert tell(doc, Attribution(content=((2, 3),), cue=((1, 2),), source=((0, 1),), anchor=1)) is None

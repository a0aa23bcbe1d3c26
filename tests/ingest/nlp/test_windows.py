from importlib import resources

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.nlp.windows import GLUED, PARAGRAPH, SPACE, Words, cut_windows, read_words
from ingest.nlp.wordpiece import WordPieces

WORDPIECES = WordPieces((resources.files("ingest.nlp") / "model" / "vocab.txt").read_text("utf-8"))
NLP = spacy.blank("en")


def words_of(text: str) -> Words:
    return read_words(NLP.make_doc(text), WORDPIECES)


def texts_of(text: str, limit: int) -> list[str]:
    words = words_of(text)
    return [" ".join(words.texts[start:end]) for start, end in cut_windows(words, limit=limit)]


def test_words_are_tokens_that_are_not_white_space_and_know_what_is_before_them():
    words = words_of("Kyiv  fell.\n\nNot so.")
    assert words.texts == ("Kyiv", "fell", ".", "Not", "so", ".")
    assert words.gaps.tolist() == [PARAGRAPH, SPACE, GLUED, PARAGRAPH, SPACE, GLUED]
    assert words.tokens.tolist() == [0, 2, 3, 5, 6, 7]


def test_windows_are_cut_where_a_sentence_may_end():
    assert texts_of("He came . He saw . He won it all .", limit=9) == ["He came . He saw .", "He won it all ."]


def test_a_sentence_longer_than_a_window_stays_whole():
    assert texts_of("one two three four five . Six . Seven .", limit=3) == [
        "one two three four five .",
        "Six .",
        "Seven .",
    ]


def test_words_without_an_end_are_cut_somewhere():
    windows = list(cut_windows(words_of("one " * 600), limit=100))
    assert [end - start for start, end in windows] == [256, 256, 88]


def test_no_window_ends_where_a_sentence_goes_on():
    words = words_of("Prof. Li won . He left .")
    cuts = list(cut_windows(words, limit=5, goes_on=lambda words, place: words.texts[place] == "He"))
    assert cuts == [(0, len(words))]


def test_a_window_more_than_half_full_ends_with_its_paragraph():
    assert texts_of("one two three four\n\nfive six", limit=6) == ["one two three four", "five six"]


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab.!\n\u201d \U0001f44d", max_size=200), st.integers(8, 40))
def test_windows_cover_all_words_once_and_in_order(text, limit):
    words = words_of(text)
    windows = list(cut_windows(words, limit=limit))
    assert [place for start, end in windows for place in range(start, end)] == list(range(len(words)))
    assert all(words.begins[end] - words.begins[start] <= 256 + 8 for start, end in windows)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Title\nFirst line.\nSecond line.\nThird.", 4),
        ("Showers continued in\nthe Bahia zone, since\nearly January and\nimproving prospects.\n\nThe dry period.", 2),
        ("Showers went on in\nthe zone, which was\ndry.\n   The period of\nthe year.", 2),
        ("One.\r\nTwo.\u2028Three.", 3),
    ],
    ids=["a line a paragraph", "wrapped", "wrapped and indented", "other line ends"],
)
def test_line_ends_begin_paragraphs_unless_the_text_is_wrapped(text, paragraphs):
    assert words_of(text).gaps.tolist().count(PARAGRAPH) == paragraphs

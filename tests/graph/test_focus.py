"""Which articles a question is about, from its words and the statements that are like it."""

from __future__ import annotations

import pytest

from graph.focus import LOOKED_AT, bag_of, coverage, near_articles, share_of
from graph.reading import Reading, Word

FIRE = Word(("blaze",), {"fire": 0.8, "burned": 0.3}, weight=2.0)
AMAZON = Word(("amazon", "amazon rainforest"), weight=1.0)
READING = Reading("Who condemned the blaze in the Amazon?", words=(FIRE, AMAZON))


@pytest.mark.parametrize(
    ("text", "found"),
    [("The blaze spread", 1.0), ("Blazes spread", 1.0), ("Fires", 0.8), ("It burned", 0.3), ("Nothing of it", 0.0)],
)
def test_a_word_is_covered_by_itself_or_by_what_is_most_like_it(text: str, found: float) -> None:
    assert coverage(FIRE, bag_of([text])) == found


def test_a_spelling_of_two_words_needs_both() -> None:
    word = Word(("prime minister",))
    assert coverage(word, bag_of(["the Prime Minister said"])) == 1.0
    assert coverage(word, bag_of(["a minister"])) == 0.0


def test_rare_words_count_more() -> None:
    assert share_of((FIRE, AMAZON), bag_of(["a blaze"])) == pytest.approx(2 / 3)
    assert share_of((FIRE, AMAZON), bag_of(["a fire"]), is_exact=True) == 0.0
    assert share_of((), bag_of(["a fire"])) == 0.0


def test_of_a_long_text_the_beginning_is_looked_at() -> None:
    assert "late" not in bag_of(["early " + " " * LOOKED_AT + "late", None])


def test_an_article_without_the_words_is_not_near_one_with_them() -> None:
    texts = {"sport": bag_of(["A match"]), "fire": bag_of(["A blaze in the Amazon"]), "other": bag_of(["Amazon fires"])}
    assert near_articles(READING, texts, {"sport": 0.3, "fire": 0.3, "other": 0.4}) == ("fire", "other")


def test_where_no_article_has_the_words_the_likest_statement_tells() -> None:
    texts = {"one": bag_of(["A match"]), "two": bag_of(["A play"])}
    assert near_articles(READING, texts, {"one": 0.6, "two": 0.0}) == ("one",)
    assert near_articles(READING, texts, {"one": 0.6, "two": 0.5}) == ("one", "two")


def test_no_articles_are_near_nothing() -> None:
    assert near_articles(READING, {}, {}) == ()

"""What a store tells of a question before it is answered: the articles it is about, and who did nothing of the kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.asking import plan_question
from graph.grounding import ground
from graph.model import Extraction
from graph.neo4j_store import BoltStore
from graph.plan import Find, Select
from graph.reading import Reading, Terms, Word
from tests.conftest import vector_of

Extract = Callable[..., Extraction]

# The cosine of "abbb" with "a" is 0.32: enough in an article that is about "a", too little elsewhere.
NEAR, ELSEWHERE = "near", "elsewhere"
QUESTION = Reading("a", about=Terms("a", (("nowhere",),)), is_comparable=True)


@pytest.fixture
def said(store: BoltStore, extract: Extract) -> BoltStore:
    for article, words in ((NEAR, ("a", "abbb")), (ELSEWHERE, ("b", "abbb"))):
        extraction = extract(article)
        vectors = {one.id: vector_of(word) for one, word in zip(extraction.statements, words, strict=True)}
        store.write(replace(extraction, vectors=vectors))
    return store


def answers(store: BoltStore, reading: Reading) -> set[str]:
    rows = store.find(plan_question(reading, select=Select("Statement", ("id",)))).rows
    return {row["id"] for row in rows}


def test_the_articles_of_the_statements_most_like_a_question_are_those_that_it_is_about(said: BoltStore) -> None:
    assert ground(QUESTION, said.find).articles == (NEAR,)


def test_there_a_statement_answers_that_is_less_like_the_question(said: BoltStore) -> None:
    asked = replace(QUESTION, acts=("STATE",))
    assert not answers(said, asked)
    (found,) = answers(said, ground(asked, said.find))
    assert found.startswith(NEAR)


def test_who_says_something_of_the_topic_that_is_less_like_the_question_than_another_is_no_answer(
    said: BoltStore,
) -> None:
    asked = replace(QUESTION, about=Terms("Belarus", (("belarus",),)))
    assert len(answers(said, asked)) == 4
    (found,) = answers(said, ground(asked, said.find))
    assert found.startswith(NEAR)


def test_who_surely_does_what_is_asked_answers_however_unlike_the_question(said: BoltStore) -> None:
    asked = replace(QUESTION, about=Terms("Belarus", (("belarus",),)), acts=("EXPRESS_CONCERN",))
    found = answers(said, ground(asked, said.find))
    assert {id.partition(":")[0] for id in found} == {NEAR, ELSEWHERE}


def test_where_other_articles_have_the_words_of_the_question_nothing_else_answers(said: BoltStore) -> None:
    # The title of each article has its id.
    asked = replace(
        QUESTION,
        question="abbb",
        about=Terms("Belarus", (("belarus",),)),
        acts=("EXPRESS_CONCERN",),
        words=(Word(("belarus",)), Word((ELSEWHERE,), weight=9.0)),
    )
    grounded = ground(asked, said.find)
    assert grounded.within == (ELSEWHERE,)
    assert len(answers(said, replace(grounded, within=()))) == 2
    (found,) = answers(said, grounded)
    assert found.startswith(ELSEWHERE)


def test_who_is_named_answers_in_every_article(said: BoltStore) -> None:
    asked = replace(
        QUESTION,
        about=Terms("Belarus", (("belarus",),)),
        acts=("EXPRESS_CONCERN",),
        speaker=Terms("Huminiuk", (("huminiuk",),)),
        words=(Word((ELSEWHERE,), weight=9.0),),
    )
    assert not ground(asked, said.find).within


def test_who_did_nothing_of_the_kind_has_said_what_is_like_the_question(said: BoltStore) -> None:
    asked = replace(QUESTION, acts=("THREATEN",), speaker=Terms("Huminiuk", (("huminiuk",),)))
    grounded = ground(asked, said.find)
    assert grounded.is_widened
    assert not answers(said, asked)
    assert answers(said, grounded)


def test_a_question_that_is_not_understood_or_not_comparable_asks_the_store_nothing() -> None:
    def find(plan: Find) -> None:
        raise AssertionError(plan)

    for reading in (replace(QUESTION, unread=("why",)), replace(QUESTION, is_comparable=False)):
        assert ground(reading, find) is reading  # type: ignore[arg-type]

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
from graph.reading import Reading, Terms
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
    assert len(answers(said, QUESTION)) == 1
    found = answers(said, ground(QUESTION, said.find))
    assert len(found) == 2
    assert all(id.startswith(NEAR) for id in found)


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

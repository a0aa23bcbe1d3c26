"""What is similar to a text, asked of both stores, with the other filters, sorted and paged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import hypot, isclose
from random import Random

import pytest

from graph.errors import PlanError
from graph.model import Extraction, Vector
from graph.neo4j_store import BoltStore
from graph.plan import And, Equals, Find, IsNull, Not, OnEnd, Or, Order, Related, Score, Select, SimilarTo, Test
from graph.similarity import MOST_NEAR

Extract = Callable[..., Extraction]

# The cosine with "a": 1, 3/sqrt(10), 2/sqrt(5), 1/sqrt(2), 0; the sixth statement has no vector.
WORDS = ("a", "aaab", "aab", "ab", "b")
STATEMENT = Select("Statement", ("id",))
BY_SCORE = (Order(Score(), is_descending=True),)


@pytest.fixture
def said(store: BoltStore, extract: Extract) -> BoltStore:
    for number, word in enumerate(WORDS):
        extraction = extract(f"a{number}", act="DENY" if number % 2 else "STATE")
        first, _ = extraction.statements
        vectors = {first.id: vector(word), extraction.events[0].id: vector(word)}
        store.write(replace(extraction, statements=(first,), vectors=vectors))
    store.write(extract("a5"))
    return store


def vector(word: str) -> Vector:
    length = sum(word.count(letter) ** 2 for letter in "ab") ** 0.5
    return tuple(word.count(letter) / length if letter in "ab" else 0.0 for letter in "abcdefghijklmnopqrstuvwxyz")


def articles(store: BoltStore, test: Test, order: tuple[Order, ...] = (), label: str = "Statement") -> list[str]:
    return [row["id"][:2] for row in store.find(Find(Select(label, ("id",)), test, order)).rows]


@pytest.mark.parametrize("label", ["Statement", "Event"])
def test_what_is_alike_is_found_the_most_alike_first(said: BoltStore, label: str) -> None:
    assert articles(said, SimilarTo("a", 0.8), BY_SCORE, label) == ["a0", "a1", "a2"]
    assert articles(said, SimilarTo("B", 0.8), BY_SCORE, label) == ["a4"]
    assert articles(said, SimilarTo("a", -1), (Order(Score()),), label) == ["a4", "a3", "a2", "a1", "a0"]


def test_scores_are_cosines_on_both_engines(said: BoltStore) -> None:
    page = said.find(Find(STATEMENT, SimilarTo("a", -1), BY_SCORE, first=9))
    expected = (1, 3 / 10**0.5, 2 / 5**0.5, 1 / 2**0.5, 0)
    assert page.scores is not None and len(page.scores) == 5
    assert all(isclose(score, cosine, abs_tol=1e-6) for score, cosine in zip(page.scores, expected, strict=True))
    assert said.find(Find(STATEMENT, SimilarTo("a", -1))).scores is None


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (And((SimilarTo("a", 0.8), Equals("act", "DENY"))), ["a1"]),
        (And((SimilarTo("a", 0.8), SimilarTo("b", 0.4))), ["a2"]),
        (Or((SimilarTo("a", 0.99), SimilarTo("b", 0.99))), ["a0", "a4"]),
        (Not(SimilarTo("a", 0.8)), ["a3", "a4", "a5", "a5"]),
        (Related("ABOUT", "out", "some", OnEnd("Event", SimilarTo("a", 0.9))), ["a0", "a1"]),
        (Related("ABOUT", "out", "none", OnEnd("Event", SimilarTo("a", 0.8))), ["a3", "a4", "a5", "a5"]),
        (IsNull("vector"), ["a5", "a5"]),
    ],
    ids=["and", "twice", "or", "not", "about", "about-none", "without"],
)
def test_similarity_composes_with_other_tests(said: BoltStore, test: Test, expected: list[str]) -> None:
    assert articles(said, test) == expected


def test_pages_by_score_give_each_once(said: BoltStore) -> None:
    find = Find(STATEMENT, SimilarTo("a", 0), BY_SCORE, first=2, is_counted=True)
    found: list[str] = []
    for _ in range(3):
        page = said.find(find)
        assert page.total == 5
        found += [row["id"][:2] for row in page.rows]
        find = replace(find, after=page.cursors[-1])
    assert found == ["a0", "a1", "a2", "a3", "a4"]
    assert not page.has_next
    back = said.find(Find(STATEMENT, SimilarTo("a", 0), BY_SCORE, last=2, before=page.cursors[0]))
    assert [row["id"][:2] for row in back.rows] == ["a2", "a3"]


def test_other_last_digits_are_no_other_extraction_but_another_model_is(store: BoltStore, extract: Extract) -> None:
    extraction = extract()
    id = extraction.statements[0].id
    assert store.write(replace(extraction, vectors={id: vector("a")})).state == "new"
    assert store.write(replace(extraction, vectors={id: vector("aaab")})).state == "unchanged"
    assert extraction.run is not None
    other = replace(extraction, vectors={id: vector("b")}, run=replace(extraction.run, id="r2", model="other"))
    assert store.write(other).state == "changed"
    assert articles(store, SimilarTo("b", 0.9)) == ["a1"]
    assert store.write(replace(extraction, vectors=None)).state == "changed"
    assert articles(store, SimilarTo("b", -1)) == []


@pytest.mark.parametrize(
    ("label", "test", "message"),
    [
        ("Actor", SimilarTo("a", 0.5), "Actor has no sentence vector"),
        ("Statement", SimilarTo(" ", 0.5), "is empty"),
        ("Statement", SimilarTo("a" * 2001, 0.5), "has 2001 characters"),
        ("Statement", SimilarTo("a", 1.1), "least similarity is 1.1"),
        ("Statement", SimilarTo("a", float("nan")), "least similarity is nan"),
        ("Statement", Equals("vector", 1.0), "is vector, not 1.0"),
    ],
)
def test_what_cannot_be_compared_is_refused(label: str, test: Test, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        Find(Select(label, ("id",)), test)


def test_vectors_have_no_order() -> None:
    with pytest.raises(PlanError, match="can't be ordered by 'vector'"):
        Find(STATEMENT, order=(Order("vector"),))


def test_a_score_needs_a_text_that_is_asked_of_every_noun() -> None:
    with pytest.raises(PlanError, match="nothing to sort by score"):
        Find(STATEMENT, Or((SimilarTo("a", 0), Equals("act", "DENY"))), BY_SCORE)


def test_a_store_without_a_language_model_says_so(embedded_store: BoltStore) -> None:
    bare = BoltStore(embedded_store._connection)
    with pytest.raises(PlanError, match="opened without a language model"):
        bare.find(Find(STATEMENT, SimilarTo("a", 0.5)))


def test_an_index_gives_what_comparing_gives(store: BoltStore) -> None:
    drawn = Random(7)
    vectors = [[drawn.gauss(0, 1) for _ in range(26)] for _ in range(MOST_NEAR + 200)]
    lengths = [hypot(*each) for each in vectors]
    rows = [
        {"id": f"s{number}", "sort_key": f"{number:05d}", "vector": [value / length for value in each]}
        for number, (each, length) in enumerate(zip(vectors, lengths, strict=True))
    ]
    text = "UNWIND $rows AS row CREATE (n:Statement) SET n = row"
    store._connection.write(lambda transaction: transaction.run(text, rows=rows).consume())
    expected = sorted((-row["vector"][0], row["id"]) for row in rows if row["vector"][0] >= 0.4)  # type: ignore[index]
    page = store.find(Find(STATEMENT, SimilarTo("a", 0.4), BY_SCORE, first=100, is_counted=True))
    assert 5 < len(expected) == page.total < 100
    assert [row["id"] for row in page.rows] == [id for _, id in expected]


def test_more_than_an_index_gives_are_all_found(store: BoltStore) -> None:
    rows = [
        {"id": f"s{number}", "sort_key": f"{number:05d}", "act": "STATE", "vector": list(vector("aab"))}
        for number in range(MOST_NEAR + 100)
    ]
    rows[7] |= {"act": "DENY", "vector": list(vector("b"))}
    text = "UNWIND $rows AS row CREATE (n:Statement) SET n = row"
    store._connection.write(lambda transaction: transaction.run(text, rows=rows).consume())
    find = Find(STATEMENT, SimilarTo("a", 0.5), BY_SCORE, first=1, is_counted=True)
    assert store.find(find).total == MOST_NEAR + 99
    assert store.find(replace(find, where=And((SimilarTo("a", -1), Equals("act", "DENY"))))).rows == ({"id": "s7"},)
    assert store.find(replace(find, where=SimilarTo("b", 0.9))).total == 1

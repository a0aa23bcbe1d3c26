"""``similarTo`` and the scores of pages, on both stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from api.schema import execute
from graph.model import Extraction, Vector
from graph.neo4j_store import BoltStore
from graph.reading import Reading

Extract = Callable[..., Extraction]

QUERY = """
query ($text: String!, $after: String) {
  statements(
    where: { similarTo: { text: $text }, article: { source: { eq: "Example" } } }
    orderBy: [{ field: RELEVANCE, direction: DESC }], first: 1, after: $after
  ) { totalCount pageInfo { endCursor hasNextPage } edges { score node { id } } }
}
"""


def vector(a: float, b: float) -> Vector:
    """Give a vector that the letters a and b would have."""
    length = (a * a + b * b) ** 0.5
    return (a / length, b / length) + (0.0,) * 24


def ask(store: BoltStore, query: str, **variables: Any) -> dict[str, Any]:
    return execute(store, query, variables, read_question=Reading)


@pytest.fixture
def said(store: BoltStore, extract: Extract) -> BoltStore:
    for id, (a, b) in {"near": (3, 1), "far": (1, 9), "nearest": (1, 0)}.items():
        extraction = extract(id)
        ids = [each.id for each in (*extraction.statements[:1], *extraction.events)]
        store.write(replace(extraction, vectors=dict.fromkeys(ids, vector(a, b))))
    return store


def test_the_most_alike_come_first_page_by_page(said: BoltStore) -> None:
    first = ask(said, QUERY, text="a")["data"]["statements"]
    second = ask(said, QUERY, text="a", after=first["pageInfo"]["endCursor"])["data"]["statements"]
    assert [page["totalCount"] for page in (first, second)] == [2, 2]
    assert [edge["node"]["id"].split(":")[0] for page in (first, second) for edge in page["edges"]] == [
        "nearest",
        "near",
    ]
    assert [edge["score"] for edge in first["edges"]] == [pytest.approx(1, abs=1e-6)]
    assert [edge["score"] for edge in second["edges"]] == [pytest.approx(0.9487, abs=1e-4)]
    assert not second["pageInfo"]["hasNextPage"]


def test_a_cursor_belongs_to_its_text(said: BoltStore) -> None:
    cursor = ask(said, QUERY, text="a")["data"]["statements"]["pageInfo"]["endCursor"]
    (error,) = ask(said, QUERY, text="b", after=cursor)["errors"]
    assert error["extensions"]["code"] == "BAD_CURSOR"


def test_events_are_similar_too_and_lead_to_what_is_said_of_them(said: BoltStore) -> None:
    where = 'similarTo: { text: "b", atLeast: 0.9 }'
    found = ask(
        said,
        f"{{ events(where: {{ {where} }}) {{ edges {{ score node {{ id }} }} }}"
        f" statements(where: {{ about: {{ some: {{ event: {{ {where} }} }} }} }}) {{ totalCount }} }}",
    )["data"]
    assert [(edge["score"], edge["node"]["id"].split(":")[0]) for edge in found["events"]["edges"]] == [(None, "far")]
    assert found["statements"]["totalCount"] == 1


def test_full_text_has_a_score_too(said: BoltStore) -> None:
    query = (
        '{ statements(where: { text: { matches: "maneuvers" } }, orderBy: [{ field: RELEVANCE, direction: DESC }])'
        " { edges { score } } }"
    )
    scores = [edge["score"] for edge in ask(said, query)["data"]["statements"]["edges"]]
    assert len(scores) == 3
    assert all(score > 0 for score in scores) and scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("similar", "message"),
    [
        ('{ text: " " }', "is empty"),
        ('{ text: "a", atLeast: 2 }', "least similarity is 2.0"),
    ],
)
def test_what_cannot_be_compared_is_refused(embedded_store: BoltStore, similar: str, message: str) -> None:
    (error,) = ask(embedded_store, f"{{ statements(where: {{ similarTo: {similar} }}) {{ totalCount }} }}")["errors"]
    assert message in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"

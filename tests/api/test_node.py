"""``node`` and ``nodes``: any noun by its id alone, as Relay's clients fetch it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.schema import execute
from graph.model import Extraction
from graph.neo4j_store import BoltStore
from graph.reading import Reading

IDS = {
    "sources": ("Source", "example"),
    "runs": ("Run", "run1"),
    "roles": ("Role", "person:natalia-huminiuk|spokesperson|southern operations command"),
    "articles": ("Article", "a1"),
    "actors": ("Actor", "person:natalia-huminiuk"),
    "places": ("Place", "place:630336"),
    "events": ("Event", "a1:COOPERATE:116"),
    "statements": ("Statement", "a1:91:104:67"),
}
PARTS = """
fragment Who on Actor { name statements(first: 1) { id act } }
fragment Any on Node { id ... on Place { country } ...Said }
fragment Said on Statement { speaker { ... on Node { id ... on Article { title } } ...Who } }
"""
NODE = """query ($id: ID!, $no: Boolean = false) { node(id: $id) { __typename same: id ...Any ...Who
  ... on Article { title statements(first: 1) { act } } ... on Event { type start }
  ... on Actor @include(if: $no) { kind }
} }"""


def data(store: Any, query: str, **variables: Any) -> dict[str, Any]:
    response = ask(store, query, **variables)
    assert "errors" not in response, response["errors"]
    found: dict[str, Any] = response["data"]
    return found


def ask(store: Any, query: str, **variables: Any) -> dict[str, Any]:
    return execute(store, query, variables, read_question=lambda question: Reading(question, unread=(question,)))


@pytest.mark.parametrize("field", IDS)
def test_every_noun_is_found_by_the_id_that_it_is_met_with(six_articles: BoltStore, field: str) -> None:
    kind, id = IDS[field]
    met = data(six_articles, f"{{ {field}(first: 100) {{ edges {{ node {{ id }} }} }} }}")[field]["edges"]
    assert {"node": {"id": id}} in met
    for edge in met:
        found = data(six_articles, "query ($id: ID!) { node(id: $id) { __typename id } }", id=edge["node"]["id"])
        assert found["node"] == {"__typename": kind, "id": edge["node"]["id"]}


def test_fragments_read_what_is_of_the_type_that_was_found(six_articles: BoltStore) -> None:
    found = {kind: data(six_articles, NODE + PARTS, id=id)["node"] for kind, id in IDS.values()}
    person = {"name": "Natalia Huminiuk", "statements": [{"id": "a2:91:104:67", "act": "CLAIM"}]}
    shown = {kind: {"__typename": kind, "same": id, "id": id} for kind, id in IDS.values()}
    assert found == {
        **{kind: shown[kind] for kind in ("Source", "Run", "Role")},
        "Article": {**shown["Article"], "title": "Drills a1", "statements": [{"act": "DENY"}]},
        "Actor": {**shown["Actor"], **person},
        "Place": {**shown["Place"], "country": "BLR"},
        "Event": {**shown["Event"], "type": "COOPERATE", "start": "2023-01-16"},
        "Statement": {**shown["Statement"], "speaker": {"id": "person:natalia-huminiuk", **person}},
    }


def test_one_query_finds_nouns_of_several_types_in_the_order_of_their_ids(six_articles: BoltStore) -> None:
    asked: list[Any] = []

    class Counting:
        def inquire(self, inquiry: Any) -> Any:
            asked.append(inquiry)
            return six_articles.inquire(inquiry)

    ids = ["state:RUS", "nobody", "a2", "state:RUS"]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Actor { name } } }"
    russia = {"id": "state:RUS", "__typename": "Actor", "name": "Russia"}
    assert data(Counting(), query, ids=ids) == {"nodes": [russia, None, {"id": "a2", "__typename": "Article"}, russia]}
    assert len(asked) == 1
    assert all(select.properties in (("id",), ("id", "name")) for select in asked[0].selects)
    assert data(six_articles, query, ids=[]) == {"nodes": []}


def test_an_id_of_nothing_is_null_and_too_many_are_refused(six_articles: BoltStore) -> None:
    assert data(six_articles, '{ node(id: "nobody") { id } }') == {"node": None}
    assert data(six_articles, '{ node(id: "a1") { __typename } }') == {"node": {"__typename": "Article"}}
    (error,) = ask(six_articles, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["a"] * 101)["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT" and "101 ids" in error["message"]


def test_an_article_with_the_id_of_another_noun_is_not_taken_for_it(
    embedded_store: BoltStore, extract: Callable[..., Extraction]
) -> None:
    embedded_store.write(extract("state:RUS"))
    try:
        (error,) = ask(embedded_store, '{ node(id: "state:RUS") { id } }')["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "`actor` or `article`" in error["message"]
    finally:
        embedded_store.delete("state:RUS")

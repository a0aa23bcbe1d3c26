"""Pages of every root connection: forward, backward, in every order, and what their cursors hold to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.orders import (
    ActorOrderField,
    ArticleOrderField,
    EventOrderField,
    PlaceOrderField,
    RoleOrderField,
    RunOrderField,
    SourceOrderField,
    StatementOrderField,
)
from api.schema import execute
from graph.model import Extraction
from graph.neo4j_store import BoltStore
from graph.reading import Reading

PERSON = "person:natalia-huminiuk"
FIELDS = {
    "sources": ("Source", SourceOrderField, '{name: {matches: "example"}}'),
    "runs": ("Run", RunOrderField, ""),
    "roles": ("Role", RoleOrderField, '{title: {matches: "spokesperson"}}'),
    "articles": ("Article", ArticleOrderField, '{text: {matches: "drills"}}'),
    "actors": ("Actor", ActorOrderField, '{name: {matches: "the ministry"}}'),
    "places": ("Place", PlaceOrderField, '{name: {matches: "belarus"}}'),
    "events": ("Event", EventOrderField, '{text: {matches: "drills"}}'),
    "statements": ("Statement", StatementOrderField, '{text: {matches: "the"}}'),
}
PAGE = """query (${arguments}) {{ {field}({given}) {{ totalCount
  pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} edges {{ cursor node {{ id }} }} }} }}"""
TYPES = {"first": "Int", "after": "String", "last": "Int", "before": "String"}


def ask(store: Any, field: str, **variables: Any) -> dict[str, Any]:
    noun = FIELDS[field][0]
    types = {**TYPES, "where": f"{noun}Where", "orderBy": f"[{noun}Order!]"}
    query = PAGE.format(
        field=field,
        arguments=", $".join(f"{name}: {kind}" for name, kind in types.items()),
        given=", ".join(f"{name}: ${name}" for name in types),
    )
    return execute(store, query, variables, read_question=lambda question: Reading(question, unread=(question,)))


def page(store: Any, field: str, **variables: Any) -> dict[str, Any]:
    response = ask(store, field, **variables)
    assert "errors" not in response, response["errors"]
    connection: dict[str, Any] = response["data"][field]
    return connection


def walk(store: Any, field: str, size: int, *, is_backward: bool, **variables: Any) -> list[str]:
    ids: list[str] = []
    cursor = None
    while True:
        given = {"last": size, "before": cursor} if is_backward else {"first": size, "after": cursor}
        found = page(store, field, **given, **variables)
        here = [edge["node"]["id"] for edge in found["edges"]]
        ids = here + ids if is_backward else ids + here
        more = found["pageInfo"]["hasPreviousPage" if is_backward else "hasNextPage"]
        other = found["pageInfo"]["hasNextPage" if is_backward else "hasPreviousPage"]
        assert other is (cursor is not None)
        if not more:
            return ids
        cursor = found["pageInfo"]["startCursor" if is_backward else "endCursor"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_order_pages_forward_and_backward(six_articles: BoltStore, field: str) -> None:
    _, orders, matching = FIELDS[field]
    for order in orders:
        variables: dict[str, Any] = {"orderBy": [{"field": order.name, "direction": "DESC"}]}
        if order.name == "RELEVANCE":
            variables["where"] = {"and": [_variable(matching)]}
        whole = page(six_articles, field, first=100, **variables)
        ids = [edge["node"]["id"] for edge in whole["edges"]]
        assert len(set(ids)) == whole["totalCount"] > 0
        assert walk(six_articles, field, 5, is_backward=False, **variables) == ids
        assert walk(six_articles, field, 5, is_backward=True, **variables) == ids


def _variable(where: str) -> dict[str, Any]:
    name, words = where.strip("{}").split(": {matches: ")
    return {name: {"matches": words.strip('"')}}


@pytest.mark.parametrize(
    ("field", "order", "expected"),
    [
        ("actors", [("STATEMENT_COUNT", "DESC"), ("NAME", "DESC")], [PERSON, "group:the-ministry@a0"]),
        ("actors", [("STATEMENT_COUNT", "ASC"), ("NAME", "ASC")], ["state:BLR", "state:RUS"]),
        ("actors", [("EVENT_COUNT", "DESC"), ("NAME", "DESC")], ["state:RUS", "state:BLR"]),
        ("actors", [("LAST_SAID_AT", "DESC")], [PERSON]),
        ("articles", [("PUBLISHED", "DESC")], ["a4", "a3", "a1", "a0", "a5", "a2"]),
        ("articles", [("PUBLISHED", "ASC")], ["a2", "a5", "a0", "a1", "a3", "a4"]),
        ("statements", [("ARTICLE_PUBLISHED", "DESC")], ["a4:ministry", "a4:91:104:67", "a3:ministry"]),
        ("statements", [("ACT", "ASC"), ("ARTICLE_PUBLISHED", "ASC")], ["a2:91:104:67", "a5:91:104:67"]),
        ("statements", [("ARTICLE_PUBLISHED", "DESC"), ("SPEAKER_NAME", "ASC")], ["a3:91:104:67", "a4:91:104:67"]),
        ("statements", [("ARTICLE_PUBLISHED", "ASC"), ("SPEAKER_NAME", "DESC")], ["a2:ministry", "a5:ministry"]),
        ("statements", [("SPEAKER_COUNTRY", "ASC"), ("CONFIDENCE", "DESC")], ["a2:ministry", "a5:ministry"]),
        ("articles", [("STATEMENT_COUNT", "DESC"), ("PUBLISHED", "DESC")], ["a4", "a3"]),
        ("articles", [("SOURCE", "ASC")], ["a3"]),
        ("sources", [("ARTICLE_COUNT", "ASC"), ("NAME", "ASC")], ["example.org", "example"]),
        ("sources", [("LAST_PUBLISHED", "DESC")], ["example", "example.org"]),
        ("runs", [("STARTED", "DESC")], ["run1"]),
        ("events", [("LAST_PUBLISHED", "DESC"), ("PLACE_NAME", "ASC")], ["a3:COOPERATE:116", "a4:COOPERATE:116"]),
    ],
)  # fmt: skip
def test_several_keys_sort_one_after_another(
    six_articles: BoltStore, field: str, order: list[tuple[str, str]], expected: list[str]
) -> None:
    keys = [{"field": name, "direction": direction} for name, direction in order]
    found = page(six_articles, field, first=len(expected), orderBy=keys)
    assert [edge["node"]["id"] for edge in found["edges"]] == expected


def test_the_best_match_comes_first_by_relevance(embedded_store: BoltStore, extract: Callable[..., Extraction]) -> None:
    text = extract().document.text
    embedded_store.write(extract("a0", text=text))
    embedded_store.write(extract("rare", text=f"Drills, drills and drills. {text}"))
    try:
        order = [{"field": "RELEVANCE", "direction": "DESC"}]
        found = page(embedded_store, "articles", first=1, where={"text": {"matches": "drills"}}, orderBy=order)
        assert [edge["node"]["id"] for edge in found["edges"]] == ["rare"]
    finally:
        embedded_store.delete("rare")


def test_relevance_without_a_text_to_match_is_refused(six_articles: BoltStore) -> None:
    order = [{"field": "RELEVANCE"}]
    for where in ({}, {"or": [{"text": {"matches": "drills"}}, {"id": {"eq": "a1"}}]}):
        (error,) = ask(six_articles, "articles", where=where, orderBy=order)["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "matches" in error["message"]


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"where": {"country": {"eq": "RUS"}}}, "another filter"),
        ({"orderBy": [{"field": "NAME"}]}, "another order"),
        ({"orderBy": [{"field": "STATEMENT_COUNT"}]}, "another order"),
    ],
)
@pytest.mark.parametrize("side", ["after", "before"])
def test_a_cursor_of_another_question_is_refused(
    six_articles: BoltStore, side: str, other: dict[str, Any], fault: str
) -> None:
    cursor = page(six_articles, "actors", first=1)["pageInfo"]["endCursor"]
    (error,) = ask(six_articles, "actors", **{side: cursor}, **other)["errors"]
    assert error["extensions"]["code"] == "BAD_CURSOR"
    assert fault in error["message"]


def test_a_window_between_two_cursors_is_open_to_both_sides(six_articles: BoltStore) -> None:
    cursors = [edge["cursor"] for edge in page(six_articles, "actors")["edges"]]
    between = page(six_articles, "actors", after=cursors[1], before=cursors[4])
    assert [edge["cursor"] for edge in between["edges"]] == cursors[2:4]
    assert between["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": True,
        "startCursor": cursors[2],
        "endCursor": cursors[3],
    }
    assert between["totalCount"] == len(cursors)
    last = page(six_articles, "actors", after=cursors[1], before=cursors[4], last=1)
    assert [edge["cursor"] for edge in last["edges"]] == cursors[3:4]


def test_what_is_written_between_two_pages_moves_nothing(
    six_articles: BoltStore, extract: Callable[..., Extraction]
) -> None:
    first = page(six_articles, "articles", first=3)
    six_articles.write(extract("a-new", published="1999"))
    six_articles.delete("a1")
    try:
        rest = page(six_articles, "articles", first=9, after=first["pageInfo"]["endCursor"])
        back = page(six_articles, "articles", last=9, before=first["pageInfo"]["endCursor"])
        assert [edge["node"]["id"] for edge in first["edges"]] == ["a2", "a5", "a0"]
        assert [edge["node"]["id"] for edge in rest["edges"]] == ["a3", "a4"]
        assert [edge["node"]["id"] for edge in back["edges"]] == ["a2", "a5", "a-new"]
    finally:
        six_articles.delete("a-new")


def test_what_lies_before_a_page_is_looked_up(six_articles: BoltStore, extract: Callable[..., Extraction]) -> None:
    six_articles.write(extract("a-first", published="1999"))
    cursor = page(six_articles, "articles", first=3)["edges"][-1]["cursor"]
    assert page(six_articles, "articles", after=cursor, where={})["pageInfo"]["hasPreviousPage"] is True
    order = [{"field": "PUBLISHED", "direction": "DESC"}]
    cursor = page(six_articles, "articles", last=1, orderBy=order, where={"published": {"lt": "2000"}})["edges"][0][
        "cursor"
    ]
    six_articles.delete("a-first")
    gone = page(six_articles, "articles", after=cursor, orderBy=order, where={"published": {"lt": "2000"}})
    assert gone["edges"] == [] and gone["pageInfo"]["hasPreviousPage"] is False


def test_an_answer_is_paged_backward_too(six_articles: BoltStore) -> None:
    query = """query ($last: Int, $before: String) { ask(question: "?") { statements(last: $last, before: $before) {
      pageInfo { hasPreviousPage startCursor } edges { node { id } } } } }"""

    def asked(**variables: Any) -> dict[str, Any]:
        response = execute(
            six_articles, query, variables, read_question=lambda question: Reading(question, acts=("DENY",))
        )
        connection: dict[str, Any] = response["data"]["ask"]["statements"]
        return connection

    last = asked(last=2)
    rest = asked(last=2, before=last["pageInfo"]["startCursor"])
    assert [edge["node"]["id"] for edge in rest["edges"] + last["edges"]] == [
        "a0:91:104:67",
        "a1:91:104:67",
        "a4:91:104:67",
    ]
    assert (last["pageInfo"]["hasPreviousPage"], rest["pageInfo"]["hasPreviousPage"]) == (True, False)

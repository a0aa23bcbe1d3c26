from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import pytest

from api.access import Access, Key, hash_of, new_key
from api.profiles import Profile
from graph.errors import DocumentError
from graph.neo4j_store import BoltStore
from graph.store import Outcome
from tests.conftest import extraction_of
from tests.serving import Send, api_of, sender, served

INGEST = """
mutation Ingest($documents: [DocumentInput!]!) { ingest(documents: $documents) { id outcome reason } }
"""
DELETE = "mutation ($id: ID!) { deleteArticle(id: $id) }"
READER, WRITER = new_key(), new_key()
WRITABLE = Profile(is_writable=True)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as running:
        yield running


def ingest_into(store: BoltStore) -> Any:
    """Write the article of a hand-made extraction for each document that has the text of one."""

    def ingest(given: Sequence[Mapping[str, object]]) -> list[Outcome | DocumentError]:
        return [
            DocumentError(str(one["id"]), "field 'text' is missing")
            if not one["text"]
            else store.write(extraction_of(str(one["id"]), source=str(one.get("source", "Example"))))
            for one in given
        ]

    return ingest


def post(send: Send, query: str, variables: dict[str, Any], **headers: str) -> Any:
    return send("POST", "/graphql", json={"query": query, "variables": variables}, headers=headers)


@pytest.fixture
def send(store: BoltStore, runner: asyncio.Runner) -> Send:
    return sender(api_of(store, ingest=ingest_into(store), profile=WRITABLE), runner)


def test_each_document_has_its_outcome_in_the_order_given(send: Send) -> None:
    documents = [{"id": "b", "text": "words"}, {"id": "bad", "text": ""}, {"id": "a", "text": "words"}]
    answered = post(send, INGEST, {"documents": documents}).json()["data"]["ingest"]
    assert answered == [
        {"id": "b", "outcome": "NEW", "reason": None},
        {"id": "bad", "outcome": "REFUSED", "reason": "field 'text' is missing"},
        {"id": "a", "outcome": "NEW", "reason": None},
    ]
    again = post(send, INGEST, {"documents": [documents[0], {**documents[2], "source": "Other"}]}).json()
    assert [one["outcome"] for one in again["data"]["ingest"]] == ["UNCHANGED", "CHANGED"]
    found = send("POST", "/graphql", json={"query": "{ articles { totalCount } }"}).json()
    assert found["data"]["articles"]["totalCount"] == 2


def test_deleting_says_whether_there_was_such_an_article(send: Send) -> None:
    post(send, INGEST, {"documents": [{"id": "a", "text": "words"}]})
    told = [post(send, DELETE, {"id": id}).json()["data"]["deleteArticle"] for id in ("a", "a", "nope")]
    assert told == [True, False, False]
    left = send("POST", "/graphql", json={"query": "{ articles { totalCount } actors { totalCount } }"}).json()
    assert left["data"] == {"articles": {"totalCount": 0}, "actors": {"totalCount": 0}}


def test_mutations_of_one_operation_are_carried_out_one_after_another(send: Send) -> None:
    query = """mutation ($documents: [DocumentInput!]!) {
      first: ingest(documents: $documents) { outcome } gone: deleteArticle(id: "a")
      second: ingest(documents: $documents) { outcome } }"""
    data = post(send, query, {"documents": [{"id": "a", "text": "words"}]}).json()["data"]
    assert data == {"first": [{"outcome": "NEW"}], "gone": True, "second": [{"outcome": "NEW"}]}


def test_only_fields_that_are_given_are_handed_on(embedded_store: BoltStore, runner: asyncio.Runner) -> None:
    handed: list[Mapping[str, object]] = []

    def ingest(given: Sequence[Mapping[str, object]]) -> list[Outcome]:
        handed.extend(given)
        return [Outcome("x", "new") for _ in given]

    send = sender(api_of(embedded_store, ingest=ingest, profile=WRITABLE), runner)
    post(send, INGEST, {"documents": [{"text": "one"}, {"text": "two", "title": None, "author": "Ann"}]})
    assert handed == [{"text": "one"}, {"text": "two", "title": None, "author": "Ann"}]


def test_mutations_are_off_unless_they_are_turned_on(embedded_store: BoltStore, runner: asyncio.Runner) -> None:
    send = sender(api_of(embedded_store), runner)
    refused = post(send, DELETE, {"id": "a"})
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["extensions"]["code"] == "WRITES_DISABLED"


def test_an_application_without_a_reader_says_so(embedded_store: BoltStore, runner: asyncio.Runner) -> None:
    send = sender(api_of(embedded_store, profile=WRITABLE), runner)
    answered = post(send, INGEST, {"documents": [{"text": "one"}]}).json()
    assert answered["errors"][0]["extensions"]["code"] == "WRITES_DISABLED"


@pytest.mark.parametrize(("key", "status"), [(READER, 403), (WRITER, 200), ("nope", 401)], ids=["read", "write", "no"])
def test_the_scope_write_is_needed(embedded_store: BoltStore, runner: asyncio.Runner, key: str, status: int) -> None:
    access = Access({hash_of(READER): Key("reader", "read"), hash_of(WRITER): Key("writer", "write")})
    send = sender(api_of(embedded_store, profile=Profile(access=access, is_writable=True)), runner)
    assert post(send, DELETE, {"id": "nope"}, Authorization=f"Bearer {key}").status_code == status


def test_queries_are_answered_while_documents_are_read_one_request_after_another(embedded_store: BoltStore) -> None:
    reading, done = threading.Event(), threading.Event()
    most, under_way = 0, 0

    def ingest(given: Sequence[Mapping[str, object]]) -> list[Outcome]:
        nonlocal most, under_way
        under_way += 1
        most = max(most, under_way)
        reading.set()
        done.wait(20)
        under_way -= 1
        return [Outcome("x", "new") for _ in given]

    app = api_of(embedded_store, ingest=ingest, profile=WRITABLE, concurrency=1)
    body = {"query": INGEST, "variables": {"documents": [{"text": "one"}]}}
    with served(app) as address, ThreadPoolExecutor(3) as pool:
        writing = [pool.submit(httpx.post, f"{address}/graphql", json=body, timeout=30) for _ in range(3)]
        assert reading.wait(20)
        asked = httpx.post(f"{address}/graphql", json={"query": "{ articles { totalCount } }"}, timeout=10)
        done.set()
        assert [one.result().json()["data"]["ingest"][0]["outcome"] for one in writing] == ["NEW"] * 3
    assert "totalCount" in asked.json()["data"]["articles"]
    assert most == 1

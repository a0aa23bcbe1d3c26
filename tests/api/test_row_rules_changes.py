"""Mutations and subscriptions of a client whom row rules keep from some articles."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from api.access import Access, Client, Key, hash_of, new_key
from api.account import Account
from api.broadcast import Broadcast, Progress
from api.http import GraphQLEndpoint
from api.profiles import Profile
from api.requests import Operation
from api.rules import Rules
from graph.errors import DocumentError
from graph.model import Extraction
from graph.neo4j_store import BoltStore
from graph.reading import Reading
from graph.store import Outcome
from graph.visibility import Visibility
from tests.conftest import extraction_of
from tests.serving import Send, api_of, sender

EDITOR = new_key()
AGENCY = Visibility(("Agency",), ("agency",))
ACCESS = Access(
    {hash_of(EDITOR): Key("editor", "write", row_scopes=("read:agency",))},
    rules=Rules(Visibility(), {"read:agency": AGENCY}),
)
INGEST = "mutation ($documents: [DocumentInput!]!) { ingest(documents: $documents) { outcome reason } }"
DELETE = "mutation ($id: ID!) { deleteArticle(id: $id) }"
ADDED = "subscription { statementAdded { article { id } } }"


def article(id: str, source: str | None, *labels: str) -> Extraction:
    made = extraction_of(id, source=source)
    return replace(made, document=replace(made.document, labels=labels))


def ingest_into(store: BoltStore) -> Any:
    """Write the article of a hand-made extraction for each document, to the store as the client sees it."""

    def written(seen: BoltStore, given: Mapping[str, Any]) -> Outcome | DocumentError:
        try:
            return seen.write(article(given["id"], given["source"], *given.get("labels", ())))
        except DocumentError as refusal:
            return refusal

    def ingest(
        given: Sequence[Mapping[str, Any]], *, visibility: Visibility | None = None
    ) -> list[Outcome | DocumentError]:
        seen = store if visibility is None else store.seen_by(visibility)
        return [written(seen, one) for one in given]

    return ingest


@pytest.fixture
def send(store: BoltStore) -> Iterator[Send]:
    store.write(article("agency", "Agency"))
    store.write(article("kept", "Secret Gazette", "embargo"))
    profile = Profile(access=ACCESS, is_writable=True)
    with asyncio.Runner() as runner:
        yield sender(api_of(store, profile=profile, ingest=ingest_into(store)), runner)


def asked(send: Send, query: str, **variables: Any) -> Any:
    body = {"query": query, "variables": variables}
    answered = send("POST", "/graphql", json=body, headers={"x-api-key": EDITOR}).json()
    assert "errors" not in answered, answered["errors"]
    return answered["data"]


def test_an_article_that_is_kept_back_is_not_found_to_be_deleted(send: Send, store: BoltStore) -> None:
    deleted = {id: asked(send, DELETE, id=id)["deleteArticle"] for id in ("kept", "nope", "agency")}
    assert deleted == {"kept": False, "nope": False, "agency": True}
    assert store.delete("kept").state == "changed"


@pytest.mark.parametrize(
    ("id", "source", "labels", "outcome"),
    [
        ("new", "Agency", [], "NEW"),
        ("new", "Secret Gazette", ["agency"], "NEW"),
        ("new", "Secret Gazette", [], "REFUSED"),
        ("new", None, [], "REFUSED"),
        ("kept", "Agency", [], "REFUSED"),
        ("agency", "Secret Gazette", [], "REFUSED"),
        ("agency", "Agency", ["sport"], "CHANGED"),
        ("agency", "Agency", [], "UNCHANGED"),
    ],
)
def test_only_what_may_be_seen_is_written_and_replaced(
    send: Send, store: BoltStore, id: str, source: str | None, labels: list[str], outcome: str
) -> None:
    document = {"id": id, "text": "words", "source": source, "labels": labels}
    (told,) = asked(send, INGEST, documents=[document])["ingest"]
    assert told["outcome"] == outcome
    assert "Secret" not in str(told)
    assert store.write(article("kept", "Secret Gazette", "embargo")).state == "unchanged"


def endpoint_of(store: BoltStore, told: Broadcast) -> GraphQLEndpoint:
    return GraphQLEndpoint(
        store,
        read_question=lambda question: Reading(question),
        ingest=None,
        broadcast=told,
        concurrency=4,
        profile=Profile(),
    )


def test_subscribers_of_one_question_are_told_only_what_each_may_see(store: BoltStore) -> None:
    """They ask the same, so that they would share what the store is asked if they saw the same."""
    told = Broadcast()

    async def talk() -> list[list[str]]:
        endpoint = endpoint_of(store, told)
        clients = [Client("all", "read"), Client("agency", "read", AGENCY)]
        streams = [endpoint.stream(Operation(ADDED, {}), Account(client=client)) for client in clients]
        firsts = [asyncio.create_task(anext(stream)) for stream in streams]
        while len(told._listeners) < 2:
            await asyncio.sleep(0.01)
        for id, source in (("kept", "Secret Gazette"), ("agency", "Agency")):
            outcome = await asyncio.to_thread(store.write, article(id, source))
            told.tell(Progress("i1", 1, 2, outcome))
        heard = []
        for first, stream in zip(firsts, streams, strict=True):
            responses = [await first, await anext(stream)]
            heard.append([each["data"]["statementAdded"]["article"]["id"] for each in responses])
            await stream.aclose()
        return heard

    assert asyncio.run(talk()) == [["kept", "kept"], ["agency", "agency"]]


@pytest.mark.parametrize(("client", "code"), [(Client("agency", "read", AGENCY), "FORBIDDEN")])
def test_the_progress_of_ingests_is_told_to_those_who_may_see_everything(
    store: BoltStore, client: Client, code: str
) -> None:
    async def talk() -> Any:
        stream = endpoint_of(store, Broadcast()).stream(
            Operation("subscription { ingestProgress { done } }", {}), Account(client=client)
        )
        return [response async for response in stream]

    (response,) = asyncio.run(asyncio.wait_for(talk(), 20))
    assert response["errors"][0]["extensions"]["code"] == code
    assert not response.get("data")


def test_who_sees_a_part_can_not_come_to_see_another(store: BoltStore) -> None:
    with pytest.raises(ValueError, match="a part of a store already"):
        store.seen_by(AGENCY).seen_by(Visibility(("Secret Gazette",)))

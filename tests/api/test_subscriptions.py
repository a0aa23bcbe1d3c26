from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx2 as httpx
import pytest
import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from api import broadcast as broadcasting
from api.access import Access, Key, hash_of, new_key
from api.broadcast import Broadcast, Feeds, Progress
from api.limits import Limits
from api.persisted import Persisted
from api.profiles import Profile
from graph.errors import DocumentError
from graph.neo4j_store import BoltStore
from graph.plan import Find, Select
from graph.tally import Outcome
from tests.conftest import extraction_of
from tests.serving import api_of, served

ADDED = "subscription Added($where: StatementWhere) { statementAdded(where: $where) { id act speaker { name } } }"
PROGRESS = "subscription { ingestProgress { ingest done total result { id outcome reason } } }"
PROTOCOL = Subprotocol("graphql-transport-ws")
KEY = new_key()
SSE = {"Accept": "text/event-stream"}


class Counting:
    """The store, with what it was asked."""

    def __init__(self, store: BoltStore) -> None:
        self._store = store
        self.finds: list[Find] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def find(self, find: Find) -> Any:
        self.finds.append(find)
        return self._store.find(find)


@pytest.fixture
def counting(store: BoltStore) -> Counting:
    return Counting(store)


@pytest.fixture
def told() -> Broadcast:
    return Broadcast()


@pytest.fixture
def url(counting: Counting, told: Broadcast) -> Iterator[str]:
    with served(api_of(counting, broadcast=told)) as address:
        yield f"{address}/graphql"


def ingest(store: Any, told: Broadcast, id: str, *, act: str = "EXPRESS_CONCERN") -> Outcome:
    """Write an article and tell of it, as an ingest does."""
    outcome: Outcome = store.write(extraction_of(id, act=act))
    told.tell(Progress("i1", 1, 1, outcome))
    return outcome


@asynccontextmanager
async def socket(url: str, payload: dict[str, Any] | None = None, **options: Any) -> AsyncIterator[ClientConnection]:
    async with connect(url.replace("http", "ws", 1), subprotocols=[PROTOCOL], **options) as connection:
        await connection.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await connection.recv())["type"] == "connection_ack"
        yield connection


async def say(connection: ClientConnection, query: str, id: str = "1", **payload: Any) -> None:
    await connection.send(json.dumps({"id": id, "type": "subscribe", "payload": {"query": query, **payload}}))


async def hear(connection: ClientConnection) -> Any:
    return json.loads(await asyncio.wait_for(connection.recv(), 10))


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.01)


def listening(told: Broadcast) -> int:
    return len(told._listeners)


async def events(response: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    name = ""
    async for line in response.aiter_lines():
        kind, _, rest = line.partition(":")
        if kind == "event":
            name = rest.strip()
        elif kind == "data":
            yield name, json.loads(rest) if rest.strip() else None


def test_a_statement_is_told_over_a_websocket_when_its_article_is_stored(
    url: str, counting: Counting, told: Broadcast
) -> None:
    async def talk() -> list[Any]:
        async with socket(url) as connection:
            await say(connection, ADDED, variables={"where": {"act": {"eq": "DENY"}}})
            await until(lambda: listening(told) == 1)
            await asyncio.to_thread(ingest, counting, told, "other")
            await asyncio.to_thread(ingest, counting, told, "denied", act="DENY")
            heard = [await hear(connection)]
            await connection.send(json.dumps({"id": "1", "type": "complete"}))
            await until(lambda: listening(told) == 0)
            return heard

    [message] = asyncio.run(talk())
    assert (message["type"], message["id"]) == ("next", "1")
    statement = message["payload"]["data"]["statementAdded"]
    assert statement["id"].startswith("denied:")
    assert (statement["act"], statement["speaker"]) == ("DENY", {"name": "Natalia Huminiuk"})


def test_equal_subscriptions_share_one_query_for_each_article(url: str, counting: Counting, told: Broadcast) -> None:
    async def talk() -> list[Any]:
        async with socket(url) as one, socket(url) as other:
            for number in range(10):
                await say(one, ADDED, str(number))
                await say(other, ADDED.replace("n Added", "n Other"), str(number), variables={"where": None})
            await until(lambda: sum(len(feed.readers) for feed in feeds_of(told)) == 20)
            await asyncio.to_thread(ingest, counting, told, "a")
            return [await hear(each) for each in (one, other) for _ in range(10)]

    heard = asyncio.run(talk())
    assert {message["payload"]["data"]["statementAdded"]["act"] for message in heard} == {"EXPRESS_CONCERN", "STATE"}
    assert len(counting.finds) == 1


def feeds_of(told: Broadcast) -> list[Any]:
    return [listener.__self__ for listener in told._listeners]  # type: ignore[attr-defined]


def test_progress_is_told_as_events_of_a_response(url: str, told: Broadcast) -> None:
    outcomes = [Outcome("a", "new"), DocumentError("b", "is empty"), Outcome("c", "unchanged")]

    async def talk() -> list[Any]:
        async with (
            httpx.AsyncClient() as client,
            client.stream("POST", url, json={"query": PROGRESS}, headers=SSE) as response,
        ):
            assert response.headers["content-type"].startswith("text/event-stream")
            await until(lambda: listening(told) == 1)
            for number, outcome in enumerate(outcomes, 1):
                told.tell(Progress("i7", number, 3, outcome))
            heard = []
            async for event in events(response):
                heard.append(event)
                if len(heard) == 3:
                    return heard
        raise AssertionError("ended early")

    heard = asyncio.run(talk())
    rows = [content["data"]["ingestProgress"] for name, content in heard if name == "next"]
    assert [(row["ingest"], row["done"], row["total"]) for row in rows] == [("i7", 1, 3), ("i7", 2, 3), ("i7", 3, 3)]
    assert [row["result"] for row in rows] == [
        {"id": "a", "outcome": "NEW", "reason": None},
        {"id": "b", "outcome": "REFUSED", "reason": "is empty"},
        {"id": "c", "outcome": "UNCHANGED", "reason": None},
    ]


def test_a_client_that_goes_is_followed_no_more(url: str, told: Broadcast) -> None:
    async def talk() -> None:
        async with (
            httpx.AsyncClient() as client,
            client.stream("POST", url, json={"query": PROGRESS}, headers=SSE),
        ):
            await until(lambda: listening(told) == 1)
        await until(lambda: listening(told) == 0)

    asyncio.run(talk())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_query_is_answered_by_one_event(url: str, method: str) -> None:
    asked = {"query": "{ articles { totalCount } }"}
    given: dict[str, Any] = {"params": asked} if method == "GET" else {"json": asked}
    text = httpx.request(method, url, headers=SSE, **given).text
    first, second, end = text.split("\n\n")
    assert first.startswith("event: next\ndata: ") and second == "event: complete\ndata:" and end == ""
    assert json.loads(first.partition("data: ")[2])["data"] == {"articles": {"totalCount": 0}}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription { nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { statementAdded { about(first: -1) { role } } }", "BAD_USER_INPUT"),
        ("subscription { statementAdded { about(first: 101) { role } } }", "PAGE_TOO_LARGE"),
        ('mutation { deleteArticle(id: "a") }', "WRITES_DISABLED"),
    ],
    ids=lambda value: value if value.isupper() else "",
)
def test_what_is_refused_is_told_with_its_code(url: str, query: str, code: str) -> None:
    async def talk() -> Any:
        async with socket(url) as connection:
            await say(connection, query)
            return await hear(connection)

    message = asyncio.run(talk())
    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == code
    event = httpx.post(url, json={"query": query}, headers=SSE).text.partition("data: ")[2].partition("\n")[0]
    assert json.loads(event)["errors"][0]["extensions"]["code"] == code


def test_a_subscription_is_not_answered_as_json(url: str) -> None:
    refused = httpx.post(url, json={"query": PROGRESS})
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (400, "NOT_STREAMED")


def test_a_subscription_past_the_limit_is_refused(counting: Counting, told: Broadcast) -> None:
    async def talk(url: str) -> Any:
        async with socket(url) as connection:
            await say(connection, PROGRESS)
            await until(lambda: listening(told) == 1)
            await say(connection, PROGRESS, "2")
            message = await hear(connection)
            async with socket(url) as other:
                await say(other, PROGRESS)
                return message, await hear(other)

    profile = Profile(Limits(subscriptions=1))
    with (
        structlog.testing.capture_logs() as logged,
        served(api_of(counting, broadcast=told, profile=profile)) as address,
    ):
        assert httpx.post(f"{address}/graphql", json={"query": "{ __typename }"}).status_code == 200
        message, other = asyncio.run(talk(f"{address}/graphql"))
    structlog.reset_defaults()
    assert (message["id"], message["type"]) == ("2", "error")
    assert other["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
    lines = [(line["kind"], line["status"]) for line in logged if line["event"] == "request"]
    assert lines == [("query", 200), ("subscription", 200), ("subscription", 503)]


def test_a_registered_document_is_named_instead_of_sent(counting: Counting, told: Broadcast) -> None:
    async def talk(url: str) -> list[Any]:
        async with socket(url) as connection:
            await connection.send('{"id": "1", "type": "subscribe", "payload": {"documentId": "one"}}')
            named = await hear(connection)
            assert (await hear(connection))["type"] == "complete"
            await say(connection, PROGRESS, "2")
            return [named["payload"]["data"], (await hear(connection))["payload"][0]["extensions"]["code"]]

    profile = Profile(persisted=Persisted({"one": "{ articles { totalCount } }"}, is_only=True))
    with served(api_of(counting, broadcast=told, profile=profile)) as address:
        heard = asyncio.run(talk(f"{address}/graphql"))
    assert heard == [{"articles": {"totalCount": 0}}, "DOCUMENT_NOT_TRUSTED"]


def test_a_key_is_given_in_the_first_message_or_a_header(counting: Counting, told: Broadcast) -> None:
    profile = Profile(access=Access({hash_of(KEY): Key("reader", "read")}))

    async def answered(url: str, payload: dict[str, Any] | None, **options: Any) -> Any:
        async with socket(url, payload, **options) as connection:
            await say(connection, "{ __typename }")
            return (await hear(connection))["payload"]["data"]

    with (
        structlog.testing.capture_logs() as logged,
        served(api_of(counting, broadcast=told, profile=profile)) as address,
    ):
        url = f"{address}/graphql"
        bearer = {"Authorization": f"Bearer {KEY}"}
        assert asyncio.run(answered(url, bearer)) == {"__typename": "Query"}
        assert asyncio.run(answered(url, None, additional_headers=bearer)) == {"__typename": "Query"}
        for payload in (None, {"Authorization": "Bearer nope"}, {"Authorization": 5}):
            with pytest.raises(ConnectionClosed) as closed:
                asyncio.run(answered(url, payload))
            assert closed.value.rcvd is not None and closed.value.rcvd.code == 4403
        assert httpx.post(url, json={"query": PROGRESS}, headers=SSE).status_code == 401
    structlog.reset_defaults()
    lines = [(line["status"], line["codes"]) for line in logged if line["event"] == "request"]
    assert lines == [(200, [])] * 2 + [(401, ["UNAUTHENTICATED"])] * 4


@pytest.mark.parametrize(("origin", "is_let_in"), [("http://evil.example", False), (None, True), ("own", True)])
def test_a_page_of_another_site_opens_no_socket(url: str, origin: str | None, is_let_in: bool) -> None:
    own = url.removesuffix("/graphql") if origin == "own" else origin

    async def talk() -> bool:
        try:
            async with socket(url, origin=Origin(own) if own else None):
                return True
        except InvalidStatus:
            return False

    assert asyncio.run(talk()) is is_let_in


@pytest.mark.parametrize("text", ["[]", "5", "{", '{"type": 5}', '{"type": "subscribe", "id": 1, "payload": {}}', "{}"])
def test_what_is_no_message_closes_the_socket(url: str, text: str) -> None:
    async def talk() -> int:
        async with socket(url) as connection:
            await connection.send(text)
            with pytest.raises(ConnectionClosed) as closed:
                await hear(connection)
            assert closed.value.rcvd is not None
            return closed.value.rcvd.code

    assert asyncio.run(talk()) == 4400


def test_a_subscriber_that_is_too_slow_is_sent_away(told: Broadcast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasting, "MOST_PENDING", 2)

    async def run(blocking: Callable[[], Any]) -> Any:
        return blocking()

    async def follow() -> list[Any]:
        feeds = Feeds(told, run)
        slow, end_slow = feeds.subscribe("same", lambda progress: [progress.done])
        fast, end_fast = feeds.subscribe("same", lambda progress: [progress.done])
        rows = fast.rows()
        heard = []
        for number in range(4):
            told.tell(Progress("i", number, None, Outcome("a", "new")))
            heard.append(await anext(rows))
        with pytest.raises(Exception, match="more slowly") as slowed:
            await anext(slow.rows())
        assert slowed.value.extensions == {"code": "SUBSCRIBER_TOO_SLOW"}  # type: ignore[attr-defined]
        end_slow()
        assert listening(told) == 1
        end_fast()
        assert listening(told) == 0
        return heard

    assert asyncio.run(follow()) == [0, 1, 2, 3]


def test_plans_that_are_equal_are_one_key() -> None:
    assert len({replace(Find(_select()), first=3), replace(Find(_select()), first=3)}) == 1


def _select() -> Any:
    return Select("Statement", ("id",))

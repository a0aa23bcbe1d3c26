"""What a served application refuses before it asks the store, and what it tells of the rest."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, cast

import httpx2 as httpx
import pytest

from api import documents
from api.account import Account, MeteredStore
from api.documents import WORKING
from api.limits import DEFAULT_LIMITS
from api.profiles import Profile
from api.schema import execute
from graph.errors import StoreTimeout
from graph.page import Page
from graph.plan import Find, Select
from graph.reading import Reading
from tests.serving import api_of, sender

NEWER = {"accept": "application/graphql-response+json"}


class Waiting:
    """A store that gives empty pages, each when it is let."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.let = threading.Semaphore(0)

    def find(self, find: Find) -> Page:
        self.asked.release()
        assert self.let.acquire(timeout=30)
        return Page((), (), has_next=False, total=0)


@pytest.fixture
def store() -> Waiting:
    return Waiting()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def profile(**limits: Any) -> Profile:
    return Profile(replace(DEFAULT_LIMITS, **limits))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ __typename } #" + " " * 20_000, "QUERY_TOO_LONG"),
        ("{ " + "a " * 2_001 + "}", "TOO_MANY_TOKENS"),
        ("{ " + "a { " * 900, "TOO_DEEP"),
        ("{ statements { edges { node { " + "parent { " * 20 + "id" + " }" * 24, "TOO_DEEP"),
        ("{ " + " ".join(f"a{n}: __typename" for n in range(51)) + "}", "TOO_MANY_ALIASES"),
        ("{ " + "actors { totalCount } " * 20 + "articles { totalCount } }", "TOO_MANY_ROOTS"),
        ("{ actors { " + "totalCount " * 500 + "} }", "TOO_MANY_REPEATS"),
        ("{ actors { totalCount " + "@skip(if: false) " * 21 + "} }", "TOO_MANY_DIRECTIVES"),
        ("{ actors { " + "...F " * 51 + "} } fragment F on ActorConnection { totalCount }", "TOO_MANY_FRAGMENTS"),
        ("query (" + " ".join(f"$v{n}: Int" for n in range(51)) + ") { __typename }", "TOO_MANY_VARIABLES"),
        ("{ articles(first: 101) { totalCount } }", "PAGE_TOO_LARGE"),
        (
            "{ articles(first: 100) { edges { node { statements(first: 100) { about(first: 100) { role } } } } } }",
            "COST_TOO_HIGH",
        ),
        ("{ actors ", "GRAPHQL_PARSE_FAILED"),
    ],
    ids=lambda value: value if value.isupper() else "",
)
def test_a_query_past_a_limit_is_refused_before_it_is_validated(
    store: Waiting, runner: asyncio.Runner, query: str, code: str
) -> None:
    response = sender(api_of(store), runner)("POST", "/graphql", json={"query": query}, headers=NEWER)
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, code)
    assert not store.asked.acquire(blocking=False)


def test_a_document_of_many_errors_is_told_the_first_ones(store: Waiting, runner: asyncio.Runner) -> None:
    query = "{ " + " ".join(f"unknown{n}" for n in range(20)) + " }"
    response = sender(api_of(store), runner)("POST", "/graphql", json={"query": query})
    assert len(response.json()["errors"]) == 11


def test_the_cost_is_told(store: Waiting, runner: asyncio.Runner) -> None:
    store.let.release()
    query = "query ($n: Int!) { actors(first: $n) { totalCount edges { node { name } } } }"
    response = sender(api_of(store), runner)("POST", "/graphql", json={"query": query, "variables": {"n": 7}})
    assert response.json() == {"data": {"actors": {"totalCount": 0, "edges": []}}, "extensions": {"cost": 7}}


def test_more_requests_than_may_be_under_way_are_sent_away(store: Waiting, runner: asyncio.Runner) -> None:
    asked = {"json": {"query": "{ actors { totalCount } }"}}

    async def crowd() -> tuple[httpx.Response, httpx.Response, httpx.Response]:
        transport = httpx.ASGITransport(api_of(store, profile=profile(requests=1)))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            first = asyncio.create_task(client.post("/graphql", **asked))
            await asyncio.to_thread(store.asked.acquire)
            second = await client.post("/graphql", **asked)
            store.let.release(2)
            return await first, second, await client.post("/graphql", **asked)

    first, second, third = runner.run(crowd())
    assert (first.status_code, second.status_code, third.status_code) == (200, 503, 200)
    assert (second.json()["errors"][0]["extensions"]["code"], second.headers["retry-after"]) == (
        "TOO_MANY_REQUESTS",
        "1",
    )


def test_a_request_past_its_time_asks_the_store_no_more(store: Waiting) -> None:
    account = Account()
    account.started -= 5
    metered = MeteredStore(store, account, most_seconds=4)  # type: ignore[arg-type]
    with pytest.raises(StoreTimeout, match="4 seconds"):
        metered.find(Find(Select("Actor")))
    assert not store.asked.acquire(blocking=False)


def test_a_request_that_waited_past_its_time_is_told_so(store: Waiting, runner: asyncio.Runner) -> None:
    app = api_of(store, profile=profile(seconds=0))
    response = sender(app, runner)("GET", "/graphql", params={"query": "{ actors { totalCount } }"})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (503, "TIMEOUT")


def test_a_body_that_does_not_arrive_in_time_is_not_waited_for(store: Waiting, runner: asyncio.Runner) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(10)
        yield b"}"

    send = sender(api_of(store, profile=profile(seconds=0.05)), runner)
    response = send("POST", "/graphql", content=slow(), headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (408, "TIMEOUT")


def test_a_mutation_is_not_carried_out_by_get(store: Waiting, runner: asyncio.Runner) -> None:
    response = sender(api_of(store), runner)("GET", "/graphql", params={"query": "mutation { __typename }"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_an_account_tells_the_time_of_each_phase() -> None:
    account = Account()
    account.phases = [("store", 0, 1_500_000), ("parse", 0, 250_000), ("store", 0, 500_000)]
    assert account.seconds_by_phase() == {"parse": 0.00025, "store": 0.002}


def test_who_asks_what_is_known_does_not_wait_for_a_new_document(store: Waiting, runner: asyncio.Runner) -> None:
    known, new = ({"json": {"query": f"{{ __typename }} # {what}"}} for what in ("known", "new"))

    async def talk() -> tuple[int, int]:
        transport = httpx.ASGITransport(api_of(store))
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=60) as client:
            await client.post("/graphql", **known)
            with WORKING:
                waiting = [asyncio.create_task(client.post("/graphql", **new)) for _ in range(8)]
                async with asyncio.timeout(60):
                    answered = await client.post("/graphql", **known)
            return answered.status_code, (await waiting[0]).status_code

    assert runner.run(talk()) == (200, 200)


@pytest.mark.parametrize("work", ["parse", "validate"])
def test_new_documents_are_worked_out_one_at_a_time(work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: list[str] = []
    most = 0
    worked = getattr(documents, work)

    def slow(*given: Any, **named: Any) -> Any:
        nonlocal most
        under_way.append(work)
        most = max(most, len(under_way))
        time.sleep(0.02)
        under_way.pop()
        return worked(*given, **named)

    monkeypatch.setattr(documents, work, slow)
    texts = [f"{{ __typename }} # {work} {number}" for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda text: execute(cast(Any, Waiting()), text, read_question=Reading), texts))
    assert (most, answers) == (1, [{"data": {"__typename": "Query"}}] * 4)

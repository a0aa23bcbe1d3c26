"""Few threads for what is quick, and others for what is slow; nothing here depends on how long anything takes."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

import httpx2 as httpx
import pytest

from api.threads import Threads, run_in
from graph.page import Page
from graph.plan import Find
from tests.serving import api_of

NEVER = 3_600.0
ASKER: ContextVar[str] = ContextVar("ASKER")


class Gate:
    """Jobs that wait until they are let, and what is known of them."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.let = threading.Semaphore(0)
        self.under_way: list[threading.Thread] = []
        self.most = 0
        self.lock = threading.Lock()

    def wait(self) -> None:
        with self.lock:
            self.under_way.append(threading.current_thread())
            self.most = max(self.most, len(self.under_way))
        assert self.is_open.is_set() or self.let.acquire(timeout=60)
        with self.lock:
            self.under_way.remove(threading.current_thread())

    def open(self) -> None:
        self.is_open.set()
        self.let.release(1_000)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.001)


def test_what_is_slow_holds_up_nothing_that_is_quick(gate: Gate) -> None:
    async def ask() -> None:
        threads = Threads(8, few=2, patience=0.001)
        slow = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(7)]
        async with asyncio.timeout(60):
            assert [await threads.run(lambda number=number: number) for number in range(20)] == list(range(20))
        assert len(gate.under_way) == gate.most == 7
        gate.open()
        await asyncio.gather(*slow)

    asyncio.run(ask())


def test_no_more_run_than_may_and_the_rest_follows(gate: Gate) -> None:
    async def ask() -> None:
        threads = Threads(3, few=2, patience=0.0)
        asked = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(9)]
        for left in range(9, 0, -1):
            await until(lambda left=left: len(gate.under_way) == min(left, 3))
            gate.let.release()
            await until(lambda left=left: sum(one.done() for one in asked) == 10 - left)

    asyncio.run(ask())
    assert gate.most == 3


def test_what_is_quick_is_done_by_a_few_threads() -> None:
    async def ask() -> list[int]:
        threads = Threads(16, few=2, patience=NEVER)
        return await asyncio.gather(*(threads.run(threading.get_ident) for _ in range(300)))

    assert 1 <= len(set(asyncio.run(ask()))) <= 2


def test_a_thread_that_has_been_replaced_ends_with_its_job(gate: Gate) -> None:
    async def ask() -> None:
        threads = Threads(6, few=2, patience=0.001)
        asked = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(60)]
        await until(lambda: len(gate.under_way) == 6)
        started = list(gate.under_way)
        gate.open()
        await asyncio.gather(*asked)
        await until(lambda: sum(one.is_alive() for one in started) <= 2)
        # Those that are left do what comes, and there is room for others again.
        assert await threads.run(lambda: "still there") == "still there"
        gate.is_open.clear()
        gate.let = threading.Semaphore(0)
        again = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(60)]
        await until(lambda: len(gate.under_way) == 6)
        gate.open()
        await asyncio.gather(*again)

    asyncio.run(ask())


def test_threads_end_when_nobody_can_ask_them_any_more() -> None:
    async def ask() -> list[threading.Thread]:
        threads = Threads(4, few=4, patience=NEVER)
        barrier = threading.Barrier(4)

        def meet() -> threading.Thread:
            barrier.wait(60)
            return threading.current_thread()

        return await asyncio.gather(*(threads.run(meet) for _ in range(4)))

    started = asyncio.run(ask())
    gc.collect()
    for thread in started:
        thread.join(60)
    assert [thread.is_alive() for thread in started] == [False] * 4


def test_the_same_threads_serve_one_event_loop_after_another(gate: Gate) -> None:
    threads = Threads(8, few=1, patience=0.001)

    async def leave() -> None:
        asked = [asyncio.ensure_future(threads.run(gate.wait)) for _ in range(2)]
        await until(lambda: len(gate.under_way) >= 1)
        for one in asked:
            one.cancel()

    async def ask() -> str:
        async with asyncio.timeout(60):
            return await threads.run(lambda: "answered")

    asyncio.run(leave())
    assert asyncio.run(ask()) == "answered"


def test_what_nobody_waits_for_any_more_is_not_begun(gate: Gate) -> None:
    ran: list[str] = []

    async def ask() -> None:
        threads = Threads(1)
        first = asyncio.ensure_future(threads.run(gate.wait))
        second = asyncio.ensure_future(threads.run(lambda: ran.append("second")))
        await until(lambda: len(gate.under_way) == 1)
        second.cancel()
        third = asyncio.ensure_future(threads.run(lambda: ran.append("third")))
        await asyncio.sleep(0)
        gate.open()
        await asyncio.gather(first, third)

    asyncio.run(ask())
    assert ran == ["third"]


@pytest.mark.parametrize("way", ["threads", "executor"])
def test_who_asks_gets_what_is_raised_and_is_known(way: str) -> None:
    def fail() -> None:
        raise KeyError(ASKER.get())

    async def ask() -> None:
        ASKER.set("Ada")
        with ThreadPoolExecutor(1) as executor, pytest.raises(KeyError, match="Ada"):
            await (Threads(2).run(fail) if way == "threads" else run_in(executor, fail))

    asyncio.run(ask())


class Slow:
    """A store that gives empty pages, those of statements when the gate is open."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    def find(self, find: Find) -> Page:
        if find.select.label == "Statement":
            self.gate.wait()
        return Page((), (), has_next=False, total=0)


def test_quick_queries_are_answered_beside_slow_ones(gate: Gate) -> None:
    async def ask(client: httpx.AsyncClient, field: str) -> Any:
        response = await client.post("/graphql", json={"query": f"{{ {field} {{ totalCount }} }}"})
        return response.json()["data"][field]["totalCount"]

    async def talk() -> None:
        transport = httpx.ASGITransport(api_of(Slow(gate), concurrency=16))
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=60) as client:
            slow = [asyncio.ensure_future(ask(client, "statements")) for _ in range(15)]
            async with asyncio.timeout(60):
                assert [await ask(client, "actors") for _ in range(10)] == [0] * 10
            assert not any(one.done() for one in slow)
            gate.open()
            assert await asyncio.gather(*slow) == [0] * 15

    asyncio.run(talk())

"""A statement over a connection of the driver's pool answers as one in a session does, whatever becomes of it."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import neo4j
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver, GraphDatabase

from graph.connection import Connection
from graph.errors import StoreError, StoreTimeout, StoreUnavailable
from graph.exchange import can_exchange
from graph.neo4j_store import BoltStore
from graph.settings import StoreSettings
from graph.store import open_store

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(st.text(max_size=5), inner, max_size=20),
    max_leaves=20,
)

LONG = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x * y AS z WHERE z < 0 RETURN count(z) AS c"


def connection_of(store: BoltStore) -> Connection:
    assert isinstance(store._connection._driver, Driver)
    assert can_exchange(store._connection._driver)
    return store._connection


def connections(connection: Connection) -> list[Any]:
    """What the driver's pool holds."""
    return [each for several in connection._driver._pool.connections.values() for each in several]  # type: ignore[union-attr]


def test_an_address_of_a_cluster_is_left_to_the_drivers_session() -> None:
    with GraphDatabase.driver("neo4j://127.0.0.1:1", auth=("", "")) as driver:
        assert not can_exchange(driver)


def test_a_release_of_the_driver_that_was_not_tested_is_left_to_its_session(
    any_store: BoltStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connection_of(any_store)
    monkeypatch.setattr(neo4j, "__version__", "6.5.0")
    assert not can_exchange(connection._opened()[0])
    assert connection.answer("RETURN $n AS n", {"n": 1}) == [{"n": 1}]


def test_the_release_that_is_installed_was_tested() -> None:
    with GraphDatabase.driver("bolt://127.0.0.1:1", auth=("", "")) as driver:
        assert can_exchange(driver)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(VALUES)
def test_values_come_back_as_they_went(neo4j_store: BoltStore, value: Any) -> None:
    (found,) = connection_of(neo4j_store).answer("RETURN $value AS value, 1 AS one", {"value": value})
    # A map has no order on its way.
    assert json.dumps(found, sort_keys=True) == json.dumps({"value": value, "one": 1}, sort_keys=True)


@pytest.mark.parametrize("length", [0, 8_000, 65_535, 65_536, 300_000])
def test_long_texts_go_and_come_in_several_chunks(any_store: BoltStore, length: int) -> None:
    text = "é" * length
    assert connection_of(any_store).answer("RETURN $text AS text", {"text": text}) == [{"text": text}]


@pytest.mark.parametrize("count", [0, 1, 5_000])
def test_every_record_comes(any_store: BoltStore, count: int) -> None:
    found = connection_of(any_store).answer("UNWIND $each AS n RETURN n, 'x' AS x", {"each": list(range(count))})
    assert found == [{"n": number, "x": "x"} for number in range(count)]


@pytest.mark.parametrize("text", ["RETURN", "UNWIND [2, 1, 0] AS n RETURN 10 / n AS n", "RETURN $missing AS n"])
def test_after_a_failure_the_same_connection_answers(neo4j_store: BoltStore, text: str) -> None:
    connection = connection_of(neo4j_store)
    connection.answer("RETURN 1 AS one", {})
    before = connections(connection)
    with pytest.raises(StoreError):
        connection.answer(text, {})
    assert connection.answer("RETURN 1 AS one", {}) == [{"one": 1}]
    assert connections(connection) == before


def test_a_statement_past_the_time_limit_is_stopped(neo4j_uri: str) -> None:
    with open_store(StoreSettings(neo4j_uri, timeout=2)) as store:
        assert isinstance(store, BoltStore)
        started = time.monotonic()
        with pytest.raises(StoreTimeout, match="time limit"):
            connection_of(store).answer(LONG, {})
        assert time.monotonic() - started < 20
        assert connection_of(store).answer("RETURN 1 AS one", {}) == [{"one": 1}]


def test_what_the_pool_has_begun_on_a_connection_is_not_taken_for_the_answer(neo4j_store: BoltStore) -> None:
    connection = connection_of(neo4j_store)
    connection.answer("RETURN 1 AS one", {})
    for each in connections(connection):
        each.run("RETURN 5 AS five")
        each.pull()
    assert connection.answer("RETURN 1 AS one", {}) == [{"one": 1}]


def test_after_an_interruption_nobody_gets_the_answer_that_was_waited_for(neo4j_uri: str) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with open_store(StoreSettings(neo4j_uri, timeout=5)) as store:
        assert isinstance(store, BoltStore)
        connection = connection_of(store)
        before = signal.signal(signal.SIGALRM, interrupt)
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            with pytest.raises(KeyboardInterrupt):
                connection.answer(LONG, {})
        finally:
            signal.signal(signal.SIGALRM, before)
        assert connection.answer("RETURN 1 AS one", {}) == [{"one": 1}]
        assert len(connections(connection)) == 1


class Relay:
    """A way to a server that can be cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._port))
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass(one: socket.socket, other: socket.socket) -> None:
        try:
            while part := one.recv(4096):
                other.sendall(part)
        except OSError:
            return

    def cut(self) -> None:
        """Cut all that goes through."""
        while self._ends:
            with closing(self._ends.pop()) as end:
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let nothing more through."""
        self._listening.close()
        self.cut()


@pytest.fixture
def relay(neo4j_uri: str) -> Iterator[Relay]:
    opened = Relay(int(neo4j_uri.rsplit(":", 1)[1]))
    yield opened
    opened.close()


def test_a_connection_that_is_cut_is_told_and_another_is_opened(relay: Relay) -> None:
    with open_store(StoreSettings(f"bolt://127.0.0.1:{relay.port}", timeout=5)) as store:
        assert isinstance(store, BoltStore)
        connection = connection_of(store)
        cutting = threading.Timer(0.5, relay.cut)
        cutting.start()
        with pytest.raises(StoreUnavailable):
            connection.answer(LONG, {})
        cutting.join()
        assert connection.answer("RETURN 1 AS one", {}) == [{"one": 1}]
        assert len(connections(connection)) == 1


def test_threads_share_the_pool(neo4j_store: BoltStore) -> None:
    connection = connection_of(neo4j_store)
    wrong: list[int] = []

    def ask(number: int) -> None:
        for _ in range(20):
            if connection.answer("RETURN $n AS n, range(1, $n) AS all", {"n": number})[0]["n"] != number:
                wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, 12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []

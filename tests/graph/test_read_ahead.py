from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from graph.neo4j_store import BoltStore
from graph.read_ahead import ReadAhead


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    near, far = socket.socketpair()
    with near, far:
        yield near, far


def taken(reader: ReadAhead, count: int) -> bytes:
    buffer = bytearray(count)
    with memoryview(buffer) as view:
        return bytes(buffer[: reader.recv_into(view, count)])


def test_what_has_come_is_given_out_as_it_is_asked_for(ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    reader = ReadAhead(near)
    far.sendall(b"abcdef")
    assert [taken(reader, count) for count in (2, 3, 5)] == [b"ab", b"cde", b"f"]
    far.sendall(b"gh")
    far.close()
    assert [taken(reader, count) for count in (1, 1, 1)] == [b"g", b"h", b""]


def test_the_system_is_asked_once_for_all_that_has_come(ends: tuple[socket.socket, socket.socket]) -> None:
    near, far = ends
    reader = ReadAhead(near)
    far.sendall(b"abc")
    assert taken(reader, 1) == b"a"
    near.setblocking(False)
    with pytest.raises(BlockingIOError):
        near.recv(1)
    assert taken(reader, 2) == b"bc"


def test_the_connections_of_a_store_read_ahead(any_store: BoltStore) -> None:
    any_store.ping()
    driver = any_store._connection._driver
    assert driver is not None
    opened = [connection for each in driver._pool.connections.values() for connection in each]
    assert opened
    assert all(isinstance(connection.inbox._socket, ReadAhead) for connection in opened)

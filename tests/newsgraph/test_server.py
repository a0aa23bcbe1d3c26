"""What is written in one turn of the event loop is sent in one piece, in its order; all else is as uvicorn has it."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from typer.testing import CliRunner
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

import newsgraph
from graph.cores import stay_on_one_core, take_all_cores
from newsgraph.cli import app
from newsgraph.server import MOST_PENDING, Joined, joining, server_config
from newsgraph.settings import Settings
from tests.serving import api_of, served

ASK = b"GET /hello HTTP/1.1\r\nHost: test\r\n\r\n"
PROTOCOLS = pytest.mark.parametrize("protocol", [HttpToolsProtocol, H11Protocol])


class Wire(asyncio.Transport):
    """A transport to nobody: it keeps what is sent, piece by piece, and holds its writer up after so many bytes."""

    def __init__(self, most: int | None = None) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.most = most
        self.writer: asyncio.Protocol | None = None
        self._is_closing = False

    def write(self, data: Any) -> None:
        self.pieces.append(bytes(data))
        if self.most is not None and self.writer and sum(map(len, self.pieces)) > self.most:
            self.writer.pause_writing()

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        self.write(b"".join(list_of_data))

    def write_eof(self) -> None:
        self.pieces.append(b"EOF")

    def is_closing(self) -> bool:
        return self._is_closing

    def close(self) -> None:
        self._is_closing = True
        self.pieces.append(b"CLOSED")

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def answered(protocol: type[asyncio.Protocol], app: Any, received: bytes, wire: Wire) -> list[bytes]:
    """Give the pieces that an application answers with, as soon as it has nothing more to do."""
    config = uvicorn.Config(app, log_config=None)
    config.load()
    served: Any = joining(protocol)
    made = served(config=config, server_state=ServerState(), app_state={})
    wire.writer = made
    made.connection_made(wire)
    made.data_received(received)
    for _ in range(100):
        await asyncio.sleep(0)
    made.connection_lost(None)
    return wire.pieces


def hello() -> FastAPI:
    app = FastAPI()
    app.get("/hello")(lambda: Response("hello"))
    return app


@PROTOCOLS
def test_the_head_of_a_response_is_sent_with_its_body(protocol: type[asyncio.Protocol]) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        await send({"type": "http.response.body", "body": b"hello"})

    (piece, *_) = pieces = asyncio.run(answered(protocol, app, ASK, Wire()))
    assert piece.startswith(b"HTTP/1.1 200") and piece.endswith(b"\r\n\r\nhello")
    assert b"".join(pieces).count(b"hello") == 1


@PROTOCOLS
def test_a_response_to_head_has_no_body(protocol: type[asyncio.Protocol]) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        await send({"type": "http.response.body", "body": b"hello"})

    piece = asyncio.run(answered(protocol, app, ASK.replace(b"GET", b"HEAD"), Wire()))[0]
    assert b"content-length: 5\r\n" in piece and piece.endswith(b"\r\n\r\n")


@PROTOCOLS
def test_a_writer_is_held_up_where_nobody_reads(protocol: type[asyncio.Protocol]) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(1_000):
            await send({"type": "http.response.body", "body": b"x" * 10_000, "more_body": True})

    sent = b"".join(asyncio.run(answered(protocol, app, ASK, Wire(most=100_000))))
    assert 100_000 < sent.count(b"x") < 300_000


async def _joined(write: Callable[[Joined], None]) -> list[bytes]:
    wire = Wire()
    write(Joined(wire))
    await asyncio.sleep(0)
    return wire.pieces


def _end(joined: Joined) -> None:
    joined.write(b"a")
    joined.write_eof()


def _close(joined: Joined) -> None:
    joined.write(b"a")
    joined.close()


def _mix(joined: Joined) -> None:
    joined.write(b"a")
    joined.writelines([b"b", b"c"])
    joined.write(b"d")


def _much(joined: Joined) -> None:
    joined.write(b"a")
    joined.write(b"b" * MOST_PENDING)
    joined.write(b"c")


@pytest.mark.parametrize(
    ("write", "pieces"),
    [
        (lambda joined: None, []),
        (_mix, [b"abcd"]),
        (_end, [b"a", b"EOF"]),
        (_close, [b"a", b"CLOSED"]),
        (_much, [b"a" + b"b" * MOST_PENDING, b"c"]),
    ],
    ids=["nothing", "all ways to write", "the end", "closing", "much"],
)
def test_what_is_written_in_one_turn_goes_together(write: Callable[[Joined], None], pieces: list[bytes]) -> None:
    assert asyncio.run(_joined(write)) == pieces


def test_much_is_sent_before_the_turn_is_over() -> None:
    async def write() -> list[int]:
        wire = Wire()
        joined = Joined(wire)
        joined.write(b"x" * (MOST_PENDING - 1))
        before = len(wire.pieces)
        joined.write(b"x")
        return [before, len(wire.pieces)]

    assert asyncio.run(write()) == [0, 1]


def test_what_is_written_in_two_turns_goes_apart() -> None:
    async def write() -> list[bytes]:
        wire = Wire()
        joined = Joined(wire)
        for part in (b"a", b"b"):
            joined.write(part)
            await asyncio.sleep(0)
        return wire.pieces

    assert asyncio.run(write()) == [b"a", b"b"]


def test_all_that_is_not_sending_is_the_transports_own() -> None:
    async def ask() -> bool:
        wire = Wire()
        wire._is_closing = True
        return bool(Joined(wire).is_closing())

    assert asyncio.run(ask())


class Renamed(uvicorn.Config):
    """Uvicorn as it might come to be: what it serves with has another name."""

    def load(self) -> None:
        super().load()
        self.protocol = self.__dict__.pop("http_protocol_class")


def test_where_uvicorn_has_other_names_it_serves_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = server_config(hello(), Settings()).http_protocol_class
    assert issubclass(chosen, HttpToolsProtocol) and chosen is not HttpToolsProtocol
    monkeypatch.setattr(uvicorn, "Config", Renamed)
    config: Any = server_config(hello(), Settings())
    assert config.protocol is HttpToolsProtocol and config.loaded


@pytest.mark.parametrize(("one_core", "cores"), [("true", 1), ("false", len(os.sched_getaffinity(0)))])
def test_a_server_keeps_to_one_core_and_its_threads_take_turns_of_a_millisecond(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, one_core: str, cores: int
) -> None:
    found: list[tuple[float, int]] = []
    before = sys.getswitchinterval()

    def run(_: uvicorn.Server, sockets: list[socket.socket]) -> None:
        found.append((sys.getswitchinterval(), cores_of_this_thread()))
        sockets[0].close()

    monkeypatch.setenv("NEWSGRAPH_ONE_CORE", one_core)
    monkeypatch.setattr(uvicorn.Server, "run", run)
    try:
        result = CliRunner().invoke(app, ["serve", "--store", str(tmp_path / "store"), "--port", "0"])
    finally:
        gc.unfreeze()
        sys.setswitchinterval(before)
        take_all_cores()
    assert result.exit_code == 0, result.output
    assert found == [(pytest.approx(0.001), cores)]


def test_documents_are_read_on_all_cores(tmp_path: Path) -> None:
    found: list[int] = []

    def ingest() -> None:
        with newsgraph.open(tmp_path / "store") as graph:
            stay_on_one_core()
            found.append(cores_of_this_thread())
            graph.ingest_given([])
            found.append(cores_of_this_thread())

    thread = threading.Thread(target=ingest)
    thread.start()
    thread.join()
    assert found == [1, cores_of_this_thread()]


def test_the_process_of_an_embedded_store_has_all_cores(tmp_path: Path) -> None:
    found: list[int] = []

    def begin() -> None:
        stay_on_one_core()
        with newsgraph.open(tmp_path / "store"):
            children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text("ascii").split()
            found.extend(len(os.sched_getaffinity(int(child))) for child in children)

    thread = threading.Thread(target=begin)
    thread.start()
    thread.join()
    assert found == [cores_of_this_thread()]


def cores_of_this_thread() -> int:
    return len(os.sched_getaffinity(0))


@pytest.fixture
def told() -> threading.Event:
    return threading.Event()


@pytest.fixture
def address(told: threading.Event) -> Iterator[tuple[str, int]]:
    app = hello()

    async def drip() -> AsyncIterator[bytes]:
        yield b"first"
        await asyncio.to_thread(told.wait, 30)
        yield b"second"

    async def echo(request: Request) -> Response:
        return Response(await request.body())

    app.post("/echo")(echo)
    app.get("/drip")(lambda: StreamingResponse(drip()))
    with served(app) as url:
        host, port = url.removeprefix("http://").split(":")
        yield host, int(port)


def read(stream: Any) -> tuple[int, bytes]:
    """Read one response with a length."""
    status = int(stream.readline().split()[1])
    length = 0
    while line := stream.readline().strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return status, stream.read(length)


def test_requests_that_come_at_once_are_answered_in_order_over_one_connection(address: tuple[str, int]) -> None:
    bodies = [bytes([65 + number]) * (number * 20_000 + 1) for number in range(5)]
    posts = [
        b"POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies
    ]
    with socket.create_connection(address, timeout=30) as connection, connection.makefile("rb") as stream:
        connection.sendall(b"".join(posts))
        assert [read(stream) for _ in bodies] == [(200, body) for body in bodies]
        for _ in range(3):
            connection.sendall(ASK)
            assert read(stream) == (200, b"hello")


def test_a_large_body_comes_whole_to_one_who_reads_late(address: tuple[str, int]) -> None:
    body = bytes(range(256)) * 40_000
    head = b"POST /echo HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    with socket.create_connection(address, timeout=60) as connection, connection.makefile("rb") as stream:
        connection.sendall(head + body)
        assert read(stream) == (200, body)
        assert stream.read() == b""


def test_what_is_streamed_is_sent_when_it_is_there(address: tuple[str, int], told: threading.Event) -> None:
    with socket.create_connection(address, timeout=30) as connection, connection.makefile("rb") as stream:
        connection.sendall(b"GET /drip HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
        while stream.readline().strip():
            pass
        assert (stream.readline(), stream.readline()) == (b"5\r\n", b"first\r\n")
        told.set()
        assert stream.read() == b"6\r\nsecond\r\n0\r\n\r\n"


def test_a_client_that_leaves_takes_nobody_along(address: tuple[str, int]) -> None:
    for _ in range(20):
        with socket.create_connection(address, timeout=30) as connection:
            connection.sendall(ASK * 3)
    with socket.create_connection(address, timeout=30) as connection, connection.makefile("rb") as stream:
        connection.sendall(ASK)
        assert read(stream) == (200, b"hello")


def test_graphql_answers_head_without_a_body_and_goes_on() -> None:
    with served(api_of(None)) as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection, connection.makefile("rb") as stream:
            connection.sendall(b"HEAD /graphql?query={__typename} HTTP/1.1\r\nHost: test\r\n\r\n")
            assert stream.readline().startswith(b"HTTP/1.1 200")
            while stream.readline().strip():
                pass
            connection.sendall(b"GET /graphql?query={__typename} HTTP/1.1\r\nHost: test\r\n\r\n")
            status, body = read(stream)
    assert (status, b'"Query"' in body) == (200, True)

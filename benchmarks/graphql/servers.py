"""The servers that are compared, each a process of its own over one Neo4j, and how long their answers take."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.graphql.questions import DIALECTS

PEER = Path(__file__).parent / "peer"


@dataclass(frozen=True, slots=True)
class Server:
    """A GraphQL server that answers on this port of 127.0.0.1, under this path."""

    name: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from request to answer."""

    p50: float
    p95: float


@contextmanager
def started(neo4j: str) -> Iterator[dict[str, Server]]:
    """Start the servers over the Neo4j of this address; gives them by dialect, and ends them."""
    with ExitStack() as stack:
        servers = {}
        for dialect in DIALECTS:
            server = Server(dialect, _free_port(), "/" if dialect == "neo4j_graphql" else "/graphql")
            stack.enter_context(_running(_command(dialect, neo4j, server.port), {"NEO4J": neo4j}))
            _await(server)
            servers[dialect] = server
        yield servers


def _command(dialect: str, neo4j: str, port: int) -> list[str]:
    match dialect:
        case "newsgraph":
            return [sys.executable, "-m", "newsgraph", "serve", "--store", neo4j, "--port", str(port)]
        case "neo4j_graphql":
            return ["node", str(PEER / "serve.mjs"), neo4j, str(port)]
        case _:
            uvicorn = [sys.executable, "-m", "uvicorn", "benchmarks.graphql.plain:app"]
            return [*uvicorn, "--port", str(port), "--log-level", "warning"]


@contextmanager
def _running(command: list[str], variables: dict[str, str]) -> Iterator[None]:
    environment = {**os.environ, **variables}  # noqa: TID251 -- what a child process is given
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _await(server: Server) -> None:
    end = time.monotonic() + 120
    while True:
        try:
            Client(server).ask("{ __typename }", {})
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


class Client:
    """One client with one connection, which is kept."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)

    def ask(self, query: str, variables: dict[str, Any]) -> bytes:
        """Give the answer to a query as it came."""
        body = json.dumps({"query": query, "variables": variables})
        self._connection.request("POST", self._server.path, body, {"content-type": "application/json"})
        return self._connection.getresponse().read()

    def data(self, query: str, variables: dict[str, Any]) -> Any:
        """Give the data of an answer; ends the comparison where there are errors."""
        response = json.loads(self.ask(query, variables))
        if "errors" in response:
            raise SystemExit(f"{self._server.name}: {response['errors']}\n{query}")
        return response["data"]


def latency_of(
    server: Server, query: str, variables: Callable[[int], dict[str, Any]], *, clients: int, requests: int
) -> Latency:
    """Ask ``requests`` times in all from so many clients at a time."""
    taken: list[float] = []

    def ask(first: int) -> None:
        client = Client(server)
        for number in range(first, requests, clients):
            begun = time.perf_counter()
            client.ask(query, variables(number))
            taken.append((time.perf_counter() - begun) * 1000)

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    percentiles = statistics.quantiles(taken, n=20, method="inclusive")
    return Latency(percentiles[9], percentiles[18])

"""Requests a second of one node over uvicorn, beside Strawberry's own router and executor on the same store.

    python benchmarks/serving.py STORE [--seconds 5] [--connections 16]

STORE is a folder with articles in it. Each server runs in a process of its own, as the client does; they are asked in
turn, query by query, in one run. Strawberry's has the same types and resolvers, and the same store below them;
newsgraph is served as `newsgraph serve` does.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import operator
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping

import orjson
import strawberry
import uvicorn
from fastapi import FastAPI
from graphql import GraphQLObjectType
from strawberry.fastapi import BaseContext, GraphQLRouter
from strawberry.schema.config import StrawberryConfig

import newsgraph
from api.scalars import SCALARS
from api.schema import Query
from newsgraph.server import server_config, take_turns

QUERIES: Mapping[str, str] = {
    "one actor": "{ actors(first: 1) { edges { node { id name } } } }",
    "20 statements": "{ statements(first: 20) { edges { node { id text act speaker { name } article { title } } } } }",
    "100 statements": "{ statements(first: 100) { edges { node { id text act speaker { name } about { role } } } } }",
}
PORTS: Mapping[str, int] = {"newsgraph": 8761, "Strawberry": 8762}


class GraphContext(BaseContext):
    """What our resolvers want of a context, in the class that Strawberry's router wants."""

    def __init__(self, graph: newsgraph.Graph) -> None:
        super().__init__()
        self.store = graph.store
        self.read_question = graph.language.read_question


def strawberry_app(graph: newsgraph.Graph) -> FastAPI:
    """Give the application as Strawberry's documentation has it."""
    schema = strawberry.Schema(Query, config=StrawberryConfig(default_resolver=operator.getitem, scalar_map=SCALARS))
    for kind in schema._schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            kind.is_type_of = None  # Rows are no instances of the types.
    app = FastAPI()
    app.include_router(GraphQLRouter(schema, context_getter=lambda: GraphContext(graph)), prefix="/graphql")
    return app


def serve(name: str, store: str) -> None:
    """Serve one of both until the process is ended."""
    graph = newsgraph.open(store, port=PORTS[name], log_level="error")
    if name == "newsgraph":
        config = server_config(newsgraph.create_app(graph), graph.settings)
        take_turns(graph.settings)  # Strawberry's runs everything in one thread.
    else:
        config = uvicorn.Config(strawberry_app(graph), port=PORTS[name], log_level="error", access_log=False)
    gc.collect()
    gc.freeze()  # As `newsgraph serve` does, so for both.
    uvicorn.Server(config).run()


async def ask(port: int, query: str, until: float) -> int:
    """Ask over one connection until then; gives how many answers came."""
    body = orjson.dumps({"query": query})
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = 0
    while time.perf_counter() < until:
        writer.write(head.encode() + body)
        header = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in header.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        answer = await reader.readexactly(int(length.split(b":")[1]))
        assert b'"errors"' not in answer, answer[:500]
        answers += 1
    writer.close()
    return answers


async def measure(name: str, query: str, *, seconds: float, connections: int) -> float:
    """Give answers a second over many connections."""
    started = time.perf_counter()
    asked = [ask(PORTS[name], query, started + seconds) for _ in range(connections)]
    answers = sum(await asyncio.gather(*asked))
    return answers / (time.perf_counter() - started)


def wait_for(port: int) -> None:
    """Wait until a server answers, whatever it says."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"no server came up on {port}")


async def compare(seconds: float, connections: int) -> None:
    """Print both figures for each query."""
    print(f"{'query':16}" + "".join(f"{name:>14}" for name in PORTS) + f"{'times':>8}")
    for query, text in QUERIES.items():
        figures = []
        for name in PORTS:
            await measure(name, text, seconds=min(1.0, seconds), connections=connections)
            figures.append(await measure(name, text, seconds=seconds, connections=connections))
        print(f"{query:16}" + "".join(f"{figure:14.1f}" for figure in figures) + f"{figures[0] / figures[1]:8.1f}")


def main() -> None:
    """Start both servers on one store, measure, and end them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--serve", choices=PORTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.store)
        return
    servers = [subprocess.Popen([sys.executable, __file__, options.store, "--serve", name]) for name in PORTS]
    try:
        for port in PORTS.values():
            wait_for(port)
        asyncio.run(compare(options.seconds, options.connections))
    finally:
        for server in servers:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()

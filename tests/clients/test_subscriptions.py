"""The clients graphql-ws and graphql-sse from npm, and gql, subscribe to a served graph and write into it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gql import Client, gql
from gql.transport.websockets import WebsocketsTransport

import newsgraph
from api.access import hash_of, new_key
from tests.clients.packages import FOLDER, install_packages, run_node
from tests.serving import served

KEY = new_key()
PORT = newsgraph.Document("port", "Otto Lind denied that the port would close.", title="Port")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[newsgraph.Graph]:
    folder: Path = tmp_path_factory.mktemp("subscribed")
    keys = folder / "keys.toml"
    keys.write_text(f'[[keys]]\nname = "writer"\nhash = "{hash_of(KEY)}"\nscope = "write"\n')
    with newsgraph.open(folder / "store", keys=keys, profile="production") as opened:
        yield opened


@pytest.fixture(scope="module")
def url(graph: newsgraph.Graph) -> Iterator[str]:
    with served(newsgraph.create_app(graph)) as address:
        yield f"{address}/graphql"


@pytest.mark.parametrize("client", ["graphql-ws", "graphql-sse"])
def test_a_client_from_npm_is_told_of_what_it_writes(url: str, client: str) -> None:
    install_packages()
    progress, statement = json.loads(run_node(FOLDER / "subscribe.mjs", client, url, KEY))
    told = progress["data"]["ingestProgress"]
    assert (told["done"], told["total"], told["result"]["id"]) == (1, 1, "ferry")
    assert told["result"]["outcome"] in ("NEW", "CHANGED")
    assert statement == {"data": {"statementAdded": {"speaker": {"name": "Ana Costa"}}}}


def test_gql_is_told_of_what_the_embedding_program_reads(url: str, graph: newsgraph.Graph) -> None:
    query = gql("subscription { statementAdded { act speaker { name } article { id } } }")

    async def talk() -> Any:
        # Made where a loop runs: elsewhere it would make one that nobody closes.
        transport = WebsocketsTransport(url.replace("http", "ws", 1), init_payload={"Authorization": f"Bearer {KEY}"})
        async with Client(transport=transport) as session:
            results = session.subscribe(query)
            coming = asyncio.ensure_future(anext(results))
            async with asyncio.timeout(30):
                while not graph.broadcast.has_listeners:
                    await asyncio.sleep(0.01)
                await asyncio.to_thread(graph.ingest, PORT)
                told = await coming
            await results.aclose()
            return told["statementAdded"]

    assert asyncio.run(talk()) == {"act": "DENY", "speaker": {"name": "Otto Lind"}, "article": {"id": "port"}}

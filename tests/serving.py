"""An application over a store, asked in the process or served on 127.0.0.1."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2 as httpx
import uvicorn
from fastapi import FastAPI

from api.app import create_api
from graph.reading import Reading
from newsgraph.server import server_config
from newsgraph.settings import Settings

Send = Callable[..., httpx.Response]


def api_of(store: Any, **options: Any) -> FastAPI:
    """The application over a store, with a reader of questions that understands none."""
    return create_api(
        store, read_question=lambda question: Reading(question, unread=(question,)), version="1.2.3", **options
    )


def sender(app: FastAPI, runner: asyncio.Runner) -> Send:
    """Ask an application without a server."""

    async def request(method: str, path: str, **given: Any) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.request(method, path, **given)

    return lambda method, path, **given: runner.run(request(method, path, **given))


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application as `newsgraph serve` does, on a free port of this machine; gives its address."""
    config = server_config(app, Settings(host="127.0.0.1", port=0))
    listening = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()

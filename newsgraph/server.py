"""How the application is served: uvicorn, with what a response takes sent in one piece."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from typing import Any, cast

import uvicorn
from fastapi import FastAPI

from graph.cores import stay_on_one_core
from newsgraph.settings import Settings

# Seconds that a thread may keep the interpreter from others. Each small query needs it some five times, and where
# somebody has documents worked out that are made to take long, Python's own 5 ms become a tenth of a second.
TURN = 0.001
# As much as a transport keeps before it asks its protocol to pause.
MOST_PENDING = 65_536


def take_turns(settings: Settings) -> None:
    """Set how the threads of this process take turns, for a server alone: those that the calling thread will start."""
    sys.setswitchinterval(TURN)
    if settings.one_core:
        stay_on_one_core()


class Joined:
    """A transport that sends together what is written in one turn of the event loop, or as soon as it is much."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._pending: list[bytes] = []
        self._size = 0

    def write(self, written: bytes) -> None:
        """Send this when the turn is over."""
        if not self._pending:
            self._loop.call_soon(self._send)
        self._pending.append(written)
        self._size += len(written)
        if self._size >= MOST_PENDING:
            self._send()

    def writelines(self, written: Iterable[bytes]) -> None:
        """Send these when the turn is over."""
        self.write(b"".join(written))

    def write_eof(self) -> None:
        """Send what is left, and that there is no more."""
        self._send()
        self._transport.write_eof()

    def close(self) -> None:
        """Send what is left, and close."""
        self._send()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        """Give all the rest as the transport has it."""
        return getattr(self._transport, name)

    def _send(self) -> None:
        if self._pending:
            pending, self._pending, self._size = self._pending, [], 0
            self._transport.writelines(pending)


def joining(protocol: type[asyncio.Protocol]) -> type[asyncio.Protocol]:
    """Give a protocol whose writes are joined.

    Uvicorn's send the head of a response and its body apart: two calls of the system, and two packets for the client to
    wake up for, take a sixth of what a small query takes.
    """

    def connection_made(self: asyncio.Protocol, transport: asyncio.Transport) -> None:
        protocol.connection_made(self, cast("asyncio.Transport", Joined(transport)))

    return type("Joining", (protocol,), {"connection_made": connection_made})


def server_config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """Give what uvicorn is to know."""
    config = uvicorn.Config(
        app,
        settings.host,
        settings.port,
        log_config=None,  # The command line has set up what it logs.
        log_level=settings.log_level,
        access_log=False,
        server_header=False,
        # Streams of events have no end of their own, and would let no server stop.
        timeout_graceful_shutdown=5,
    )
    config.load()
    # This is no documented name; where a release has another, its responses go in two pieces.
    if isinstance(chosen := getattr(config, "http_protocol_class", None), type):
        config.http_protocol_class = joining(chosen)
    return config

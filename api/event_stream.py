"""Responses as server-sent events: GraphQL over SSE in its mode of distinct connections, one operation a request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

import orjson

# Proxies end a connection on which nothing passes for a while, and a server notices who has gone when it sends.
_QUIET_SECONDS = 12.0
_KEEP = b":\n\n"
_COMPLETE = b"event: complete\ndata:\n\n"


async def events_of(responses: AsyncGenerator[dict[str, Any], None]) -> AsyncIterator[bytes]:
    """Give the event of each response, one that says it is complete, and a comment whenever it was quiet."""
    coming: asyncio.Task[dict[str, Any]] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(responses))
            done, _ = await asyncio.wait((coming,), timeout=_QUIET_SECONDS)
            if not done:
                yield _KEEP
                continue
            try:
                response = coming.result()
            except StopAsyncIteration:
                break
            coming = None
            yield b"event: next\ndata: " + orjson.dumps(response) + b"\n\n"
        yield _COMPLETE
    finally:
        if coming is not None:
            coming.cancel()
            await asyncio.wait((coming,))
        await responses.aclose()

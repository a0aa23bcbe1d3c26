"""GraphQL over HTTP (the GraphQL-over-HTTP draft): requests in, status codes and JSON out.

The one place where blocking code is handed to a thread, at most as many at a time as the store has connections.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import orjson
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from api.errors import BAD_REQUEST, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, Refused, refusal
from api.media import GRAPHQL_JSON, JSON, accepted_media, is_page_wanted
from api.requests import Operation, read_body, read_parameters
from api.schema import execute
from graph.reading import Reading
from graph.store import Store

MOST_BYTES = 1_000_000
METHODS = ("GET", "HEAD", "POST")
# GraphiQL and what it runs on, in the package: a browser without the internet shows it too.
GRAPHIQL = Path(__file__).parent / "graphiql"
Result = TypeVar("Result")


class GraphQLEndpoint:
    """Answers every request to the one path of GraphQL; an ASGI application, so that no method is kept from it."""

    def __init__(self, store: Store, *, read_question: Callable[[str], Reading], concurrency: int) -> None:
        self.store = store
        self.read_question = read_question
        self.limiter = CapacityLimiter(concurrency)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request: a page for a browser, JSON for a client."""
        request = Request(scope, receive)
        accept = request.headers.get("accept", "")
        if request.method in ("GET", "HEAD") and not request.url.query and is_page_wanted(accept):
            response: Response = FileResponse(GRAPHIQL / "index.html", media_type="text/html")
        else:
            media = accepted_media(accept)
            try:
                response = await self._answered(request, media)
            except Refused as refused:
                status = refused.status or (400 if media == GRAPHQL_JSON else 200)
                response = _respond(refusal(str(refused), refused.code), media or JSON, status, refused.headers)
        await response(scope, receive, send)

    async def in_thread(self, blocking: Callable[[], Result]) -> Result:
        """Run blocking code without holding up the event loop."""
        return await run_sync(blocking, limiter=self.limiter)

    async def _answered(self, request: Request, media: str | None) -> Response:
        """Give the answer, or raise `Refused`."""
        if request.method not in METHODS:
            message = f"{request.method} is not among {', '.join(METHODS)}."
            raise Refused(METHOD_NOT_ALLOWED, message, status=405, headers={"Allow": ", ".join(METHODS)})
        if media is None:
            raise Refused(NOT_ACCEPTABLE, f"The answer is {GRAPHQL_JSON} or {JSON}.", status=406)
        is_posted = request.method == "POST"
        operation = await read_body(request, most_bytes=MOST_BYTES) if is_posted else read_parameters(request)
        content = await self.in_thread(partial(self._execute, operation))
        response = _respond(content, media, 400 if media == GRAPHQL_JSON and "data" not in content else 200)
        return response if is_posted or "errors" in content else _tagged(response, request)

    def _execute(self, operation: Operation) -> dict[str, Any]:
        if operation.query is None:
            raise Refused(BAD_REQUEST, "query must be a text.", status=400)
        return execute(
            self.store,
            operation.query,
            operation.variables,
            read_question=self.read_question,
            operation_name=operation.name,
        )


def _respond(content: dict[str, Any], media: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    sent = {"Vary": "Accept", **(headers or {})}
    return Response(orjson.dumps(content), status, sent, media_type=f"{media}; charset=utf-8")


def _tagged(response: Response, request: Request) -> Response:
    """Give the response with a tag of its content, or 304 where the client has that content already."""
    tag = f'"{sha256(bytes(response.body)).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": response.headers["vary"]}
    known = (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(","))
    if any(one in (tag, "*") for one in known):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response

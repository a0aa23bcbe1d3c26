"""GraphQL over HTTP (the GraphQL-over-HTTP draft): requests in, status codes and JSON out.

The one place where blocking code is handed to a thread, at most as many at a time as the store has connections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from api.errors import BAD_REQUEST, refusal
from api.schema import execute
from graph.reading import Reading
from graph.store import Store

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
MOST_BYTES = 1_000_000
# GraphiQL and what it runs on, in the package: a browser without the internet shows it too.
GRAPHIQL = Path(__file__).parent / "graphiql"
Result = TypeVar("Result")


class RequestError(Exception):
    """The HTTP request holds no GraphQL request. Answer with ``status``; the message is for the client."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks."""

    query: str
    variables: dict[str, Any] = field(default_factory=dict)
    name: str | None = None


class GraphQLEndpoint:
    """Answers GET and POST of one application."""

    def __init__(self, store: Store, *, read_question: Callable[[str], Reading], concurrency: int) -> None:
        self.store = store
        self.read_question = read_question
        self.limiter = CapacityLimiter(concurrency)

    async def in_thread(self, blocking: Callable[[], Result]) -> Result:
        """Run blocking code without holding up the event loop."""
        return await run_sync(blocking, limiter=self.limiter)

    async def answer(self, request: Request) -> Response:
        """Answer one HTTP request: a page for a browser, JSON for a client."""
        accept = request.headers.get("accept", "")
        if request.method == "GET" and "query" not in request.query_params and "text/html" in accept:
            return FileResponse(GRAPHIQL / "index.html", media_type="text/html")
        media = accepted_media(accept)
        try:
            operation = _operation_of(_parameters(request) if request.method == "GET" else await _body(request))
        except RequestError as error:
            return _respond(refusal(str(error), BAD_REQUEST), media, error.status)
        response = await self.in_thread(
            partial(
                execute,
                self.store,
                operation.query,
                operation.variables,
                read_question=self.read_question,
                operation_name=operation.name,
            )
        )
        return _respond(response, media, 400 if media == GRAPHQL_JSON and "data" not in response else 200)


def accepted_media(accept: str) -> str:
    """Give the media type of the response; clients that do not name the newer one get plain JSON."""
    weights: dict[str, float] = {}
    for entry in accept.lower().split(","):
        name, *parameters = (part.strip() for part in entry.split(";"))
        weights[name] = next((_weight(value) for value in parameters if value.startswith("q=")), 1.0)
    plain = weights.get(JSON, weights.get("*/*", 0.0))
    newer = weights.get(GRAPHQL_JSON, 0.0)
    order = list(weights)
    if newer and newer == plain and JSON in weights:
        return GRAPHQL_JSON if order.index(GRAPHQL_JSON) < order.index(JSON) else JSON
    return GRAPHQL_JSON if newer and newer >= plain else JSON


def _weight(parameter: str) -> float:
    try:
        return float(parameter.removeprefix("q="))
    except ValueError:
        return 0.0


def _respond(content: dict[str, Any], media: str, status: int) -> Response:
    return Response(orjson.dumps(content), status, media_type=f"{media}; charset=utf-8")


async def _body(request: Request) -> Any:
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if media.strip() != JSON or ("charset" in parameters and "utf-8" not in parameters):
        raise RequestError(415, f"Send {JSON} in UTF-8.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise RequestError(413, f"The body is longer than {MOST_BYTES:,} bytes.")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RequestError(400, f"The body is not JSON: {error}") from error


def _parameters(request: Request) -> dict[str, Any]:
    parameters: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                parameters[name] = orjson.loads(parameters[name])
            except orjson.JSONDecodeError as error:
                raise RequestError(400, f"{name} is not JSON: {error}") from error
        else:
            parameters.pop(name, None)
    return parameters


def _operation_of(body: Any) -> Operation:
    if not isinstance(body, dict):
        raise RequestError(400, 'Send one JSON object: {"query": …, "variables": …, "operationName": …}.')
    query, variables, name = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise RequestError(400, "query must be a text.")
    if not isinstance(variables, dict | None):
        raise RequestError(400, "variables must be an object.")
    if not isinstance(name, str | None):
        raise RequestError(400, "operationName must be a text.")
    if not isinstance(body.get("extensions"), dict | None):
        raise RequestError(400, "extensions must be an object.")
    return Operation(query, variables or {}, name or None)

"""GraphQL over HTTP (the GraphQL-over-HTTP draft): requests in, status codes and JSON out.

The one place where blocking code is handed to a thread: queries at most as many at a time as the store has connections,
mutations one after another, since reading documents takes the processor for long and must hold up no query.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from graphql import OperationType
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.access import Client
from api.account import Account
from api.answering import Prepared, carry_out, prepare
from api.broadcast import Broadcast, Feeds
from api.connections import Ingest
from api.errors import (
    INTERNAL,
    INTERNAL_MESSAGE,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    PREFLIGHT_REQUIRED,
    TIMEOUT,
    TIMEOUT_MESSAGE,
    TOO_MANY_REQUESTS,
    Refused,
)
from api.event_stream import events_of
from api.logs import log_event, log_failure
from api.media import GRAPHQL_JSON, JSON, STREAM, accepted_media, is_page_wanted, is_stream_wanted
from api.metrics import Metrics
from api.profiles import Profile
from api.requests import Operation, Request, read_body, read_parameters
from api.streams import Streams
from api.threads import Threads, run_in
from api.tracing import record_spans
from graph.reading import Reading
from graph.store import Store

METHODS = ("GET", "HEAD", "POST")
# GraphiQL and what it runs on, in the package: a browser without the internet shows it too.
GRAPHIQL = Path(__file__).parent / "graphiql"
# Who asks decides what they are shown.
VARY = "Accept, Authorization, X-API-Key"
# nginx would keep events back to send many together.
_STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no", "Vary": VARY}
# A page of another site can make a browser send these only after the browser has asked us (CORS); Apollo's clients
# send the second one by themselves.
_PREFLIGHTED = {"authorization", "apollo-require-preflight", "x-apollo-operation-name", "x-api-key", "x-requested-with"}


class GraphQLEndpoint:
    """Answers every request to the one path of GraphQL; an ASGI application, so that no method is kept from it."""

    def __init__(
        self,
        store: Store,
        *,
        read_question: Callable[[str], Reading],
        ingest: Ingest | None,
        broadcast: Broadcast,
        concurrency: int,
        profile: Profile,
    ) -> None:
        self.store = store
        self.read_question = read_question
        self.ingest = ingest
        self.profile = profile
        self.metrics = Metrics()
        self._reading = Threads(concurrency)
        # A program that ends waits for what is being written.
        self._writing = ThreadPoolExecutor(1, "newsgraph-writing")
        # Not among the threads that ask the store: an issuer that is slow holds up nobody who has a key.
        self._letting_in = ThreadPoolExecutor(concurrency, "newsgraph-letting-in")
        self.streams = Streams(
            store,
            Feeds(broadcast, self._reading.run),
            read_question=read_question,
            most=profile.limits.subscriptions,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request: a page for a browser, JSON for a client."""
        request = Request(scope, receive)
        accept = request.headers.get("accept", "")
        is_page = request.method in ("GET", "HEAD") and not request.parameters and is_page_wanted(accept)
        if is_page and self.profile.has_graphiql:
            response: Response = FileResponse(GRAPHIQL / "index.html", media_type="text/html")
        else:
            account = Account()
            response = await self._response(request, accepted_media(accept), account)
            if not isinstance(response, StreamingResponse):  # What is streamed is told of when its operation begins.
                account.status = response.status_code
                self.tell(account)
        await response(scope, receive, send)

    def tell(self, account: Account) -> None:
        """Tell the operator of a request that has been answered."""
        self.metrics.count(account)
        log_event("request", account.to_log)
        record_spans(account)

    async def answer(self, operation: Operation, account: Account, *, is_read_only: bool) -> dict[str, Any]:
        """Give the response to an operation without holding up the event loop. Raises `Refused`."""
        with self._counted():
            answered = await self._begun(operation, account, is_read_only=is_read_only)
            return await self._written(answered, account) if isinstance(answered, Prepared) else answered

    async def stream(
        self, operation: Operation, account: Account, *, is_read_only: bool = False
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Give the responses to an operation, of a query or mutation one; what goes wrong is in the last of them."""
        try:
            async with aclosing(self._responses(operation, account, is_read_only=is_read_only)) as responses:
                async for response in responses:
                    yield response
        except Refused as refused:
            account.codes, account.status = (refused.code,), refused.status or 400
            self.tell(account)
            yield refused.to_json()
        except Exception as error:  # noqa: BLE001 -- this is where an operation ends, whatever happened to it.
            account.codes, account.status = (INTERNAL,), 500
            self.tell(account)
            yield _masked(error)

    async def _responses(
        self, operation: Operation, account: Account, *, is_read_only: bool
    ) -> AsyncGenerator[dict[str, Any], None]:
        with self._counted():
            answered = await self._begun(operation, account, is_read_only=is_read_only)
            is_subscription = isinstance(answered, Prepared) and answered.kind is OperationType.SUBSCRIPTION
            if isinstance(answered, Prepared) and not is_subscription:
                answered = await self._written(answered, account)
        if not isinstance(answered, Prepared):
            self._tell_of(answered, account)
            yield answered
            return
        # It may go on for days, so that it is told of when it begins, or with what keeps it from that.
        visibility = account.client.visibility if account.client else None
        responses = self.streams.subscribe(answered, visibility, begun=lambda: self._tell_of({"data": None}, account))
        async with aclosing(responses):
            async for response in responses:
                if not account.status:
                    self._tell_of(response, account)
                yield response

    def _tell_of(self, response: dict[str, Any], account: Account) -> None:
        """Tell the operator of an operation that is answered in a stream."""
        account.codes = _codes_of(response)
        account.status = 200 if "data" in response else 400
        self.tell(account)

    async def _begun(self, operation: Operation, account: Account, *, is_read_only: bool) -> dict[str, Any] | Prepared:
        account.queue()
        return await self._reading.run(partial(self._answer, operation, account, is_read_only=is_read_only))

    async def _written(self, prepared: Prepared, account: Account) -> dict[str, Any]:
        account.queue()
        return await run_in(self._writing, partial(self._carry_out, prepared, account))

    async def _response(self, request: Request, media: str | None, account: Account) -> Response:
        try:
            return await self._answered(request, media, account)
        except Refused as refused:
            account.codes = (refused.code,)
            status = refused.status or (400 if media == GRAPHQL_JSON else 200)
            return _respond(refused.to_json(), media or JSON, status, refused.headers)
        except ClientDisconnect:
            return Response(status_code=499)  # As nginx has it in its logs; nobody is there to read it.
        except Exception as error:  # noqa: BLE001 -- this is where a request ends, whatever happened to it.
            account.codes = (INTERNAL,)
            return _respond(_masked(error), media or JSON, 500)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count a request while it is under way. Raises `Refused` where there are as many as may be."""
        if self.metrics.under_way >= self.profile.limits.requests:
            message = "The server has as many requests as it can take; try again."
            raise Refused(TOO_MANY_REQUESTS, message, status=503, headers={"Retry-After": "1"})
        self.metrics.under_way += 1
        try:
            yield
        finally:
            self.metrics.under_way -= 1

    async def _answered(self, request: Request, media: str | None, account: Account) -> Response:
        """Give the answer, or raise `Refused`."""
        if request.method not in METHODS:
            message = f"{request.method} is not among {', '.join(METHODS)}."
            raise Refused(METHOD_NOT_ALLOWED, message, status=405, headers={"Allow": ", ".join(METHODS)})
        is_stream = is_stream_wanted(request.headers.get("accept", ""))
        if media is None and not is_stream:
            raise Refused(NOT_ACCEPTABLE, f"The answer is {GRAPHQL_JSON} or {JSON}.", status=406)
        account.client = await self.client_of(request.headers)
        is_posted = request.method == "POST"
        if self.profile.is_strict and not is_posted and not _PREFLIGHTED & request.headers.keys():
            message = f"Send one of the headers {', '.join(sorted(_PREFLIGHTED))} with a GET."
            raise Refused(PREFLIGHT_REQUIRED, message, status=400)
        operation = await self._body_of(request) if is_posted else read_parameters(request.parameters)
        if is_stream:
            responses = self.stream(operation, account, is_read_only=not is_posted)
            return StreamingResponse(events_of(responses), headers=_STREAM_HEADERS, media_type=STREAM)
        content = await self.answer(operation, account, is_read_only=not is_posted)
        account.codes = _codes_of(content)
        with account.phase("encode"):
            response = _respond(content, media or JSON, 400 if media == GRAPHQL_JSON and "data" not in content else 200)
        return response if is_posted or "errors" in content else _tagged(response, request)

    async def client_of(self, headers: Mapping[str, str]) -> Client:
        """Give who sends these headers. Raises `Refused`."""
        access = self.profile.access
        if not access.is_blocking:
            return access.client_of(headers)
        return await run_in(self._letting_in, partial(access.client_of, headers))

    async def _body_of(self, request: Request) -> Operation:
        """Read the body, for as long as a request may take: a client that sends byte by byte holds up nobody."""
        try:
            async with asyncio.timeout(self.profile.limits.seconds):
                return await read_body(request, most_bytes=self.profile.limits.body)
        except TimeoutError as error:
            raise Refused(TIMEOUT, "The body did not arrive in time.", status=408) from error

    def _answer(self, operation: Operation, account: Account, *, is_read_only: bool) -> dict[str, Any] | Prepared:
        """Answer a query; a mutation is only prepared, for its turn among the writers, and so is a subscription."""
        self._begin(account)
        prepared = prepare(operation, profile=self.profile, account=account, is_read_only=is_read_only)
        return self._executed(prepared, account) if prepared.kind in (None, OperationType.QUERY) else prepared

    def _carry_out(self, prepared: Prepared, account: Account) -> dict[str, Any]:
        self._begin(account)
        return self._executed(prepared, account)

    def _begin(self, account: Account) -> None:
        account.begin()
        if account.seconds() > self.profile.limits.seconds:
            raise Refused(TIMEOUT, TIMEOUT_MESSAGE, status=503, headers={"Retry-After": "1"})

    def _executed(self, prepared: Prepared, account: Account) -> dict[str, Any]:
        return carry_out(
            prepared,
            self.store,
            read_question=self.read_question,
            ingest=self.ingest,
            profile=self.profile,
            account=account,
        )


def _codes_of(response: dict[str, Any]) -> tuple[str, ...]:
    return tuple(error["extensions"]["code"] for error in response.get("errors", ()))


def _masked(error: Exception) -> dict[str, Any]:
    """Give the response to what went wrong in the server; the log has it."""
    told = {"message": INTERNAL_MESSAGE, "extensions": {"code": INTERNAL, "id": log_failure(error)}}
    return {"errors": [told]}


def _respond(content: dict[str, Any], media: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    sent = {"Vary": VARY, **(headers or {})}
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

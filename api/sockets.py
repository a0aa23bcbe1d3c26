"""GraphQL over WebSocket, protocol graphql-transport-ws: any operation, and as many at a time as the client likes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import NonJsonMessageReceived, NonTextMessageReceived, WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.types.execution import ExecutionResult, PreExecutionError

from api.access import Client
from api.account import Account
from api.errors import Refused
from api.http import GraphQLEndpoint
from api.requests import operation_of

PROTOCOL = "graphql-transport-ws"
_INIT_SECONDS = 10
_GIVEN = ("authorization", "x-api-key")


@dataclass(slots=True)
class Connected:
    """A connection: how to find out who it is, from its headers or from what it says first."""

    endpoint: GraphQLEndpoint
    headers: Mapping[str, str]
    client: Client | None = None
    connection_params: dict[str, Any] = field(default_factory=dict)

    async def on_ws_connect(self, _: Connected) -> dict[str, Any]:
        """Let the client in, or raise `ConnectionRejectionError`."""
        said = {name.lower(): value for name, value in self.connection_params.items() if isinstance(value, str)}
        # A page can't set the headers of a WebSocket, so that clients send a key in the first message.
        headers = {**self.headers, **{name: said[name] for name in _GIVEN if name in said}}
        try:
            self.client = await self.endpoint.client_of(headers)
        except Refused as refused:
            self.endpoint.tell(Account(codes=(refused.code,), status=refused.status or 400))
            raise ConnectionRejectionError from refused
        return {}

    async def stream(self, query: dict[str, Any], **_: Any) -> AsyncGenerator[ExecutionResult, None]:
        """Carry out the operation in what a client sent; gives its results."""
        return self._results(query)

    async def _results(self, given: dict[str, Any]) -> AsyncGenerator[ExecutionResult, None]:
        try:
            operation = operation_of(given)
        except Refused as refused:
            yield _result_of(refused.to_json())
            return
        async with aclosing(self.endpoint.stream(operation, Account(client=self.client))) as responses:
            async for response in responses:
                yield _result_of(response)


class Told(GraphQLError):
    """An error that is told as it stands in a response."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self._error = error

    @property
    def formatted(self) -> Any:
        """Give the error as the protocol has it."""
        return self._error


def _result_of(response: dict[str, Any]) -> ExecutionResult:
    errors = cast("list[GraphQLError]", [Told(error) for error in response.get("errors", ())])
    if "data" not in response:
        return PreExecutionError(data=None, errors=errors)
    return ExecutionResult(response["data"], errors or None, response.get("extensions"))


class Messages:
    """The messages of a WebSocket as Strawberry's handler wants them."""

    def __init__(self, socket: WebSocket, *, most_bytes: int) -> None:
        self._socket = socket
        self._most_bytes = most_bytes

    async def iter_json(self) -> AsyncIterator[dict[str, Any]]:
        """Give the messages that come. Raises where one is none."""
        while self._socket.application_state is not WebSocketState.DISCONNECTED:
            try:
                text = await self._socket.receive_text()
            except KeyError as error:
                raise NonTextMessageReceived from error
            except WebSocketDisconnect:
                return
            yield self._message(text)

    def _message(self, text: str) -> dict[str, Any]:
        try:
            message = orjson.loads(text) if len(text.encode()) <= self._most_bytes else None
        except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
            raise NonJsonMessageReceived from error
        payload = message.get("payload", {}) if isinstance(message, dict) else None
        if not isinstance(payload, dict | None) or not isinstance(message, dict):
            raise NonJsonMessageReceived
        if not isinstance(message.get("id", ""), str):
            raise NonJsonMessageReceived
        # The handler takes a text alone for the query, where a client may name a registered document instead; and it
        # takes no payload that is null, though clients may send it.
        is_operation = message.get("type") == "subscribe" and "payload" in message
        return {**message, "payload": {"query": payload or {}} if is_operation else payload or {}}

    async def send_json(self, message: Mapping[str, Any]) -> None:
        """Send a message."""
        try:
            await self._socket.send_text(orjson.dumps(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:  # RuntimeError: it has been closed from this side.
            raise WebSocketDisconnected from error

    async def close(self, code: int, reason: str) -> None:
        """Close the connection, if it is open."""
        if self._socket.application_state is not WebSocketState.DISCONNECTED:
            await self._socket.close(code, reason)


class GraphQLSocket:
    """Answers every WebSocket at the path of GraphQL; an ASGI application."""

    def __init__(self, endpoint: GraphQLEndpoint) -> None:
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Talk with one client until either has enough."""
        socket = WebSocket(scope, receive, send)
        if not _is_from_here(socket, self._endpoint.profile.origins):
            await socket.close(4403, "Forbidden")
            return
        if PROTOCOL not in socket.scope.get("subprotocols", ()):
            await socket.close(4406, "Subprotocol not acceptable")
            return
        await socket.accept(PROTOCOL)
        connected = Connected(self._endpoint, dict(socket.headers))
        limits = self._endpoint.profile.limits
        handler: Any = BaseGraphQLTransportWSHandler(
            view=cast("Any", connected),
            websocket=cast("Any", Messages(socket, most_bytes=limits.body)),
            context=connected,
            root_value=None,
            schema=cast("Any", connected),
            connection_init_wait_timeout=timedelta(seconds=_INIT_SECONDS),
            max_subscriptions_per_connection=limits.subscriptions,
        )
        await handler.handle()


def _is_from_here(socket: WebSocket, origins: tuple[str, ...]) -> bool:
    """Whether a page of our own or of an allowed site opens the socket, or no page: browsers ask us nothing before."""
    origin = socket.headers.get("origin")
    if origin is None or "*" in origins or origin in origins:
        return True
    return urlsplit(origin).netloc == socket.headers.get("host")

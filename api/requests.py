"""What a client asks, read from its HTTP request; what is no GraphQL request is refused with the status it deserves."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from api.errors import BAD_REQUEST, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, Refused
from api.media import JSON

_MOST_PARAMETERS = 20


class Request:
    """A request as ASGI gives it: of a header that comes twice the first counts, and names are in lower case."""

    __slots__ = ("headers", "method", "parameters", "receive")

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.method: str = scope["method"]
        self.parameters: bytes = scope["query_string"]
        self.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}
        self.receive = receive


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks: a document, or the id of one that the server knows."""

    query: str | None
    variables: dict[str, Any] = field(default_factory=dict)
    name: str | None = None
    document_id: str | None = None
    extensions: dict[str, Any] = field(default_factory=dict)


async def read_body(request: Request, *, most_bytes: int) -> Operation:
    """Read the operation in a body of JSON. Raises `Refused`."""
    _check_media(request.headers.get("content-type", ""), request.headers.get("content-encoding", "identity"))
    body = await _bytes_of(request, most_bytes=most_bytes)
    try:
        # JSON nested more than a thousand deep is refused by orjson itself.
        content = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refused(BAD_REQUEST, f"The body is not JSON: {error}", status=400) from error
    return operation_of(content)


def read_parameters(given: bytes) -> Operation:
    """Read the operation in the parameters of a URL. Raises `Refused`."""
    try:
        pairs = parse_qsl(
            given.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except ValueError as error:  # UnicodeDecodeError is one.
        raise Refused(BAD_REQUEST, f"The parameters of the URL can't be read: {error}", status=400) from error
    parameters: dict[str, Any] = dict(pairs)
    if len(parameters) < len(pairs):
        raise Refused(BAD_REQUEST, "Give each parameter of the URL once.", status=400)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                parameters[name] = orjson.loads(parameters[name])
            except orjson.JSONDecodeError as error:
                raise Refused(BAD_REQUEST, f"{name} is not JSON: {error}", status=400) from error
        else:
            parameters.pop(name, None)
    return operation_of(parameters)


@lru_cache
def _check_media(type: str, encoding: str) -> None:
    media, *parameters = (part.strip() for part in type.lower().split(";"))
    charset = next((value[8:].strip('"') for value in parameters if value.startswith("charset=")), "utf-8")
    if media != JSON or charset not in ("utf-8", "utf8"):
        raise Refused(
            UNSUPPORTED_MEDIA_TYPE,
            f"Send {JSON} in UTF-8.",
            status=415,
            headers={"Accept-Post": f"{JSON}; charset=utf-8"},
        )
    if encoding.strip().lower() != "identity":
        raise Refused(
            UNSUPPORTED_MEDIA_TYPE, "Send the body as it is.", status=415, headers={"Accept-Encoding": "identity"}
        )


async def _bytes_of(request: Request, *, most_bytes: int) -> bytes:
    too_large = Refused(BODY_TOO_LARGE, f"The body is longer than {most_bytes:,} bytes.", status=413)
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > most_bytes:
        raise too_large
    body, is_more = b"", True
    while is_more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > most_bytes:
            raise too_large
        is_more = message.get("more_body", False)
    return body


def operation_of(body: Any) -> Operation:
    """Give the operation in a decoded body. Raises `Refused`."""
    if not isinstance(body, dict):
        raise Refused(
            BAD_REQUEST, 'Send one JSON object: {"query": …, "variables": …, "operationName": …}.', status=400
        )
    query, name, document = body.get("query"), body.get("operationName"), body.get("documentId")
    for value, key in ((query, "query"), (name, "operationName"), (document, "documentId")):
        if not isinstance(value, str | None):
            raise Refused(BAD_REQUEST, f"{key} must be a text.", status=400)
    for key in ("variables", "extensions"):
        if not isinstance(body.get(key), dict | None):
            raise Refused(BAD_REQUEST, f"{key} must be an object.", status=400)
    extensions = body.get("extensions") or {}
    if not ((query and query.strip()) or document or extensions.get("persistedQuery")):
        raise Refused(BAD_REQUEST, "query must be a text.", status=400)
    return Operation(query, body.get("variables") or {}, name or None, document, extensions)

"""What a client is told of an error: a message that it can use, and a code in ``extensions`` as Apollo's are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from api.logs import log_failure
from graph.errors import CursorError, InputError, StoreBusy, StoreTimeout, StoreUnavailable

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
BAD_USER_INPUT = "BAD_USER_INPUT"
BAD_CURSOR = "BAD_CURSOR"
BAD_REQUEST = "BAD_REQUEST"
BODY_TOO_LARGE = "BODY_TOO_LARGE"
METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
QUERY_TOO_LONG = "QUERY_TOO_LONG"
TOO_MANY_TOKENS = "TOO_MANY_TOKENS"
TOO_DEEP = "TOO_DEEP"
TOO_MANY_FIELDS = "TOO_MANY_FIELDS"
TOO_MANY_ROOTS = "TOO_MANY_ROOTS"
TOO_MANY_ALIASES = "TOO_MANY_ALIASES"
TOO_MANY_REPEATS = "TOO_MANY_REPEATS"
TOO_MANY_FRAGMENTS = "TOO_MANY_FRAGMENTS"
TOO_MANY_DIRECTIVES = "TOO_MANY_DIRECTIVES"
TOO_MANY_VARIABLES = "TOO_MANY_VARIABLES"
TOO_MANY_VALUES = "TOO_MANY_VALUES"
VALUE_TOO_DEEP = "VALUE_TOO_DEEP"
COST_TOO_HIGH = "COST_TOO_HIGH"
PAGE_TOO_LARGE = "PAGE_TOO_LARGE"
TOO_MANY_REQUESTS = "TOO_MANY_REQUESTS"
TIMEOUT = "TIMEOUT"
DOCUMENT_NOT_FOUND = "DOCUMENT_NOT_FOUND"
DOCUMENT_NOT_TRUSTED = "DOCUMENT_NOT_TRUSTED"
PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
PERSISTED_QUERY_NOT_SUPPORTED = "PERSISTED_QUERY_NOT_SUPPORTED"
INTROSPECTION_DISABLED = "INTROSPECTION_DISABLED"
PREFLIGHT_REQUIRED = "PREFLIGHT_REQUIRED"
UNAUTHENTICATED = "UNAUTHENTICATED"
FORBIDDEN = "FORBIDDEN"
WRITES_DISABLED = "WRITES_DISABLED"
ACCESS_UNAVAILABLE = "ACCESS_UNAVAILABLE"
NO_OPERATION = "OPERATION_RESOLUTION_FAILURE"
TOO_MANY_SUBSCRIPTIONS = "TOO_MANY_SUBSCRIPTIONS"
SUBSCRIBER_TOO_SLOW = "SUBSCRIBER_TOO_SLOW"
NOT_STREAMED = "NOT_STREAMED"
STORE_UNAVAILABLE = "STORE_UNAVAILABLE"
STORE_BUSY = "STORE_BUSY"
INTERNAL = "INTERNAL_SERVER_ERROR"

UNAVAILABLE_MESSAGE = "The store does not answer; try again later."
BUSY_MESSAGE = "The store is busy; try again."
TIMEOUT_MESSAGE = "The query took too long; ask for less."
INTERNAL_MESSAGE = "Something went wrong in the server; its log has the details under this id."


class Refused(Exception):
    """A request is not carried out; the message is for the client.

    ``status`` is HTTP's. Without one the request was well-formed, and the media type of the answer decides it, as
    GraphQL over HTTP wants (section 6.4). ``headers`` go with the answer; ``locations`` are places in the document.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        locations: Sequence[Mapping[str, int]] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.headers = dict(headers or {})
        self.locations = locations

    def to_json(self) -> dict[str, Any]:
        """Give the response: it has no data, because nothing was executed."""
        places = {"locations": self.locations} if self.locations else {}
        return {"errors": [{"message": str(self), **places, "extensions": {"code": self.code}}]}


def code_of(error: GraphQLError) -> str:
    """Give the code of ``error`` by what caused it."""
    if code := (error.extensions or {}).get("code"):
        return str(code)
    if isinstance(error, GraphQLSyntaxError):
        return PARSE_FAILED
    match cause_of(error):
        case CursorError():
            return BAD_CURSOR
        case InputError():
            return BAD_USER_INPUT
        case StoreUnavailable():
            return STORE_UNAVAILABLE
        case StoreTimeout():
            return TIMEOUT
        case StoreBusy():
            return STORE_BUSY
        case RecursionError() if error.path is None:
            return PARSE_FAILED
        case None:
            # graphql-core refuses an argument with the place where it stands, and a wrong value of ours with none.
            return BAD_USER_INPUT if error.nodes else INTERNAL
        case _:
            return INTERNAL


def cause_of(error: GraphQLError) -> Exception | None:
    """Give the exception that was raised in Python, or None where graphql-core itself refused."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def error_json(error: GraphQLError) -> dict[str, Any]:
    """Give ``error`` as the response has it; what is not the client's business is masked."""
    code = code_of(error)
    messages = {
        STORE_UNAVAILABLE: UNAVAILABLE_MESSAGE,
        STORE_BUSY: BUSY_MESSAGE,
        TIMEOUT: TIMEOUT_MESSAGE,
        INTERNAL: INTERNAL_MESSAGE,
    }
    message = "The query is nested too deeply." if isinstance(error.original_error, RecursionError) else error.message
    formatted: dict[str, Any] = {"message": messages.get(code, message)}
    if error.locations:
        formatted["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path is not None:
        formatted["path"] = error.path
    return {**formatted, "extensions": {**(error.extensions or {}), "code": code}}


def log_internal(error: GraphQLError) -> None:
    """Log an error that the client sees masked, with an id that it sees too."""
    error.extensions = {**(error.extensions or {}), "id": log_failure(cause_of(error) or error, path=error.path)}


def refusal(message: str, code: str) -> dict[str, Any]:
    """Give the response to a request that holds no operation to run."""
    return {"errors": [{"message": message, "extensions": {"code": code}}]}

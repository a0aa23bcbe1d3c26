"""From an operation to its answer: parsed, held to the limits, executed, with its cost told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, OperationType, get_operation_ast

from api.account import Account, MeteredStore
from api.connections import Ingest
from api.cost import cost_of
from api.documents import check_known, is_introspecting, parse_document
from api.errors import (
    INTROSPECTION_DISABLED,
    METHOD_NOT_ALLOWED,
    NOT_STREAMED,
    PARSE_FAILED,
    QUERY_TOO_LONG,
    TOO_DEEP,
    TOO_MANY_TOKENS,
    WRITES_DISABLED,
    Refused,
    error_json,
)
from api.forgetting import Memory
from api.limits import Limits, check_variables
from api.places import Known
from api.profiles import Profile
from api.requests import Operation
from api.schema import create_schema, execute
from graph.reading import Reading
from graph.store import Store
from graph.visibility import Visibility

MEMORY = Memory()
# What graphql-core adds where it knows a name that is nearly the one asked for.
_SUGGESTION = re.compile(r" ?Did you mean .*\Z", re.S)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation that may be carried out: parsed, and within the limits and the client's scope.

    ``kind`` is None where the document has no such operation, or several and none is named.
    """

    text: str
    document: DocumentNode
    variables: dict[str, Any]
    name: str | None
    kind: OperationType | None


def answer(
    store: Store,
    operation: Operation,
    *,
    read_question: Callable[[str], Reading],
    ingest: Ingest | None = None,
    profile: Profile,
    account: Account,
) -> dict[str, Any]:
    """Give the response to an operation; `account` tells what it took. Blocks. Raises `Refused`."""
    prepared = prepare(operation, profile=profile, account=account)
    return carry_out(prepared, store, read_question=read_question, ingest=ingest, profile=profile, account=account)


def prepare(operation: Operation, *, profile: Profile, account: Account, is_read_only: bool = False) -> Prepared:
    """Parse an operation and hold it to the limits. Blocks. Raises `Refused`.

    ``is_read_only``: no mutation is let through, as HTTP wants of GET.
    """
    limits = profile.limits
    with account.phase("parse"):
        text = _text_of(operation, profile)
        document = _parsed(text, limits)
        known = Known(document)
        check_known(known, limits)
        check_variables(operation.variables, limits)
        if not profile.is_introspectable and is_introspecting(known):
            raise Refused(INTROSPECTION_DISABLED, "This server does not tell its schema.")
        definition = get_operation_ast(document, operation.name)
        if definition is not None:
            _note(definition, profile, account, is_read_only=is_read_only)
            account.cost = cost_of(create_schema()._schema, document, definition, operation.variables, limits)
    kind = definition.operation if definition else None
    return Prepared(text, document, operation.variables, operation.name, kind)


def carry_out(
    prepared: Prepared,
    store: Store,
    *,
    read_question: Callable[[str], Reading],
    ingest: Ingest | None = None,
    profile: Profile,
    account: Account,
) -> dict[str, Any]:
    """Execute an operation that has been prepared, and give the response. Blocks. Raises `Refused`."""
    if prepared.kind is OperationType.SUBSCRIPTION:
        message = "A subscription is told over WebSocket, or as text/event-stream."
        raise Refused(NOT_STREAMED, message, status=400)
    visibility = account.client.visibility if account.client else None
    seen = store_seen_by(store, visibility)
    with account.phase("execute"):
        response = execute(
            cast("Store", MeteredStore(seen, account, most_seconds=profile.limits.seconds)),
            prepared.text,
            prepared.variables,
            read_question=read_question,
            ingest=ingest if visibility is None or ingest is None else partial(ingest, visibility=visibility),
            operation_name=prepared.name,
            document=prepared.document,
        )
    if not profile.is_introspectable:
        for error in response.get("errors", ()):
            error["message"] = _SUGGESTION.sub("", error["message"])
    return {**response, "extensions": {"cost": account.cost}} if "data" in response else response


def store_seen_by(store: Store, visibility: Visibility | None) -> Store:
    """Give the store as who asks sees it: whatever an operation does, it does to that."""
    return store if visibility is None else store.seen_by(visibility)


def _text_of(operation: Operation, profile: Profile) -> str:
    most = profile.limits.characters
    if operation.query is not None and len(operation.query) > most:
        raise Refused(QUERY_TOO_LONG, f"characters of the query: {len(operation.query)}; the limit is {most}.")
    return profile.persisted.text_of(operation)


def _parsed(text: str, limits: Limits) -> DocumentNode:
    misses = parse_document.cache_info().misses
    try:
        document = parse_document(text, limits.tokens)
    except GraphQLError as error:
        # The parser has one class for all that it refuses.
        if error.message.endswith("nested too deeply. Parsing aborted."):
            raise Refused(TOO_DEEP, "The query is nested too deeply.") from error
        if error.message.endswith("tokens. Parsing aborted."):
            message = f"tokens of the query: more than {limits.tokens}, which is the limit."
            raise Refused(TOO_MANY_TOKENS, message) from error
        shown = error_json(error)
        raise Refused(PARSE_FAILED, error.message, locations=shown["locations"]) from error
    if parse_document.cache_info().misses > misses:
        MEMORY.add(len(text))
    return document


def _note(definition: OperationDefinitionNode, profile: Profile, account: Account, *, is_read_only: bool) -> None:
    account.operation = definition.name.value if definition.name else None
    account.kind = definition.operation.value
    is_mutation = definition.operation is OperationType.MUTATION
    if account.client is not None:
        account.client.check("write" if is_mutation else "read")
    if is_read_only and is_mutation:
        message = f"Send a {account.kind} by POST."
        raise Refused(METHOD_NOT_ALLOWED, message, status=405, headers={"Allow": "POST"})
    if is_mutation and not profile.is_writable:
        message = "This server takes no mutations: set up keys, or the setting `writes`."
        raise Refused(WRITES_DISABLED, message, status=403)

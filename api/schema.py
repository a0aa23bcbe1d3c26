"""The schema: its root fields, and how it is printed (committed as ``schema.graphql``)."""

from __future__ import annotations

import operator
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import Annotated, Any, TypeGuard, cast

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLObjectType
from graphql import ExecutionResult as GraphQLExecutionResult
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult

from api.ask import Answer, answer
from api.connections import Context, Info, Ingest
from api.documents import Documents, operation_errors, parse_document
from api.errors import BAD_REQUEST, INTERNAL, code_of, error_json, log_internal, refusal
from api.execution import Executor
from api.groups import GroupFields
from api.mutations import Mutation
from api.nouns import NounFields
from api.paths import PathFields
from api.scalars import SCALARS
from api.stances import StanceFields
from api.subscriptions import Subscription
from api.timeline import TimelineFields
from graph.reading import Reading
from graph.store import Store


@strawberry.type(description="Each field is answered by one query to the store.")
class Query(NounFields, GroupFields, TimelineFields, StanceFields, PathFields):
    """Each root field is answered by one query to the store."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(description="A question in words, as 'who expressed concern about the drills'.")  # type: ignore[untyped-decorator]
    def ask(self, info: Info, question: Annotated[str, strawberry.argument(description="In English words.")]) -> Answer:
        """Read the question and find its answer."""
        return cast(Answer, answer(info, question))


class Schema(strawberry.Schema):
    """Strawberry's schema; logs what is our fault, and leaves out what is the client's."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log errors that the client will see masked."""
        for error in errors:
            if code_of(error) == INTERNAL:
                log_internal(error)


@cache
def create_schema() -> Schema:
    """Build the schema; it holds no state, so applications share it."""
    schema = Schema(
        Query,
        Mutation,
        Subscription,
        config=StrawberryConfig(default_resolver=operator.getitem, scalar_map=SCALARS),
        extensions=[Documents],
        execution_context_class=Executor,
    )
    for kind in schema._schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            # Strawberry would ask of every row whether it is an instance of its type, which rows never are.
            kind.is_type_of = None
    return schema


def print_schema() -> str:
    """Give the schema in GraphQL's own language."""
    return create_schema().as_str()


def execute(
    store: Store,
    graphql: str,
    variables: Mapping[str, Any] | None = None,
    *,
    read_question: Callable[[str], Reading],
    ingest: Ingest | None = None,
    operation_name: str | None = None,
    document: DocumentNode | None = None,
) -> dict[str, Any]:
    """Run a query and give the response as over HTTP: ``data``, ``errors``, or both. Blocks.

    ``document`` is ``graphql`` where the caller has parsed it already. No limit is checked here; see `api.answering`.
    """
    if document is None and not graphql:
        return refusal("There is no query.", BAD_REQUEST)
    context = Context(store, read_question, ingest)
    return response_of(run(document or graphql, context, variables or {}, operation_name=operation_name))


def run(
    document: DocumentNode | str, context: Context, variables: Mapping[str, Any], *, operation_name: str | None = None
) -> ExecutionResult:
    """Execute an operation, a subscription excepted. Blocks. Does not raise: what goes wrong is in the result."""
    try:
        result = _result(document, context, dict(variables), operation_name)
    except Exception as error:  # noqa: BLE001 -- this is where an operation ends, whatever happened to it.
        failed = error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
        result = ExecutionResult(None, [failed])
    if result.errors:
        create_schema().process_errors(result.errors)
    return result


def _result(
    document: DocumentNode | str, context: Context, variables: dict[str, Any], operation_name: str | None
) -> ExecutionResult:
    schema = create_schema()._schema
    parsed = parse_document(document) if isinstance(document, str) else document
    if errors := operation_errors(schema, parsed, operation_name):
        return ExecutionResult(None, errors)
    executor = Executor.build(
        schema,
        parsed,
        context_value=context,
        raw_variable_values=variables,
        operation_name=operation_name,
        is_awaitable=_never,
    )
    if isinstance(executor, list):
        return ExecutionResult(None, executor)
    executed = executor.execute_operation()
    assert isinstance(executed, GraphQLExecutionResult)  # The schema has no incremental delivery, and nothing awaits.
    return ExecutionResult(executed.data, executed.errors)


def _never(_: object) -> TypeGuard[Awaitable[Any]]:
    """Every resolver blocks, so that no value need be asked whether it is to be awaited."""
    return False


def response_of(result: ExecutionResult) -> dict[str, Any]:
    """Give the response of a result."""
    errors = [error_json(error) for error in result.errors or ()]
    if not errors:
        return {"data": result.data}
    # Without a path the operation did not start, and such a response has no data.
    return {"errors": errors, "data": result.data} if any("path" in error for error in errors) else {"errors": errors}

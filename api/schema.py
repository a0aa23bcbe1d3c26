"""The schema: its root fields, and how it is printed (committed as ``schema.graphql``)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, cast

import strawberry
from graphql import GraphQLError, OperationDefinitionNode
from strawberry.exceptions import MissingQueryError
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionContext
from structlog import get_logger

from api.ask import Answer, answer
from api.connections import Connection, Context, Info, find_one, find_page
from api.errors import BAD_REQUEST, INTERNAL, NO_OPERATION, VALIDATION_FAILED, cause_of, code_of, error_json, refusal
from api.filters import ActorWhere, ArticleWhere, EventWhere, PlaceWhere, StatementWhere
from api.limits import DEFAULT_LIMITS, Limits, limiting_rule
from api.orders import ActorOrder, ArticleOrder, EventOrder, PlaceOrder, StatementOrder
from api.projector import PAGE
from api.scalars import SCALARS
from api.types import Actor, Article, Event, Place, Statement
from graph.reading import Reading
from graph.store import Store

log = get_logger("newsgraph.api")


@strawberry.type
class Query:
    """Each root field is answered by one query to the store."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(description="A question in words, as 'who expressed concern about the drills'.")  # type: ignore[untyped-decorator]
    def ask(self, info: Info, question: str) -> Answer:
        """Read the question and find its answer."""
        return cast(Answer, answer(info, question))

    @strawberry.field
    def article(self, info: Info, id: strawberry.ID) -> Article | None:
        """Find the article of this id."""
        return cast("Article | None", find_one(info, "Article", id))

    @strawberry.field
    def articles(
        self,
        info: Info,
        where: ArticleWhere | None = strawberry.UNSET,
        order_by: list[ArticleOrder] | None = strawberry.UNSET,
        first: int = PAGE,
        after: str | None = strawberry.UNSET,
    ) -> Connection[Article]:
        """Find the first articles that pass."""
        page = find_page(info, "Article", where=where, order_by=order_by, first=first, after=after)
        return cast("Connection[Article]", page)

    @strawberry.field
    def actor(self, info: Info, id: strawberry.ID) -> Actor | None:
        """Find the actor of this id."""
        return cast("Actor | None", find_one(info, "Actor", id))

    @strawberry.field
    def actors(
        self,
        info: Info,
        where: ActorWhere | None = strawberry.UNSET,
        order_by: list[ActorOrder] | None = strawberry.UNSET,
        first: int = PAGE,
        after: str | None = strawberry.UNSET,
    ) -> Connection[Actor]:
        """Find the first actors that pass."""
        page = find_page(info, "Actor", where=where, order_by=order_by, first=first, after=after)
        return cast("Connection[Actor]", page)

    @strawberry.field
    def place(self, info: Info, id: strawberry.ID) -> Place | None:
        """Find the place of this id."""
        return cast("Place | None", find_one(info, "Place", id))

    @strawberry.field
    def places(
        self,
        info: Info,
        where: PlaceWhere | None = strawberry.UNSET,
        order_by: list[PlaceOrder] | None = strawberry.UNSET,
        first: int = PAGE,
        after: str | None = strawberry.UNSET,
    ) -> Connection[Place]:
        """Find the first places that pass."""
        page = find_page(info, "Place", where=where, order_by=order_by, first=first, after=after)
        return cast("Connection[Place]", page)

    @strawberry.field
    def event(self, info: Info, id: strawberry.ID) -> Event | None:
        """Find the event of this id."""
        return cast("Event | None", find_one(info, "Event", id))

    @strawberry.field
    def events(
        self,
        info: Info,
        where: EventWhere | None = strawberry.UNSET,
        order_by: list[EventOrder] | None = strawberry.UNSET,
        first: int = PAGE,
        after: str | None = strawberry.UNSET,
    ) -> Connection[Event]:
        """Find the first events that pass."""
        page = find_page(info, "Event", where=where, order_by=order_by, first=first, after=after)
        return cast("Connection[Event]", page)

    @strawberry.field
    def statement(self, info: Info, id: strawberry.ID) -> Statement | None:
        """Find the statement of this id."""
        return cast("Statement | None", find_one(info, "Statement", id))

    @strawberry.field
    def statements(
        self,
        info: Info,
        where: StatementWhere | None = strawberry.UNSET,
        order_by: list[StatementOrder] | None = strawberry.UNSET,
        first: int = PAGE,
        after: str | None = strawberry.UNSET,
    ) -> Connection[Statement]:
        """Find the first statements that pass."""
        page = find_page(info, "Statement", where=where, order_by=order_by, first=first, after=after)
        return cast("Connection[Statement]", page)


class Checks(SchemaExtension):
    """Marks the errors of validation, which graphql-core does not tell from those of variables."""

    def on_validate(self) -> Iterator[None]:
        """Mark what validation found; refuse several operations of which none is named."""
        yield
        context = self.execution_context
        for error in context.pre_execution_errors or ():
            error.extensions = {**(error.extensions or {}), "code": VALIDATION_FAILED}
        # Strawberry would run the first one, where GraphQL's specification (6.1) asks for an error.
        if not context.pre_execution_errors and not context._provided_operation_name:
            definitions = context.graphql_document.definitions if context.graphql_document else ()
            if sum(isinstance(node, OperationDefinitionNode) for node in definitions) > 1:
                raise GraphQLError("Name one of the operations.", extensions={"code": NO_OPERATION})


class Schema(strawberry.Schema):
    """Strawberry's schema; logs what is our fault, and leaves out what is the client's."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log errors that the client will see masked."""
        for error in errors:
            if code_of(error) == INTERNAL:
                log.error("query failed", path=error.path, error=error.message, exc_info=cause_of(error))


@cache
def create_schema(limits: Limits = DEFAULT_LIMITS) -> Schema:
    """Build the schema with these limits on each document; it holds no state, so applications share it."""
    # The cache of validations knows a document by its rules, so the rules must stay the same objects.
    rules = [limiting_rule(limits)]
    return Schema(
        Query,
        config=StrawberryConfig(default_resolver=operator.getitem, scalar_map=SCALARS),
        extensions=[
            lambda: MaxTokensLimiter(limits.tokens),
            lambda: AddValidationRules(rules),
            ParserCache,
            Checks,
            ValidationCache,
        ],
    )


def print_schema() -> str:
    """Give the schema in GraphQL's own language."""
    return create_schema().as_str()


def execute(
    store: Store,
    graphql: str,
    variables: Mapping[str, Any] | None = None,
    *,
    read_question: Callable[[str], Reading],
    operation_name: str | None = None,
) -> dict[str, Any]:
    """Run a query and give the response as over HTTP: ``data``, ``errors``, or both. Blocks."""
    try:
        result = create_schema().execute_sync(
            graphql,
            variable_values=dict(variables or {}),
            context_value=Context(store, read_question),
            operation_name=operation_name,
        )
    except MissingQueryError:
        return refusal("There is no query.", BAD_REQUEST)
    except CannotGetOperationTypeError:
        named = f" named {operation_name}" if operation_name else ""
        return refusal(f"There is no operation{named}.", NO_OPERATION)
    errors = [error_json(error) for error in result.errors or ()]
    if not errors:
        return {"data": result.data}
    # Without a path the operation did not start, and such a response has no data.
    return {"errors": errors, "data": result.data} if any("path" in error for error in errors) else {"errors": errors}

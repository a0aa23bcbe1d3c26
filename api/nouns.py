"""The root fields that find nouns: one by its id, and pages of those that pass a filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar, cast

import strawberry

from api.connections import After, Before, Connection, First, Info, Last, Paging, find_any, find_one, find_page
from api.filters import (
    ActorWhere,
    ArticleWhere,
    EventWhere,
    PlaceWhere,
    RoleWhere,
    RunWhere,
    SourceWhere,
    StatementWhere,
)
from api.orders import (
    ActorOrder,
    ArticleOrder,
    EventOrder,
    PlaceOrder,
    RoleOrder,
    RunOrder,
    SourceOrder,
    StatementOrder,
)
from api.types import Actor, Article, Event, Node, Place, Role, Run, Source, Statement

Resolver = TypeVar("Resolver", bound=Callable[..., Any])
Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
IDS = strawberry.argument(description="Their ids.")
WHICH = strawberry.argument(description="Which of them; all where it is left out.")
ORDER = strawberry.argument(description="By what they are sorted; the next key decides where one is equal.")


def described(description: str) -> Callable[[Resolver], Resolver]:
    """Declare a root field; Strawberry types its own decorator as Any when it has options."""
    return cast("Callable[[Resolver], Resolver]", strawberry.field(description=description))


@strawberry.type
class NounFields:
    """Each root field is answered by one query to the store."""

    @described("The noun of this id, whatever it is, or null.")
    def node(self, info: Info, id: Id) -> Node | None:
        """Find the noun of this id."""
        return cast("Node | None", find_any(info, [id])[0])

    @described("The nouns of these ids in their order, null where there is none; 100 at most.")
    def nodes(self, info: Info, ids: Annotated[list[strawberry.ID], IDS]) -> list[Node | None]:
        """Find the nouns of these ids."""
        return cast("list[Node | None]", find_any(info, ids))

    @described("The article of this id, or null.")
    def article(self, info: Info, id: Id) -> Article | None:
        """Find the article of this id."""
        return cast("Article | None", find_one(info, "Article", id))

    @described("A page of articles.")
    def articles(
        self,
        info: Info,
        where: Annotated[ArticleWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[ArticleOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Article]:
        """Find a page of the articles that pass."""
        paging = Paging(first, after, last, before)
        return cast("Connection[Article]", find_page(info, "Article", where=where, order_by=order_by, paging=paging))

    @described("The actor of this id, or null.")
    def actor(self, info: Info, id: Id) -> Actor | None:
        """Find the actor of this id."""
        return cast("Actor | None", find_one(info, "Actor", id))

    @described("A page of actors.")
    def actors(
        self,
        info: Info,
        where: Annotated[ActorWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[ActorOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Actor]:
        """Find a page of the actors that pass."""
        paging = Paging(first, after, last, before)
        return cast("Connection[Actor]", find_page(info, "Actor", where=where, order_by=order_by, paging=paging))

    @described("The place of this id, or null.")
    def place(self, info: Info, id: Id) -> Place | None:
        """Find the place of this id."""
        return cast("Place | None", find_one(info, "Place", id))

    @described("A page of places.")
    def places(
        self,
        info: Info,
        where: Annotated[PlaceWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[PlaceOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Place]:
        """Find a page of the places that pass."""
        paging = Paging(first, after, last, before)
        return cast("Connection[Place]", find_page(info, "Place", where=where, order_by=order_by, paging=paging))

    @described("The event of this id, or null.")
    def event(self, info: Info, id: Id) -> Event | None:
        """Find the event of this id."""
        return cast("Event | None", find_one(info, "Event", id))

    @described("A page of events.")
    def events(
        self,
        info: Info,
        where: Annotated[EventWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[EventOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Event]:
        """Find a page of the events that pass."""
        paging = Paging(first, after, last, before)
        return cast("Connection[Event]", find_page(info, "Event", where=where, order_by=order_by, paging=paging))

    @described("The statement of this id, or null.")
    def statement(self, info: Info, id: Id) -> Statement | None:
        """Find the statement of this id."""
        return cast("Statement | None", find_one(info, "Statement", id))

    @described("A page of statements.")
    def statements(
        self,
        info: Info,
        where: Annotated[StatementWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[StatementOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Statement]:
        """Find a page of the statements that pass."""
        paging = Paging(first, after, last, before)
        return cast(
            "Connection[Statement]", find_page(info, "Statement", where=where, order_by=order_by, paging=paging)
        )

    @described("The outlet of this id, or null.")
    def source(self, info: Info, id: Id) -> Source | None:
        """Find the outlet of this id."""
        return cast("Source | None", find_one(info, "Source", id))

    @described("A page of outlets.")
    def sources(
        self,
        info: Info,
        where: Annotated[SourceWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[SourceOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Source]:
        """Find a page of the outlets that pass."""
        paging = Paging(first, after, last, before)
        return cast("Connection[Source]", find_page(info, "Source", where=where, order_by=order_by, paging=paging))

    @described("The run of the reader of this id, or null.")
    def run(self, info: Info, id: Id) -> Run | None:
        """Find the run of the reader of this id."""
        return cast("Run | None", find_one(info, "Run", id))

    @described("A page of runs of the reader.")
    def runs(
        self,
        info: Info,
        where: Annotated[RunWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[RunOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Run]:
        """Find a page of the runs of the reader that pass."""
        paging = Paging(first, after, last, before)
        return cast("Connection[Run]", find_page(info, "Run", where=where, order_by=order_by, paging=paging))

    @described("The role of this id, or null.")
    def role(self, info: Info, id: Id) -> Role | None:
        """Find the role of this id."""
        return cast("Role | None", find_one(info, "Role", id))

    @described("A page of roles.")
    def roles(
        self,
        info: Info,
        where: Annotated[RoleWhere | None, WHICH] = strawberry.UNSET,
        order_by: Annotated[list[RoleOrder] | None, ORDER] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Role]:
        """Find a page of the roles that pass."""
        paging = Paging(first, after, last, before)
        return cast("Connection[Role]", find_page(info, "Role", where=where, order_by=order_by, paging=paging))

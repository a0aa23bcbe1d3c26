"""Pages of nouns as Relay's cursor connections, each found by one query."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

import strawberry

from api.clauses import test_of
from api.orders import orders_of
from api.planner import is_selected, plan_selection
from api.projector import checked_first, made
from graph.plan import ALWAYS, Equals, Find
from graph.reading import Reading
from graph.store import Store

Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True)
class Context:
    """What the resolvers of one application work with."""

    store: Store
    read_question: Callable[[str], Reading]


Info: TypeAlias = strawberry.Info[Context, None]


@strawberry.type(description="Where a page stands.")
class PageInfo:
    """Relay's page information; pages go forward only."""

    has_next_page: bool = made()
    has_previous_page: bool = made()
    start_cursor: str | None = made()
    end_cursor: str | None = made()


@strawberry.type
class Edge(Generic[Noun]):
    """One noun of a page."""

    cursor: str = made()
    node: Noun


@strawberry.type
class Connection(Generic[Noun]):
    """A page."""

    edges: list[Edge[Noun]]
    page_info: PageInfo
    total_count: int = made("How many there are on all pages; counted only when it is selected.")


def find_page(
    info: Info, label: str, *, where: Any, order_by: Iterable[Any] | None, first: int, after: str | None
) -> Any:
    """Find the first nouns of ``label`` that pass ``where``, after a cursor."""
    find = Find(
        plan_selection(info, label),
        where=test_of(where) if where else ALWAYS,
        order=orders_of(order_by or ()),
        first=checked_first(first),
        after=after or None,
        is_counted=is_selected(info, "totalCount"),
    )
    return find_connection(info, find)


def find_connection(info: Info, find: Find) -> Any:
    """Give the row of `Connection` for a plan."""
    page = info.context.store.find(find)
    edges = [{"cursor": cursor, "node": row} for cursor, row in zip(page.cursors, page.rows, strict=True)]
    return {
        "edges": edges,
        "page_info": {
            "has_next_page": page.has_next,
            # Relay: a server that can't tell cheaply answers by whether a cursor was given.
            "has_previous_page": find.after is not None,
            "start_cursor": page.cursors[0] if page.cursors else None,
            "end_cursor": page.cursors[-1] if page.cursors else None,
        },
        "total_count": page.total,
    }


def find_one(info: Info, label: str, id: str) -> Any:
    """Find the noun of this id, or None."""
    page = info.context.store.find(Find(plan_selection(info, label), where=Equals("id", str(id)), first=1))
    return page.rows[0] if page.rows else None

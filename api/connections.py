"""Pages of nouns as Relay's cursor connections, each found by one query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import strawberry

from api.broadcast import Subscriber
from api.clauses import test_of
from api.orders import orders_of
from api.planner import fields_of_page, plan_any, plan_selection
from api.projector import LABEL, MOST, PAGE, Edges, Inside, Stored, at, checked_first, made
from graph.errors import DocumentError, PlanError
from graph.picks import Pick
from graph.plan import ALWAYS, Equals, Find
from graph.reading import Reading
from graph.store import Outcome, Store
from graph.visibility import Visibility

Noun = TypeVar("Noun")
# Reads documents, each given by its fields, into the graph; gives an outcome for each, in their order. For a client who
# may not see everything, it is called with their ``visibility``.
Ingest: TypeAlias = Callable[..., Sequence[Outcome | DocumentError]]


@dataclass(frozen=True, slots=True)
class Context:
    """What the resolvers of one application work with."""

    store: Store
    read_question: Callable[[str], Reading]
    ingest: Ingest | None = None
    subscriber: Subscriber | None = None
    visibility: Visibility | None = None


Info: TypeAlias = strawberry.Info[Context, None]


@strawberry.type(description="Where a page stands.")
class PageInfo:
    """Relay's page information; what lies outside a cursor is looked up when it is selected."""

    has_next_page: bool = made("Whether there is more after this page.")
    has_previous_page: bool = made("Whether there is more before this page.")
    start_cursor: str | None = made("Cursor of the first noun of this page.")
    end_cursor: str | None = made("Cursor of the last noun of this page.")


@strawberry.type(description="One noun of a page.")
class Edge(Generic[Noun]):
    """Relay's edge."""

    cursor: str = at(1, Stored(()), description="Where it stands in this order and filter.")
    score: float | None = at(2, Stored(()), description="How well it fits, where the order is by RELEVANCE; else null.")
    node: Noun = at(0, Inside(()), description="The noun.")


@strawberry.type(description="A page.")
class Connection(Generic[Noun]):
    """Relay's connection."""

    edges: list[Edge[Noun]] = strawberry.field(description="The nouns of this page, in order.")
    page_info: PageInfo = strawberry.field(description="Where this page stands among the others.")
    total_count: int = made("How many there are on all pages; counted only when it is selected.")


First = Annotated[
    int | None, strawberry.argument(description=f"The first so many, {PAGE} if neither first nor last is given.")
]
Last = Annotated[int | None, strawberry.argument(description="The last so many instead, for paging backward.")]
After = Annotated[str | None, strawberry.argument(description="Only what comes after this cursor.")]
Before = Annotated[str | None, strawberry.argument(description="Only what comes before this cursor.")]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of what is found, as Relay has it; what is not given is None or unset."""

    first: int | None
    after: str | None
    last: int | None
    before: str | None


def find_page(info: Info, label: str, *, where: Any, order_by: Iterable[Any] | None, paging: Paging) -> Any:
    """Find a page of the nouns of ``label`` that pass ``where``. Raises `PlanError`."""
    find = Find(
        plan_selection(info, label),
        where=test_of(where) if where else ALWAYS,
        order=orders_of(order_by or ()),
        **window(info, paging),
    )
    return find_connection(info, find)


def window(info: Info, paging: Paging) -> dict[str, Any]:
    """Give the options of `Find` for a page and what is selected of it. Raises `PlanError`."""
    first, last = (None if each is strawberry.UNSET else each for each in (paging.first, paging.last))
    after, before = (None if each is strawberry.UNSET else each for each in (paging.after, paging.before))
    if first is not None and last is not None:
        raise PlanError("first and last are both given: ask for the first nouns or for the last")
    selected = fields_of_page(info)
    return {
        "first": PAGE if first is None else checked_first(first),
        "last": None if last is None else checked_first(last, "last"),
        "after": after or None,
        "before": before or None,
        "is_counted": "totalCount" in selected,
        "is_placed": bool((after and "hasPreviousPage" in selected) or (before and "hasNextPage" in selected)),
        "is_marked": not selected.isdisjoint(("cursor", "startCursor", "endCursor")),
        "is_listed": "totalCount" not in selected or not selected.isdisjoint(("edges", "pageInfo")),
    }


def find_connection(info: Info, find: Find) -> Any:
    """Give the row of `Connection` for a plan."""
    page = info.context.store.find(find)
    # Nobody reads a cursor of a page that is not marked.
    cursors = page.cursors or (None,) * len(page.rows)
    scores = page.scores or (None,) * len(page.rows)
    return {
        "edges": Edges(page.rows, cursors, scores),
        "page_info": {
            "has_next_page": page.has_next,
            "has_previous_page": page.has_previous,
            "start_cursor": page.cursors[0] if page.cursors else None,
            "end_cursor": page.cursors[-1] if page.cursors else None,
        },
        "total_count": page.total,
    }


def find_one(info: Info, label: str, id: str) -> Any:
    """Find the noun of this id, or None."""
    find = Find(plan_selection(info, label), where=Equals("id", str(id)), first=1, is_marked=False)
    page = info.context.store.find(find)
    return page.rows[0] if page.rows else None


def find_any(info: Info, ids: Sequence[str]) -> list[Any]:
    """Find the nouns of these ids, None where there is none. Raises `PlanError`."""
    if len(ids) > MOST:
        raise PlanError(f"{len(ids)} ids are too many: ask for {MOST} at most")
    wanted = [str(id) for id in ids]
    found: dict[str, dict[str, Any]] = {}
    for record in info.context.store.inquire(Pick(tuple(dict.fromkeys(wanted)), plan_any(info))):
        id, label = record["id"], record["label"]
        if id in found:
            other = found[id][LABEL]
            raise PlanError(f"{id!r} is the id of two nouns: ask for `{other.lower()}` or `{label.lower()}` of this id")
        found[id] = {**record["row"], LABEL: label}
    return [found.get(id) for id in wanted]

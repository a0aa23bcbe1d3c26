"""The root field ``timeline``: events in order of time, each with who told it first and how many tell of it."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from api.clauses import test_of
from api.connections import After, Before, Connection, First, Info, Last, Paging, find_connection, window
from api.filters import EventWhere
from api.planner import names_below, plan_below
from api.projector import Row, inside, made
from api.types import Article, Event
from graph.plan import ALWAYS, Computed
from graph.timeline import ARTICLES, STATEMENTS, first_report, plan_timeline

_ENTRY = ("edges", "node")


def _itself(row: Row) -> Row:
    return row


@strawberry.type(description="One event in the order of time.")
class TimelineEntry:
    """The row of an event, with what is computed of it."""

    event: Event = inside(read=_itself, description="The event.")
    articles: int = made("How many articles tell of it.")
    statements: int = made("How many statements there are about it.")
    first_reported_by: Article | None = made("The article that was published first; null where no time is known.")


@strawberry.type
class TimelineFields:
    """The root field."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(description="Events whose beginning is known, the earliest first.")  # type: ignore[untyped-decorator]
    def timeline(
        self,
        info: Info,
        where: Annotated[EventWhere | None, strawberry.argument(description="Which events.")] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[TimelineEntry]:
        """Find a page of events."""
        find = plan_timeline(
            plan_below(info, "Event", (*_ENTRY, "event")),
            computed=_computed(info),
            where=test_of(where) if where else ALWAYS,
            **window(info, Paging(first, after, last, before)),
        )
        return cast("Connection[TimelineEntry]", find_connection(info, find))


def _computed(info: Info) -> tuple[Computed, ...]:
    selected = names_below(info, *_ENTRY)
    computed: list[Computed] = [each for each in (ARTICLES, STATEMENTS) if each.key in selected]
    if "firstReportedBy" in selected:
        computed.append(first_report(plan_below(info, "Article", (*_ENTRY, "firstReportedBy"))))
    return tuple(computed)

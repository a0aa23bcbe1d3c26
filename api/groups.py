"""``statementsGroup`` and ``eventsGroup``: how many there are of each kind, at each time, by each of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, TypeAlias, cast

import strawberry
from strawberry.utils.str_converters import to_camel_case

from api.clauses import test_of
from api.connections import Info
from api.enums import OrderDirection
from api.filters import EventWhere, StatementWhere
from api.group_keys import EventGroupKey, EventKey, StatementGroupKey, StatementKey
from api.planner import names_below, plan_below
from api.projector import PAGE
from api.times import Time, format_time
from graph.group_keys import KEYS, Noun
from graph.group_query import groups_of
from graph.grouping import MOST_GROUPS, Function, Grouping, GroupOrder, Measure
from graph.plan import ALWAYS, Test

FUNCTIONS: tuple[Function, ...] = ("min", "max", "avg")

First: TypeAlias = Annotated[
    int, strawberry.argument(description=f"How many groups at most; the largest number is {MOST_GROUPS:,}.")
]


def _counted(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.type(description="How many different ones there are in a group of statements.")
class StatementGroupCount:
    """Each is counted only when it is selected."""

    statements: int = _counted("Statements of the group.")
    articles: int = _counted("Articles that they stand in.")
    sources: int = _counted("Outlets that published those articles.")
    speakers: int = _counted("Actors who said them.")
    events: int = _counted("Events that they are about.")


@strawberry.type(description="How many different ones there are in a group of events.")
class EventGroupCount:
    """Each is counted only when it is selected."""

    events: int = _counted("Events of the group.")
    articles: int = _counted("Articles that tell of them.")
    sources: int = _counted("Outlets that published those articles.")
    statements: int = _counted("Statements about them.")
    actors: int = _counted("Actors who do them.")


@strawberry.type(description="The least or the greatest value in a group of statements; null where none is known.")
class StatementGroupExtremes:
    """Of `min` and `max`."""

    confidence: float | None = _counted("How sure.")
    polarity: int | None = _counted("The speaker's polarity towards the target.")
    said_at: Time | None = _counted("When it was said: of the beginning.")
    published: str | None = _counted("When its article was published, as it was given (ISO 8601).")


@strawberry.type(description="The mean in a group of statements; null where nothing is known.")
class StatementGroupMeans:
    """Of `avg`."""

    confidence: float | None = _counted("How sure.")
    polarity: float | None = _counted("The speaker's polarity towards the target, from -1 to 1.")


@strawberry.type(description="The least or the greatest value in a group of events; null where none is known.")
class EventGroupExtremes:
    """Of `min` and `max`."""

    confidence: float | None = _counted("How sure.")
    score: float | None = _counted("PLOVER's score, from -10 (conflict) to 10 (cooperation).")
    start: Time | None = _counted("When it began.")
    published: str | None = _counted("When an article that tells of it was published, as it was given (ISO 8601).")


@strawberry.type(description="The mean in a group of events; null where nothing is known.")
class EventGroupMeans:
    """Of `avg`."""

    confidence: float | None = _counted("How sure.")
    score: float | None = _counted("PLOVER's score, from -10 (conflict) to 10 (cooperation).")


@strawberry.type(description="Statements that share their keys.")
class StatementGroup:
    """One row of a table."""

    key: StatementGroupKey = _counted("What they share.")
    count: StatementGroupCount = _counted("How many they are, and how many are around them.")
    min: StatementGroupExtremes = _counted("The least values.")
    max: StatementGroupExtremes = _counted("The greatest values.")
    avg: StatementGroupMeans = _counted("The means.")


@strawberry.type(description="Events that share their keys.")
class EventGroup:
    """One row of a table."""

    key: EventGroupKey = _counted("What they share.")
    count: EventGroupCount = _counted("How many they are, and how many are around them.")
    min: EventGroupExtremes = _counted("The least values.")
    max: EventGroupExtremes = _counted("The greatest values.")
    avg: EventGroupMeans = _counted("The means.")


@strawberry.input(description="One key of an order of groups.")
class StatementGroupOrder:
    """By a key, or without one by the number of statements."""

    key: StatementKey | None = strawberry.field(
        default=strawberry.UNSET,
        description="By this key, which `by` must name; if not given, by the number of statements.",
    )
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which comes first.")


@strawberry.input(description="One key of an order of groups.")
class EventGroupOrder:
    """By a key, or without one by the number of events."""

    key: EventKey | None = strawberry.field(
        default=strawberry.UNSET,
        description="By this key, which `by` must name; if not given, by the number of events.",
    )
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which comes first.")


@strawberry.type
class GroupFields:
    """The root fields."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(description="Statements counted in groups; the largest group first without `orderBy`.")  # type: ignore[untyped-decorator]
    def statements_group(
        self,
        info: Info,
        by: Annotated[list[StatementKey], strawberry.argument(description="The keys, one to four.")],
        where: Annotated[
            StatementWhere | None, strawberry.argument(description="Of which statements.")
        ] = strawberry.UNSET,
        order_by: Annotated[
            list[StatementGroupOrder] | None, strawberry.argument(description="The first key counts most.")
        ] = strawberry.UNSET,
        first: First = PAGE,
    ) -> list[StatementGroup]:
        """Group statements."""
        found = _groups(info, "Statement", by, test_of(where) if where else ALWAYS, order_by, first)
        return cast("list[StatementGroup]", found)

    @strawberry.field(description="Events counted in groups; the largest group first without `orderBy`.")  # type: ignore[untyped-decorator]
    def events_group(
        self,
        info: Info,
        by: Annotated[list[EventKey], strawberry.argument(description="The keys, one to four.")],
        where: Annotated[EventWhere | None, strawberry.argument(description="Of which events.")] = strawberry.UNSET,
        order_by: Annotated[
            list[EventGroupOrder] | None, strawberry.argument(description="The first key counts most.")
        ] = strawberry.UNSET,
        first: First = PAGE,
    ) -> list[EventGroup]:
        """Group events."""
        found = _groups(info, "Event", by, test_of(where) if where else ALWAYS, order_by, first)
        return cast("list[EventGroup]", found)


def _groups(info: Info, label: str, by: Iterable[Any], where: Test, order_by: Iterable[Any] | None, first: int) -> Any:
    names, keys = tuple(str(key) for key in by), KEYS[label]
    selected = names_below(info, "key")
    nouns = [
        (name, key) for name in names if isinstance(key := keys.by[name], Noun) and to_camel_case(name) in selected
    ]
    grouping = Grouping(
        label,
        by=names,
        where=where,
        order=tuple(_order(each) for each in order_by or ()),
        first=first,
        nouns=tuple((name, plan_below(info, key.steps[-1].label, ("key", to_camel_case(name)))) for name, key in nouns),
        counts=_selected(info, "count", keys.counts),
        measures=tuple(
            Measure(function, name) for function in FUNCTIONS for name in _selected(info, function, keys.measures)
        ),
    )
    return [_row(grouping, group) for group in groups_of(grouping, info.context.store.inquire(grouping))]


def _order(order: Any) -> GroupOrder:
    return GroupOrder(str(order.key) if order.key else None, is_descending=order.direction is OrderDirection.DESC)


def _selected(info: Info, field: str, known: Mapping[str, object]) -> tuple[str, ...]:
    selected = names_below(info, field)
    return tuple(name for name in known if to_camel_case(name) in selected)


def _row(grouping: Grouping, group: Mapping[str, Any]) -> dict[str, Any]:
    """Give the row of a group: every key and value that GraphQL may read has a place in it."""
    unknown = dict.fromkeys(grouping.keys.measures)
    return {
        "key": {**dict.fromkeys(grouping.keys.by), **group["key"]},
        "count": {f"{grouping.label.lower()}s": group["total"], **group["counts"]},
        **{function: {**unknown, **_printed(group[function])} for function in FUNCTIONS},
    }


_PRINTED: Mapping[str, Callable[[int, str | None], str | None]] = {
    "said_at": format_time,
    "start": format_time,
    "published": lambda _, text: text,
}


def _printed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _PRINTED[name](*value) if name in _PRINTED and value else value for name, value in values.items()}

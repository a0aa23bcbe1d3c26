"""The root field ``stances``: who is for an event, who against it, and in what statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, cast

import strawberry

from api.clauses import test_of
from api.connections import Info
from api.enums import Stance
from api.filters import EventWhere
from api.planner import first_below, plan_below
from api.projector import PAGE, First, checked_first
from api.types import Actor, Statement
from graph.errors import PlanError
from graph.plan import Equals
from graph.stances import STANCES, Stances


@strawberry.type(description="A speaker with what they said about the event in this stance.")
class StanceSpeaker:
    """One line of the table."""

    actor: Actor | None = strawberry.field(description="Who said it; null for what nobody known said.")
    count: int = strawberry.field(description="How many statements of theirs take this stance.")

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(description="These statements, in the order of their articles and texts.")  # type: ignore[untyped-decorator]
    def statements(root: strawberry.Parent[Any], first: First = PAGE) -> list[Statement]:
        """Give the first of the row's statements."""
        return cast("list[Statement]", root["statements"][:first])


@strawberry.type(description="How many there are of one stance towards an event, before any are cut off.")
class StanceCount:
    """Of the whole stance."""

    statements: int = strawberry.field(description="Statements that take it.")
    speakers: int = strawberry.field(description="Known actors who said them.")


@strawberry.type(description="Who takes one stance towards an event.")
class StanceGroup:
    """The speakers of one stance."""

    stance: Stance = strawberry.field(description="For it, neither, or against it.")
    count: StanceCount = strawberry.field(description="How many there are in all.")
    speakers: list[StanceSpeaker] = strawberry.field(description="Who takes it; who said most comes first.")


@strawberry.type
class StanceFields:
    """The root field."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(description="Who speaks for and who against events; only stances that somebody takes.")  # type: ignore[untyped-decorator]
    def stances(
        self,
        info: Info,
        event: Annotated[
            strawberry.ID | None, strawberry.argument(description="The id of one event.")
        ] = strawberry.UNSET,
        where: Annotated[
            EventWhere | None,
            strawberry.argument(
                description="Which events instead: as several articles tell of one, each in its words."
            ),
        ] = strawberry.UNSET,
        first: Annotated[int, strawberry.argument(description="How many speakers of each stance at most.")] = PAGE,
    ) -> list[StanceGroup]:
        """Find the speakers."""
        if (event is None or event is strawberry.UNSET) == (where is None or where is strawberry.UNSET):
            raise PlanError("stances are towards one event or towards those of a filter: give event or where")
        stances = Stances(
            test_of(where) if where else Equals("id", str(event)),
            speaker=plan_below(info, "Actor", ("speakers", "actor")),
            statement=plan_below(info, "Statement", ("speakers", "statements")),
            first=checked_first(first),
            statements=first_below(info, "speakers", "statements"),
        )
        return cast("list[StanceGroup]", _groups(info.context.store.inquire(stances)))


def _groups(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the rows of `StanceGroup` in the order of `STANCES`."""
    groups: dict[str, dict[str, Any]] = {}
    for record in records:
        count = {"statements": record["total"], "speakers": record["speakers"]}
        group = groups.setdefault(record["stance"], {"stance": record["stance"], "count": count, "speakers": []})
        group["speakers"].append({"actor": record["speaker"], "count": record["count"], "statements": record["said"]})
    return [groups[stance] for stance in STANCES if stance in groups]

"""The root field ``stances``: who is for an event, who against it, and in what statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, cast

import strawberry

from api.connections import Info
from api.enums import Stance
from api.planner import first_below, plan_below
from api.projector import PAGE, First, checked_first
from api.types import Actor, Statement
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
    @strawberry.field(description="Who speaks for and who against an event; only stances that somebody takes.")  # type: ignore[untyped-decorator]
    def stances(
        self,
        info: Info,
        event: Annotated[strawberry.ID, strawberry.argument(description="The event's id.")],
        first: Annotated[int, strawberry.argument(description="How many speakers of each stance at most.")] = PAGE,
    ) -> list[StanceGroup]:
        """Find the speakers."""
        stances = Stances(
            str(event),
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

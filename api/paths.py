"""The root field ``path``: how two actors are connected, step by step, with the words that show each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, cast

import strawberry

from api.connections import Info
from api.enums import AboutRole, Stance, Via
from api.planner import names_below, plan_below
from api.types import Actor, Event, Evidence, Place, Statement
from api.values import EVIDENCE, evidence_of
from graph.paths import LONGEST, Way
from graph.plan import Follow, Select

LENGTH = 4
# So many mentions of an event show that an actor takes part in it.
_MENTIONS = 5
_TOLD = "told"


@strawberry.enum(description="How two nouns of a path are related.")
class PathRelation(StrEnum):
    """The edges of `graph.paths`."""

    SAID_BY = "SAID_BY"
    ADDRESSED_TO = "ADDRESSED_TO"
    ABOUT = "ABOUT"
    ACTOR_IN = "ACTOR_IN"
    RECIPIENT_IN = "RECIPIENT_IN"


_MEANINGS = {
    "SAID_BY": "A statement was said by an actor.",
    "ADDRESSED_TO": "A statement was said to an actor.",
    "ABOUT": "A statement is about an event, an actor or a place.",
    "ACTOR_IN": "An actor does what the event is.",
    "RECIPIENT_IN": "What the event is, is done to an actor or with them.",
}
for _value in PathRelation.__strawberry_definition__.values:  # type: ignore[attr-defined] # Strawberry sets it.
    _value.description = _MEANINGS[_value.name]


@strawberry.type(description="An end of a step: one of actor, statement, event and place.")
class PathNoun:
    """All but one of its fields are null."""

    actor: Actor | None = strawberry.field(description="The actor, or null.")
    statement: Statement | None = strawberry.field(description="The statement, or null.")
    event: Event | None = strawberry.field(description="The event, or null.")
    place: Place | None = strawberry.field(description="The place, or null.")


@strawberry.type(description="One step of a path, along one relation.")
class PathStep:
    """From one noun to the next."""

    relation: PathRelation = strawberry.field(description="How the two are related.")
    is_forward: bool = strawberry.field(
        description="Whether it leads from a statement, or from an actor in an event; else to one."
    )
    stance: Stance | None = strawberry.field(description="Of ABOUT: the speaker's stance towards it.")
    role: AboutRole | None = strawberry.field(description="Of ABOUT: whether the act is aimed at it.")
    via: Via | None = strawberry.field(description="Of SAID_BY: how the speaker is named.")
    from_: PathNoun = strawberry.field(name="from", description="Where the step starts.")
    to: PathNoun = strawberry.field(description="Where it leads.")
    evidence: list[Evidence] = strawberry.field(
        description=f"What shows it: the words of the statement, or up to {_MENTIONS} mentions of the event."
    )


@strawberry.type(description="A shortest way from one actor to another.")
class Path:
    """Of several shortest ways, one."""

    length: int = strawberry.field(description="How many steps it has.")
    steps: list[PathStep] = strawberry.field(description="The steps in order, from the first actor to the second.")


@strawberry.type
class PathFields:
    """The root field."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(
        description="How two actors are connected, by statements and what these are about; null where they are not."
    )  # type: ignore[untyped-decorator]
    def path(
        self,
        info: Info,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from", description="The first actor's id.")],
        to: Annotated[strawberry.ID, strawberry.argument(description="The second actor's id.")],
        longest: Annotated[
            int, strawberry.argument(description=f"How many steps at most; the largest number is {LONGEST}.")
        ] = LENGTH,
    ) -> Path | None:
        """Find the path."""
        ends = [("steps", end) for end in ("from", "to")]
        is_shown = "evidence" in names_below(info, "steps")
        shown = [("steps", "evidence")] if is_shown else []
        statement = plan_below(info, "Statement", *((*end, "statement") for end in ends), *shown)
        event = plan_below(info, "Event", *((*end, "event") for end in ends))
        way = Way(
            str(from_),
            str(to),
            longest,
            actor=plan_below(info, "Actor", *((*end, "actor") for end in ends)),
            statement=_with_evidence(statement) if is_shown else statement,
            event=_with_mentions(event, plan_below(info, "EventMention", *shown)) if is_shown else event,
            place=plan_below(info, "Place", *((*end, "place") for end in ends)),
        )
        return cast("Path | None", _path(info.context.store.inquire(way)))


def _with_evidence(select: Select) -> Select:
    return replace(select, properties=tuple(dict.fromkeys((*select.properties, *EVIDENCE))))


def _with_mentions(event: Select, mention: Select) -> Select:
    told = Follow(_TOLD, "REALISES", "in", (_with_evidence(mention),), limit=_MENTIONS)
    return replace(event, follows=(*event.follows, told))


def _path(records: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Give the row of `Path`."""
    if not records:
        return None
    steps = [_step(record, following) for record, following in pairwise(records)]
    return {"length": len(steps), "steps": steps}


def _step(record: Mapping[str, Any], following: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "relation": record["type"],
        "is_forward": record["is_forward"],
        **record["edge"],
        "from_": record,
        "to": following,
        "evidence": _evidence(record, following),
    }


def _evidence(*ends: Mapping[str, Any]) -> list[Any]:
    """Give what shows a step, where it was read: each step has a statement or an event at one end."""
    for end in ends:
        if (statement := end["statement"]) is not None:
            return evidence_of(statement) if EVIDENCE[0] in statement else []
    event = next(end["event"] for end in ends if end["event"] is not None)
    return [piece for mention in event.get(_TOLD, ()) for piece in evidence_of(mention)]

"""The field ``ask``: a question in words, how it was read, and the statements that answer it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import strawberry

from api.connections import After, Before, Connection, First, Info, Last, Paging, find_connection, window
from api.enums import Act
from api.planner import plan_selection
from api.types import Statement
from graph.acts import ACTS
from graph.asking import plan_question
from graph.grounding import ground
from graph.reading import Reading, Terms


@strawberry.type(name="Reading", description="How a question was understood.")
class QuestionReading:
    """Shown so that a wrong answer can be told from a wrong reading."""

    act: list[Act] = strawberry.field(description="Any of these; empty means any act.")
    polarity: int | None = strawberry.field(description="The acts' polarity where they share one.")
    negated: bool = strawberry.field(description="Whether the act is denied.")
    about: str | None = strawberry.field(description="The words for what it is about.")
    speaker: str | None = strawberry.field(description="The words for who speaks.")
    addressee: str | None = strawberry.field(description="The words for whom it is said to.")
    from_: str | None = strawberry.field(name="from", description="ISO 8601 date, included.")
    to: str | None = strawberry.field(description="ISO 8601 date, included.")
    place: str | None = strawberry.field(description="The words for where.")
    unread: list[str] = strawberry.field(
        description="Parts that were not understood; where there are any, no statements are given."
    )
    widened: bool = strawberry.field(
        description="The named speaker did nothing of the kind; given is what they said that is most like the question."
    )


@strawberry.type(description="A question with its answer.")
class Answer:
    """The statements are found when they are selected, by one query."""

    question: str = strawberry.field(description="The question as asked.")
    reading: QuestionReading = strawberry.field(description="How it was read.")

    # Strawberry types the decorator as Any when it has options.
    @strawberry.field(description="The statements that answer the question, the surest first.")  # type: ignore[untyped-decorator]
    def statements(
        self,
        info: Info,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Statement]:
        """Plan the reading and find a page of its statements."""
        row = cast("Any", self)
        find = plan_question(row["read"], select=plan_selection(info, "Statement"))
        find = replace(find, **window(info, Paging(first, after, last, before)))
        return cast("Connection[Statement]", find_connection(info, find))


def answer(info: Info, question: str) -> Any:
    """Read ``question``; gives the row of `Answer`."""
    reading = ground(info.context.read_question(question), info.context.store.find)
    return {"question": question, "reading": reading_row(reading), "read": reading}


def reading_row(reading: Reading) -> dict[str, Any]:
    """Give the row of `QuestionReading`."""
    polarities = {ACTS[act].polarity for act in reading.acts}
    return {
        "act": reading.acts,
        "polarity": polarities.pop() if len(polarities) == 1 else None,
        "negated": reading.negated,
        "about": _words(reading.about),
        "speaker": _words(reading.speaker),
        "addressee": _words(reading.addressee),
        "from_": reading.time_from,
        "to": reading.time_to,
        "place": _words(reading.place),
        "unread": reading.unread,
        "widened": reading.is_widened,
    }


def _words(terms: Terms | None) -> str | None:
    return terms.words if terms else None

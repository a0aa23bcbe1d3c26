"""Who is for and who is against events: the speakers of the statements about them, by the stance that these take."""

from __future__ import annotations

from dataclasses import dataclass

from graph.conditions import Bound, Conditions
from graph.cypher import found_by
from graph.errors import PlanError
from graph.params import Params
from graph.plan import MOST_ROWS, Select, Test
from graph.plan_checks import check_test
from graph.projections import projection
from graph.query import Query
from graph.visibility import Visibility

STANCES = ("positive", "neutral", "negative")


@dataclass(frozen=True, slots=True)
class Stances:
    """For each stance towards the events that pass ``events`` the ``first`` speakers, who said most before others.

    ``speaker`` and ``statement`` say what is read of each; of one speaker ``statements`` statements at most, in the
    order of their articles. What nobody known said has no speaker. Raises `PlanError`.
    """

    events: Test
    speaker: Select
    statement: Select
    first: int = 20
    statements: int = 20

    def __post_init__(self) -> None:
        check_test(self.events, "Event")
        for select, label in ((self.speaker, "Actor"), (self.statement, "Statement")):
            if select.label != label:
                raise PlanError(f"a stance has no {select.label} here: give a Select of {label}")
        for name, most in (("first", self.first), ("statements", self.statements)):
            if not 0 <= most <= MOST_ROWS:
                raise PlanError(f"{name} is {most}: ask for 0 to {MOST_ROWS}")


def compile_stances(stances: Stances, visibility: Visibility | None = None) -> Query:
    """Give the query: a record for each speaker of a stance, with ``count`` and ``said``, the statements kept.

    ``total`` and ``speakers`` count all statements and speakers of the stance, before any are cut off.
    """
    params = Params(visibility)
    conditions = Conditions(params)
    found = found_by("Event", stances.events, conditions)
    first = params.add(stances.first)
    order = "count DESC, a IS NOT NULL DESC, a.sort_key"
    text = f"""\
MATCH {conditions.pattern("n", "ABOUT", "in", Bound("s", "Statement", "r"))}
OPTIONAL MATCH {conditions.pattern("s", "SAID_BY", "out", Bound("a", "Actor"))}
WITH DISTINCT r.stance AS stance, a, s
WITH stance, a, count(s) AS count, collect(s) AS theirs
ORDER BY {order}
WITH stance, sum(count) AS total, count(a) AS speakers, collect([a, count, theirs])[..{first}] AS kept
UNWIND kept AS one
WITH stance, total, speakers, one[0] AS a, one[1] AS count, one[2] AS theirs
RETURN stance, total, speakers, {projection(stances.speaker, "a", conditions)} AS speaker, count, COLLECT {{
  UNWIND theirs AS said
  WITH said ORDER BY said.sort_key LIMIT {params.add(stances.statements)}
  RETURN {projection(stances.statement, "said", conditions)} AS entry
}} AS said
ORDER BY stance, {order}"""
    return Query("\n".join((*conditions.answers.values(), found, text)), params.values)

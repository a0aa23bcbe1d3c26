"""How two actors are connected: the shortest way from one to the other along statements and what these are about."""

from __future__ import annotations

from dataclasses import dataclass

from graph.conditions import Conditions
from graph.errors import PlanError
from graph.params import Params
from graph.plan import Select
from graph.projections import projection
from graph.query import Query
from graph.visibility import Visibility

# Farther apart than this, two actors are connected by chance, and the search walks through most of the graph.
LONGEST = 8
# Not by standing in one article or by events in one place: so nearly everybody is connected. Places that somebody
# speaks about are on the way: ArcadeDB tests the nouns of the one way that it found, and looks for no other.
EDGES = ("SAID_BY", "ADDRESSED_TO", "ABOUT", "ACTOR_IN", "RECIPIENT_IN")

_ACTOR, _STATEMENT, _EVENT, _PLACE = (Select(label, ("id",)) for label in ("Actor", "Statement", "Event", "Place"))


@dataclass(frozen=True, slots=True)
class Way:
    """A shortest way of at most ``longest`` edges between the actors of two ids; selects say what is read of each noun.

    Raises `PlanError`.
    """

    start: str
    end: str
    longest: int = 4
    actor: Select = _ACTOR
    statement: Select = _STATEMENT
    event: Select = _EVENT
    place: Select = _PLACE

    @property
    def selects(self) -> tuple[Select, ...]:
        """What is read of each noun."""
        return self.actor, self.statement, self.event, self.place

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise PlanError(f"a path has two ends: from and to are both {self.start!r}")
        if not 1 <= self.longest <= LONGEST:
            raise PlanError(f"longest is {self.longest}: ask for 1 to {LONGEST}")
        for select, label in zip(self.selects, ("Actor", "Statement", "Event", "Place"), strict=True):
            if select.label != label:
                raise PlanError(f"{select.label} stands in the place of {label}")


def compile_way(way: Way, visibility: Visibility | None = None) -> Query:
    """Give the query: a record for each noun from start to end, with the edge to the next one; none without a way.

    A record has one of ``actor``, ``statement``, ``event`` and ``place``, the others null, and of the edge ``type``,
    ``is_forward`` and ``edge``, its stance, role and via.
    """
    params = Params(visibility)
    conditions = Conditions(params)
    nouns = ", ".join(
        f"CASE WHEN x:{select.label} THEN {projection(select, 'x', conditions)} END AS {select.label.lower()}"
        for select in way.selects
    )
    found = _shortest(way, params) if visibility is None else _shortest_seen(way, conditions)
    text = f"""\
{found}
RETURN type(r) AS type, startNode(r).id = x.id AS is_forward, r {{.stance, .role, .via}} AS edge, {nouns}
ORDER BY position"""
    return Query(text, params.values)


def _shortest(way: Way, params: Params) -> str:
    """Give the clauses that bind each noun ``x`` of the way, its ``position`` and the edge ``r`` to the next."""
    # The length of a pattern can't be a parameter; it is a checked integer. ``SHORTEST 1`` is Neo4j's alone.
    hops = f"-[:{'|'.join(EDGES)}*1..{way.longest:d}]-"
    return f"""\
MATCH (a:Actor) WHERE a.id = {params.add(way.start)}
CALL (a) {{
  MATCH (b:Actor) WHERE b.id = {params.add(way.end)}
  MATCH p = shortestPath((a){hops}(b))
  RETURN p LIMIT 1
}}
UNWIND range(0, length(p)) AS position
WITH position, nodes(p)[position] AS x, relationships(p)[position] AS r"""


def _shortest_seen(way: Way, conditions: Conditions) -> str:
    """Give the clauses that bind what `_shortest` does, along nouns that may be seen alone.

    ArcadeDB's ``shortestPath`` looks for no other way where a noun of the one that it found fails a test. So the nouns
    one edge farther are found again and again until the second actor is among them, and then the way is gone back.
    """
    params, hop = conditions.params, f"-[:{'|'.join(EDGES)}]-"
    may_be_seen = conditions.may_be_seen("y", *(select.label for select in way.selects))
    clauses = [
        f"MATCH {conditions.noun('a', 'Actor')} WHERE a.id = {params.add(way.start)}",
        f"MATCH {conditions.noun('b', 'Actor')} WHERE b.id = {params.add(way.end)}",
        "WITH b, [a] AS l0",
    ]
    for step in range(1, way.longest + 1):
        before, here = f"l{step - 1}", f"l{step}"
        walked = f"UNWIND CASE WHEN b IN {before} THEN [] ELSE {before} END AS x MATCH (x){hop}(y)"
        seen = f"WITH DISTINCT y WHERE {may_be_seen}"
        clauses.append(f"CALL (b, {before}) {{ {walked} {seen} RETURN collect(y) AS {here} }}")
    lengths = " ".join(f"WHEN b IN l{step} THEN {step}" for step in range(1, way.longest + 1))
    clauses.append(f"WITH *, CASE {lengths} END AS length WHERE length IS NOT NULL")
    clauses.append(f"WITH *, CASE WHEN length = {way.longest} THEN b END AS p{way.longest}")
    for step in reversed(range(way.longest)):
        back = f"OPTIONAL MATCH (p{step + 1}){hop}(y) WHERE y IN l{step} RETURN y AS y{step} LIMIT 1"
        clauses.append(f"CALL (p{step + 1}, l{step}) {{ {back} }}")
        clauses.append(f"WITH *, CASE WHEN length = {step} THEN b ELSE y{step} END AS p{step}")
    nodes = ", ".join(f"p{step}" for step in range(way.longest + 1))
    clauses.append(f"WITH length, [{nodes}] AS way UNWIND range(0, length) AS position")
    clauses.append("WITH position, way[position] AS x, way[position + 1] AS next")
    clauses.append(f"CALL (x, next) {{ OPTIONAL MATCH (x)-[r:{'|'.join(EDGES)}]-(next) RETURN r LIMIT 1 }}")
    return "\n".join(clauses)

"""Tests of a plan as Cypher conditions on what a pattern has bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from graph.fulltext import lucene_query
from graph.geo import InBox, Inside, Near, geo_condition
from graph.labels import OF
from graph.lookups import ends_of, label_of
from graph.params import Params
from graph.predicates import (
    ALWAYS,
    And,
    Compare,
    Contains,
    Count,
    Counted,
    Direction,
    Equals,
    In,
    Includes,
    IsNull,
    Matches,
    Not,
    OnEdge,
    OnEnd,
    Or,
    Related,
    SameText,
    StartsWith,
    Step,
    Test,
    flattened,
)
from graph.similarity import SimilarTo, near_nodes, similarity


@dataclass(frozen=True, slots=True)
class Bound:
    """What a pattern has bound: a noun of ``label`` as ``node`` and, inside `Related`, the ``edge`` to it.

    ``label`` is empty where the end may be any of several.
    """

    node: str
    label: str
    edge: str = ""


class Conditions:
    """Compiles tests; keeps the counter of variables and the full-text answers that the tests refer to."""

    def __init__(self, params: Params) -> None:
        self.params = params
        self.answers: dict[str, str] = {}
        self._depth = 0

    def bind(self, label: str) -> Bound:
        """Give fresh variables for an edge and its end."""
        self._depth += 1
        return Bound(f"n{self._depth}", label, f"r{self._depth}")

    def noun(self, node: str, label: str, *, among: tuple[str, ...] = (), also: str = "") -> str:
        """Give the pattern that binds ``node`` to a noun of ``label``, or of those ``among`` which it is where empty.

        Every pattern of every query is made of it, so that it binds only what may be seen; of that, what passes
        ``also``.
        """
        named = f"{node}:{label}" if label else node
        if self.params.visibility is None:
            return f"({named})"
        seen = self.params.visibility.seen(node, (label,) if label else among)
        return f"({named} WHERE {seen}{also and f' AND {also}'})"

    def may_be_seen(self, node: str, *labels: str) -> str:
        """Give the condition that a noun which no pattern has bound may be seen; empty where everything may."""
        return self.params.visibility.seen(node, labels) if self.params.visibility else ""

    def pattern(self, near: str, edge: str, direction: Direction, far: Bound) -> str:
        """Give the path pattern from the bound ``near`` along ``edge`` to ``far``."""
        among = () if far.label else ends_of(edge, direction)
        also = ""
        if edge == OF.type and self.params.visibility is not None:
            role, actor = (near, far.node) if direction == "out" else (far.node, near)
            also = self.params.visibility.organization_seen(role, actor)
        left, right = ("", ">") if direction == "out" else ("<", "")
        return f"({near}){left}-[{far.edge}:{edge}]-{right}{self.noun(far.node, far.label, among=among, also=also)}"

    def holds(self, test: Test, bound: Bound) -> str:
        """Give the condition that ``test`` holds for ``bound``; it may be null where a property is not known."""
        match test:
            case And(tests):
                # Vectors are compared last, because that takes the longest.
                cheapest = sorted(tests, key=lambda each: isinstance(each, SimilarTo))
                return self._joined(cheapest, bound, " AND ", "true")
            case Or(tests):
                return self._joined(tests, bound, " OR ", "false")
            case Not(inner):
                return self._fails(inner, bound)
            case Related():
                return self._related(test, bound)
            case Counted(count, operator, value):
                return f"{self.count(count, bound)} {operator} {self.params.add(value)}"
            case OnEdge(where):
                return self.holds(where, Bound(bound.edge, ""))
            case OnEnd(label, where):
                return self._end(label, where, bound)
            case Matches():
                return f"{bound.node} IN {self._answer(test, bound.label)}" if test.groups else "false"
            case Near() | InBox() | Inside():
                return geo_condition(test, bound.node, self.params.add)
            case SimilarTo(text, at_least, _):
                return f"{similarity(text, bound.node, self.params.add)} >= {self.params.add(at_least)}"
            case Equals() | In() | Compare() | SameText() | Contains() | StartsWith() | Includes() | IsNull():
                return self._field(test, f"{bound.node}.{test.field}")
            case _:
                assert_never(test)

    def count(self, count: Count, bound: Bound) -> str:
        """Give the expression of ``count`` for the bound noun."""
        if _is_every_edge(count) and self.params.visibility is None:
            step = count.steps[0]
            # Neo4j keeps the number of a node's edges, and gives it where nothing is asked of their ends.
            return f"COUNT {{ MATCH {self.pattern(bound.node, step.edge, step.direction, Bound('', ''))} }}"
        matches, far = self.walked(count.steps, bound)
        holds = self.holds(count.where, far)
        condition = "" if holds == "true" else f" WHERE {holds}"
        # Between two nouns there is one edge of a type, so only several steps can come to one noun twice.
        distinct = "" if len(count.steps) == 1 else f" RETURN DISTINCT {far.node}"
        return f"COUNT {{ {matches}{condition}{distinct} }}"

    def walked(self, steps: tuple[Step, ...], bound: Bound) -> tuple[str, Bound]:
        """Give the clauses that walk ``steps`` from the bound noun, and what they have bound at the end."""
        clauses = []
        for step in steps:
            ends = ends_of(step.edge, step.direction)
            far = self.bind(step.label or (ends[0] if len(ends) == 1 else ""))
            clauses.append(f"MATCH {self.pattern(bound.node, step.edge, step.direction, far)}")
            bound = far
        return " ".join(clauses), bound

    def _joined(self, tests: Sequence[Test], bound: Bound, joint: str, nothing: str) -> str:
        parts = [self.holds(test, bound) for test in tests]
        return parts[0] if len(parts) == 1 else f"({joint.join(parts)})" if parts else nothing

    def _fails(self, test: Test, bound: Bound) -> str:
        # A comparison with an unknown property is null, and so is its negation: it would find neither way.
        return f"NOT coalesce({self.holds(test, bound)}, false)"

    def _related(self, test: Related, bound: Bound) -> str:
        ends = ends_of(test.edge, test.direction)
        far = self.bind(ends[0] if len(ends) == 1 else "")
        where = self._fails(test.where, far) if test.quantifier == "all" else self.holds(test.where, far)
        condition = "" if where == "true" else f" WHERE {where}"
        exists = f"EXISTS {{ MATCH {self.pattern(bound.node, test.edge, test.direction, far)}{condition} }}"
        return exists if test.quantifier == "some" else f"NOT {exists}"

    def _end(self, label: str, where: Test, bound: Bound) -> str:
        condition = self.holds(where, Bound(bound.node, label, bound.edge))
        if bound.label == label:
            return condition
        has_label = f"{bound.node}:{label}"
        return has_label if condition == "true" else f"({has_label} AND {condition})"

    def _answer(self, test: Matches, label: str) -> str:
        name = f"m{len(self.answers)}"
        self.answers[name] = f"CALL () {{ {self.search(test, label, 'node')} RETURN collect(node) AS {name} }}"
        return name

    def search(self, test: Matches, label: str, name: str) -> str:
        """Give the clause that binds ``name`` to each noun of ``label`` that matches."""
        renamed = "" if name == "node" else f" AS {name}"
        return f"{self._query(test, label)} YIELD node{renamed}{where(self.may_be_seen(name, label))}"

    def nearest(self, test: SimilarTo, others: Sequence[Test], bound: Bound) -> tuple[str, str]:
        """Give branches that bind what passes: of those that an index gives, or of all where it can't tell.

        Neo4j keeps what a subquery imports through every WITH; as a key of DISTINCT a thousand nodes would be costly.
        """
        name = f"m{len(self.answers)}"
        self.answers[name] = near_nodes(test, label_of(bound.label).vector_index, name, self.params.add)
        holds = self.holds(And((*others, test)), bound)
        near = f"WITH {name} WHERE {name} IS NOT NULL UNWIND {name} AS {bound.node} WITH {bound.node}"
        far = f"WITH {name} WHERE {name} IS NULL MATCH {self.noun(bound.node, bound.label)} WITH {bound.node}"
        return f"{near}{where(self.may_be_seen(bound.node, bound.label), holds)}", f"{far}{where(holds)}"

    def scored(self, test: Matches, bound: Bound, score: str) -> str:
        """Give the clause that binds each noun that matches and, as ``score``, how well."""
        may_be_seen = where(self.may_be_seen("node", bound.label))
        found = f"{self._query(test, bound.label)} YIELD node, score{may_be_seen}"
        return f"CALL () {{ {found} RETURN node AS {bound.node}, max(score) AS {score} }}"

    def _query(self, test: Matches, label: str) -> str:
        return f"CALL db.index.fulltext.queryNodes('{label_of(label).index}', {self.params.add(lucene_query(test))})"

    def _field(
        self, test: Equals | In | Compare | SameText | Contains | StartsWith | Includes | IsNull, property: str
    ) -> str:
        match test:
            case Equals(_, value):
                return f"{property} = {self.params.add(value)}"
            case In(_, values):
                return f"{property} IN {self.params.add(values)}"
            case Compare(_, operator, value):
                return f"{property} {operator} {self.params.add(value)}"
            case SameText(_, values):
                return f"toLower({property}) IN [each IN {self.params.add(values)} | toLower(each)]"
            case Contains(_, text):
                return f"toLower({property}) CONTAINS toLower({self.params.add(text)})"
            case StartsWith(_, text):
                return f"toLower({property}) STARTS WITH toLower({self.params.add(text)})"
            case Includes(_, value):
                return f"{self.params.add(value)} IN {property}"
            case IsNull(_):
                return f"{property} IS NULL"
            case _:
                assert_never(test)


def where(*conditions: str) -> str:
    """Give the clause that all conditions hold, those that are empty left out; nothing where none is left."""
    kept = " AND ".join(condition for condition in conditions if condition)
    return f" WHERE {kept}" if kept else ""


def _is_every_edge(count: Count) -> bool:
    """Whether all edges of the first step are counted."""
    step, *further = count.steps
    is_any_label = not step.label or ends_of(step.edge, step.direction) == (step.label,)
    return not further and is_any_label and flattened(count.where) in (ALWAYS, OnEnd(step.label, ALWAYS))

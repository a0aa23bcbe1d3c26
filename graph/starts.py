"""Where a query starts: at the few nouns that an index gives, instead of at all nouns of a label.

Neither engine turns round an ``EXISTS`` to start at its far end, so a test on what is related (an event whose text
matches, an actor of that id) would be asked of every noun of the label. A start says the same thing from that end.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.conditions import Bound, Conditions
from graph.geo import InBox, Inside, Near
from graph.predicates import ALWAYS, And, Direction, Equals, In, Matches, OnEnd, Or, Related, Test
from graph.similarity import SimilarTo

_BY_ID = 0
_BY_TEXT = 1
_BY_COORDINATES = 2
_BY_VECTOR = 3


def is_by_id(test: Test) -> bool:
    """Whether the test names the ids itself, so that the engine's own index on ``id`` is the start."""
    match test:
        case Equals("id", _) | In("id", _):
            return True
        case And(tests):
            return any(is_by_id(each) for each in tests)
        case _:
            return False


def cost_of(test: Test) -> int | None:
    """Give what a start of ``test`` costs, the less the fewer nouns it begins with; None where no index helps."""
    if is_by_id(test):
        return _BY_ID
    match test:
        case Matches(groups):
            return _BY_TEXT if groups else None
        case Near() | InBox() | Inside():
            return _BY_COORDINATES
        case SimilarTo(is_indexed=True):
            return _BY_VECTOR
        case Related(_, _, "some", where) | OnEnd(_, where):
            return cost_of(where)
        case And(tests):
            return min((cost for each in tests if (cost := cost_of(each)) is not None), default=None)
        case Or(tests):
            costs = [cost for each in tests if (cost := cost_of(each)) is not None]
            return max(costs) if costs and len(costs) == len(tests) else None
        case _:
            return None


def is_distinct(test: Test) -> bool:
    """Whether the one branch that starts ``test`` binds no noun twice.

    A label has one index of texts and one of coordinates, which give each noun once; what further tests are asked of is
    made distinct before. An edge followed back leads from several ends to one noun.
    """
    match test:
        case Matches() | Near() | InBox() | Inside():
            return True
        case And(tests):
            first, rest = _cheapest(tests)
            return bool(rest.tests) and not isinstance(first, SimilarTo)
        case _:
            return False


def start_of(test: Test, bound: Bound, conditions: Conditions) -> tuple[str, ...]:
    """Give branches of clauses that together bind ``bound`` to every noun that passes, and to no other.

    No branch where `cost_of` is None.
    """
    if cost_of(test) is None:
        return ()
    if is_by_id(test):
        return (f"MATCH {conditions.noun(bound.node, bound.label)} WHERE {conditions.holds(test, bound)}",)
    match test:
        case Matches():
            return (conditions.search(test, bound.label, bound.node),)
        case SimilarTo():
            return conditions.nearest(test, (), bound)
        case Near() | InBox() | Inside():
            return (f"MATCH {conditions.noun(bound.node, bound.label)} WHERE {conditions.holds(test, bound)}",)
        case Related():
            return _start_at_end(test, test.where, ALWAYS, bound, conditions)
        case And(tests):
            first, rest = _cheapest(tests)
            if isinstance(first, SimilarTo):
                return conditions.nearest(first, rest.tests, bound)
            return _passing(start_of(first, bound, conditions), rest, bound, conditions)
        case Or(tests):
            return tuple(branch for each in tests for branch in start_of(each, bound, conditions))
        case _:
            return ()


def _cheapest(tests: Sequence[Test]) -> tuple[Test, And]:
    """Give the test to start with, and the others."""
    costs = [(cost, position) for position, test in enumerate(tests) if (cost := cost_of(test)) is not None]
    position = min(costs)[1]
    return tests[position], And((*tests[:position], *tests[position + 1 :]))


def _passing(branches: tuple[str, ...], rest: And, bound: Bound, conditions: Conditions) -> tuple[str, ...]:
    if not rest.tests:
        return branches
    passing = conditions.holds(rest, bound)
    kept = ", ".join((bound.node, *conditions.answers))
    return tuple(f"{branch} WITH DISTINCT {kept} WHERE {passing}" for branch in branches)


def _start_at_end(test: Related, where: Test, rest: And, bound: Bound, conditions: Conditions) -> tuple[str, ...]:
    """Start at the far end of the edge, then go back along it; ``rest`` must hold beside ``where``."""
    match where:
        case OnEnd():
            return _back(test, where, rest, bound, conditions)
        case And(tests):
            first, others = _cheapest(tests)
            return _start_at_end(test, first, And((*rest.tests, *others.tests)), bound, conditions)
        case Or(tests):
            return tuple(branch for each in tests for branch in _start_at_end(test, each, rest, bound, conditions))
        case _:
            return ()


def _back(test: Related, end: OnEnd, rest: And, bound: Bound, conditions: Conditions) -> tuple[str, ...]:
    far = conditions.bind(end.label)
    branches = start_of(end.where, far, conditions)
    passing = conditions.holds(rest, far)
    condition = "" if passing == "true" else f" WHERE {passing}"
    way: Direction = "in" if test.direction == "out" else "out"
    step = f"MATCH {conditions.pattern(far.node, test.edge, way, Bound(bound.node, bound.label, far.edge))}{condition}"
    return tuple(f"{branch} {step}" for branch in branches)

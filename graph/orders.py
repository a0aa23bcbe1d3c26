"""By what a query sorts; `graph.plan` is where to import from."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import PlanError
from graph.lookups import end_of
from graph.plan_checks import check_count, check_matches, check_sortable, check_test
from graph.predicates import Count, Step, Test, likened, matched


@dataclass(frozen=True, slots=True)
class FarValue:
    """The least or greatest value of a property among the nouns at the end of ``steps``; unknown where none has one."""

    steps: tuple[Step, ...]
    field: str
    is_greatest: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How alike a noun is to the text that the query asks for, or else how well it matches its full text.

    That text must be asked of every noun: outside of `Or` and `Not`.
    """


@dataclass(frozen=True, slots=True)
class Order:
    """By a property's name, by whether a test holds (false before true), or by what is computed of each noun.

    Unknown values count as the smallest.
    """

    by: str | Test | Count | FarValue | Score
    is_descending: bool = False


def check_order(order: Order, where: Test, label: str) -> None:
    """Raise `PlanError` unless nouns of ``label`` that pass ``where`` have this order."""
    match order.by:
        case str(name):
            check_sortable(name, label)
        case Count():
            check_count(order.by, label)
        case FarValue(steps, name):
            end = end_of(steps, label)
            if not end:
                raise PlanError(f"{steps[-1].edge} leads to several labels: name the one whose {name} is meant")
            check_sortable(name, end)
        case Score():
            text = matched(where)
            if text is None and likened(where) is None:
                raise PlanError(
                    "nothing to sort by score: ask for a text with `matches` or `similarTo`, outside of or and not"
                )
            if text is not None:
                check_matches(text, label)
        case _:
            check_test(order.by, label)

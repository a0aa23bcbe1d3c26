"""Nouns by their ids alone, whatever they are: an id does not tell its label, so each label's index is asked."""

from __future__ import annotations

from dataclasses import dataclass

from graph.conditions import Conditions
from graph.errors import PlanError
from graph.params import Params
from graph.plan import Select
from graph.projections import projection
from graph.query import Query
from graph.visibility import Visibility


@dataclass(frozen=True, slots=True)
class Pick:
    """Find the nouns of these ids, of the labels of ``selects``, which say what is read of each. Raises `PlanError`."""

    ids: tuple[str, ...]
    selects: tuple[Select, ...]

    def __post_init__(self) -> None:
        labels = [select.label for select in self.selects]
        if not labels or len(set(labels)) < len(labels):
            raise PlanError(f"the labels to pick from are {', '.join(labels) or 'none'}: name each once")


def compile_pick(pick: Pick, visibility: Visibility | None = None) -> Query:
    """Give the query: a record of ``id``, ``label`` and ``row`` for each noun found."""
    params = Params(visibility)
    ids = params.add(pick.ids)
    parts = []
    for select in pick.selects:
        conditions = Conditions(params)
        noun, row = conditions.noun("n", select.label), projection(select, "n", conditions)
        parts.append(f"MATCH {noun} WHERE n.id IN {ids}\nRETURN n.id AS id, '{select.label}' AS label, {row} AS row")
    return Query("\nUNION ALL\n".join(parts), params.values)

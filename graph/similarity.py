"""How alike a stored sentence vector and a text are: a test, a score, and the vector that stands for the text.

A plan holds the text. Its vector is a parameter that is put in when the query runs, so that plans compile, compare and
bind cursors without a language model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import PlanError
from graph.model import Vector

ReadVector = Callable[[str], Vector]
PROPERTY = "vector"
LONGEST = 2_000
# So many are looked up in an index of vectors.
MOST_NEAR = 1_000


@dataclass(frozen=True, slots=True)
class SimilarTo:
    """The noun's vector and that of ``text`` have at least this cosine, -1 to 1; nouns without a vector never do.

    ``is_indexed``: the store has an index of vectors, at which a query may start.
    """

    text: str
    at_least: float
    is_indexed: bool = False


@dataclass(frozen=True, slots=True)
class VectorOf:
    """Stands among a query's parameters for the vector of a text."""

    text: str


def check_similar(test: SimilarTo, label: str, properties: Mapping[str, Any]) -> None:
    """Raise `PlanError` unless nouns of ``label``, which has these properties, can be compared with the text."""
    if PROPERTY not in properties:
        raise PlanError(f"{label} has no sentence vector: Event and Statement have")
    if not test.text.strip():
        raise PlanError("the text to be similar to is empty: give a sentence")
    if len(test.text) > LONGEST:
        raise PlanError(f"the text to be similar to has {len(test.text)} characters: give {LONGEST} at most")
    # A NaN fails every comparison, so it is refused too.
    if not -1 <= test.at_least <= 1:
        raise PlanError(f"the least similarity is {test.at_least}: give -1 to 1")


def similarity(text: str, node: str, add: Callable[[Any], str]) -> str:
    """Give the expression of the cosine, null for a noun without a vector; ``add`` makes a parameter.

    Neo4j's function gives (1 + cosine) / 2 and ArcadeDB's the cosine: what it gives for opposites tells which.
    """
    lowest = "vector.similarity.cosine([1.0], [-1.0])"
    given = f"vector.similarity.cosine({node}.{PROPERTY}, {add(VectorOf(text))})"
    return f"(2 * ({given} - {lowest}) / (1 - {lowest}) - 1)"


def near_nodes(test: SimilarTo, index: str, name: str, add: Callable[[Any], str]) -> str:
    """Give the clause that binds ``name`` to all nouns that pass, as ``index`` gives them; to null where it can't tell.

    It can where it gives as many as it was asked for and not all of them pass. It gives fewer where there are no more,
    or where many vectors are equal, which its graph of neighbours does not lead to.
    """
    most, least = add(MOST_NEAR), add((1 + test.at_least) / 2)  # The index tells (1 + cosine) / 2.
    found = f"CALL db.index.vector.queryNodes('{index}', {most}, {add(VectorOf(test.text))}) YIELD node, score"
    is_known = f"count(node) = {most} AND min(score) < {least}"
    passing = f"collect(CASE WHEN score >= {least} THEN node END)"
    return f"CALL () {{ {found} RETURN CASE WHEN {is_known} THEN {passing} END AS {name} }}"


def with_vectors(params: Mapping[str, Any], read_vector: ReadVector | None) -> Mapping[str, Any]:
    """Give ``params`` with the vectors of texts put in. Raises `PlanError` where nobody can read one."""
    if not any(isinstance(value, VectorOf) for value in params.values()):
        return params
    if read_vector is None:
        raise PlanError("nothing can be compared with a text: the store was opened without a language model")
    return {
        name: list(read_vector(value.text)) if isinstance(value, VectorOf) else value for name, value in params.items()
    }

"""Twelve questions in three dialects: of newsgraph, of @neo4j/graphql, and of plain Strawberry resolvers.

The files of ``questions/`` ask for the same nouns in the same order (the unique sort key) with the same around them.
Variables change from one request to the next, so that no cache of answers could help; ids are those of the made graph.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from graphql import OperationDefinitionNode, parse, print_ast

Variables: TypeAlias = Callable[[int], dict[str, Any]]

FOLDER = Path(__file__).parent / "questions"
DIALECTS = ("newsgraph", "neo4j_graphql", "dataloader")
ACTS = ("DENY", "ACCUSE", "STATE", "PREDICT", "WARN")
TYPES = ("PROTEST", "AID", "ASSAULT", "CONSULT")
COUNTRIES = ("FRA", "UKR", "POL", "IND")
WORDS = ("drills", "talks", "border", "port", "strike", "harvest")


def _one_of(name: str, *values: str) -> Variables:
    return lambda number: {name: values[number % len(values)]}


_ACTORS = _one_of("id", *(f"person:made-{number}" for number in range(20)))
VARIABLES: dict[str, Variables] = {
    "OneActor": _ACTORS,
    "StatementsOfAnAct": _one_of("act", *ACTS),
    "StatementsOfAnActWithSpeakerAndArticle": _one_of("act", *ACTS),
    "TheSurestStatementsOfAnAct": _one_of("act", *ACTS),
    "StatementsOfASpeaker": _ACTORS,
    "StatementsAboutEventsOfAType": _one_of("type", *TYPES),
    "StatementsWithAWord": _one_of("words", *WORDS),
    "AnActorWithWhatWasSaid": _ACTORS,
    "ActorsOfACountryWithRoles": _one_of("country", *COUNTRIES),
    "EventsOfATypeWithActorsAndPlaces": _one_of("type", *TYPES),
    "AnArticleWithStatementsSpeakersEventsAndPlaces": _one_of("id", *(f"made{number}" for number in range(10))),
    "AnEventWithWhatWasSaidAboutIt": _one_of("id", *(f"made{number}:event:4" for number in range(10))),
}


def texts_of(dialect: str) -> dict[str, str]:
    """Give the document of each question by its name."""
    parsed = parse((FOLDER / f"{dialect}.graphql").read_text("utf-8"))
    return {
        node.name.value: print_ast(node)
        for node in parsed.definitions
        if isinstance(node, OperationDefinitionNode) and node.name
    }


def ids_in(data: Any) -> list[str]:
    """Give every id of a response in order, to tell whether two answers found the same."""
    if isinstance(data, list):
        return [id for each in data for id in ids_in(each)]
    if isinstance(data, dict):
        own = [data["id"]] if "id" in data else []
        return own + [id for each in data.values() for id in ids_in(each)]
    return []

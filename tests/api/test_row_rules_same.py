"""What row rules show of a store is what a store gives that never had the other articles; on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from api.schema import execute
from benchmarks.graphql.articles import make_articles
from graph.model import Extraction
from graph.neo4j_store import BoltStore
from graph.reading import Reading, Terms
from graph.visibility import Visibility
from tests.conftest import extraction_of, vector_of

HERE = Path(__file__).parent
TEXT = "\n".join((HERE / name).read_text("utf-8") for name in ("db_hits.graphql", "row_rules.graphql"))
NAMES = [node.name.value for node in parse(TEXT).definitions if isinstance(node, OperationDefinitionNode) and node.name]
SHOWN = Visibility(sources=("Paper 2", "Paper 4", "Paper 8", "Example"), labels=("public", "press"))
# A word's weight in a score comes from all articles of the index, so that scores, and what is sorted by them, differ.
UNORDERED = ("SortedByRelevance",)
# Of several shortest ways the engine takes one.
ANY_WAY = ("PathOfTwo", "PathOfFour")


def articles() -> Iterator[Extraction]:
    """Articles of nine papers, some with a label, and two by hand that have all kinds of nouns."""
    for number, made in enumerate(make_articles(600)):
        labels = {1: ("public", "sport"), 3: ("sport",)}.get(number % 9, ())
        vectors = {each.id: vector_of(each.terms[0]) for each in (*made.statements, *made.events)}
        yield replace(made, document=replace(made.document, labels=labels), vectors=vectors)
    # That the role is held in the organization is what the kept article alone says.
    seen, other = extraction_of("seen", source="Example"), extraction_of("other", source="Example")
    yield replace(seen, actors=tuple(actor for actor in seen.actors if actor.kind != "organization"))
    yield replace(other, actors=tuple(replace(actor, roles=()) for actor in other.actors))
    yield extraction_of("kept", source="Hidden", act="DENY", published="2022-12-31")


def is_shown(article: Extraction) -> bool:
    document = article.document
    return document.source in SHOWN.sources or "public" in document.labels


def read(question: str) -> Reading:
    return Reading(question, ("CLAIM", "STATE"), about=Terms("drills", (("drills",),)))


def answers(store: BoltStore) -> dict[str, Any]:
    return {name: execute(store, TEXT, read_question=read, operation_name=name) for name in NAMES}


def filled(store: BoltStore, written: list[Extraction]) -> BoltStore:
    store._connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n").consume())
    for article in written:
        store.write(article)
    return store


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def both(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The answers to all queries: to who sees a part, to who asks a store of that part alone, to who sees all."""
    store: BoltStore = request.getfixturevalue(f"{request.param}_store")
    everything = list(articles())
    whole = filled(store, everything)
    seen, unrestricted = answers(whole.seen_by(SHOWN)), answers(whole)
    alone = answers(filled(store, [article for article in everything if is_shown(article)]))
    return seen, alone, unrestricted


def comparable(name: str, answer: dict[str, Any]) -> Any:
    if name in UNORDERED:
        (page,) = answer["data"].values()
        return len(page["edges"])
    if name in ANY_WAY:
        return answer["data"]["path"] and answer["data"]["path"]["length"]
    return rounded(answer)


def rounded(answer: Any) -> Any:
    """The answer with means as exact as the order in which an engine adds up leaves them."""
    match answer:
        case dict():
            return {name: rounded(value) for name, value in answer.items()}
        case list():
            return [rounded(value) for value in answer]
        case float():
            return round(answer, 9)
        case _:
            return answer


@pytest.mark.parametrize("name", NAMES)
def test_rules_show_what_a_store_without_the_other_articles_gives(
    name: str, both: tuple[dict[str, Any], dict[str, Any], dict[str, Any]]
) -> None:
    seen, alone, _ = both
    assert "errors" not in alone[name]
    assert comparable(name, seen[name]) == comparable(name, alone[name])


def test_most_of_the_queries_would_tell_more_to_who_sees_everything(
    both: tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
) -> None:
    seen, _, unrestricted = both
    assert len(NAMES) >= 100
    same = [name for name in NAMES if seen[name] == unrestricted[name]]
    assert len(same) <= len(NAMES) / 6, same

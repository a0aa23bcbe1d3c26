"""What fixed queries cost on a real Neo4j, counted by its profiler against a committed table.

python -m pytest tests/api/test_db_hits.py --update-golden      writes the table anew
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import neo4j
import pytest
from graphql import OperationDefinitionNode, parse

from api.schema import execute
from benchmarks.graphql.articles import make_articles
from graph.dialects import NEO4J
from graph.neo4j_store import BoltStore
from graph.reading import Reading
from graph.settings import StoreSettings
from graph.store import open_store

HERE = Path(__file__).parent
QUERIES = (HERE / "db_hits.graphql").read_text("utf-8")
TABLE = HERE / "db_hits.tsv"
NAMES = [
    node.name.value for node in parse(QUERIES).definitions if isinstance(node, OperationDefinitionNode) and node.name
]
MOST_GROWTH = 1.2
# A few more are no growth where there are few: the planner's choice of an index may cost that much.
SLACK = 20


class Profiled:
    """A connection that runs each statement under the profiler and keeps what it found."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self.driver = driver
        self.dialect = NEO4J
        self.profiles: list[dict[str, Any]] = []

    def answer(self, text: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        with self.driver.session() as session:
            result = session.run(f"PROFILE {text}", dict(params))
            found = [dict(record) for record in result]
            profile = result.consume().profile
        assert profile is not None
        self.profiles.append(profile)
        return found


@pytest.fixture(scope="module")
def profiled(neo4j_uri: str) -> Iterator[Profiled]:
    with neo4j.GraphDatabase.driver(neo4j_uri) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        with open_store(StoreSettings(neo4j_uri, timeout=120)) as store:
            for extraction in make_articles(600):
                store.write(extraction)
        # Plans are chosen by counts, which must be those of this graph.
        driver.execute_query("CALL db.awaitIndexes(60)")
        driver.execute_query("CALL db.prepareForReplanning(60)")
        yield Profiled(driver)


def profiles_of(profiled: Profiled, name: str) -> list[dict[str, Any]]:
    """The plans of one query as they were run."""
    profiled.profiles.clear()
    store: Any = BoltStore(profiled)  # type: ignore[arg-type]
    response = execute(store, QUERIES, read_question=Reading, operation_name=name)
    assert "errors" not in response, response["errors"]
    return list(profiled.profiles)


def operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from operators(child)


def hits_of(profile: Mapping[str, Any]) -> int:
    """Accesses of the store, of all operators together."""
    return sum(operator["args"].get("DbHits", 0) for operator in operators(profile))


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[dict[str, int]]:
    """What each query may cost; written anew where that was asked for."""
    known = dict(line.split("\t") for line in TABLE.read_text("utf-8").splitlines()) if TABLE.exists() else {}
    hits = {name: int(count) for name, count in known.items()}
    yield hits
    if request.config.getoption("--update-golden"):
        lines = [f"{name}\t{hits[name]}\n" for name in NAMES if name in hits]
        TABLE.write_text("".join(lines), "utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_query_costs_hardly_more_than_it_did(
    name: str, profiled: Profiled, table: dict[str, int], request: pytest.FixtureRequest
) -> None:
    profiles = profiles_of(profiled, name)
    assert len(profiles) == 1
    hits = hits_of(profiles[0])
    if request.config.getoption("--update-golden"):
        table[name] = hits
    assert hits <= table[name] * MOST_GROWTH + SLACK
    assert not [one["operatorType"] for one in operators(profiles[0]) if one["operatorType"].startswith("Cartesian")]


def test_the_table_is_of_these_queries(table: dict[str, int]) -> None:
    assert set(table) == set(NAMES)
    assert len(NAMES) >= 50

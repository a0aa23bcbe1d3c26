"""Whether a store is as it should be: reachable, its schema whole, its counts those of the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from neo4j import Transaction

from graph.connection import Connection, rows
from graph.labels import LABELS
from graph.tally import RELATIONSHIPS


@dataclass(frozen=True, slots=True)
class Health:
    """``counts`` and ``manifest`` are numbers of nodes by label and of relationships; ``problems`` are for people."""

    engine: str
    version: str
    address: str
    indexes: tuple[str, ...] = ()
    missing_indexes: tuple[str, ...] = ()
    counts: Mapping[str, int] | None = None
    manifest: Mapping[str, int] | None = None
    problems: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON's types."""
        return asdict(self)


def check_schema(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names of the indexes that are there and ready, and of those that are missing."""
    present = connection.read(_ready_indexes)
    expected = connection.dialect.expected()
    return tuple(sorted(expected & present)), tuple(sorted(expected - present))


def check_counts(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
    """Give the counts of nodes by label and of relationships, and those that the manifest says."""
    return connection.read(_counts), connection.read(_manifest)


def count_problems(counts: Mapping[str, int], manifest: Mapping[str, int]) -> tuple[str, ...]:
    """Give, in words, where the two differ."""
    return tuple(
        f"{name}: {counts.get(name, 0)} in the store, {manifest.get(name, 0)} were written"
        for name in sorted({*counts, *manifest})
        if counts.get(name, 0) != manifest.get(name, 0)
    )


def _ready_indexes(transaction: Transaction) -> set[str]:
    found = rows(transaction, "SHOW INDEXES YIELD name, state RETURN name, state")
    return {record["name"] for record in found if record["state"] == "ONLINE"}


def _counts(transaction: Transaction) -> dict[str, int]:
    # One statement a count: both engines answer it from their statistics, without reading the nodes.
    names = [label.name for label in LABELS if label.name != "Manifest"]
    counts = {name: rows(transaction, f"MATCH (n:{name}) RETURN count(n) AS count")[0]["count"] for name in names}
    counts[RELATIONSHIPS] = rows(transaction, "MATCH ()-[r]->() RETURN count(r) AS count")[0]["count"]
    return {name: count for name, count in counts.items() if count}


def _manifest(transaction: Transaction) -> dict[str, int]:
    found = rows(transaction, "MATCH (m:Manifest) RETURN m.id AS id, m.count AS count")
    return {record["id"]: record["count"] for record in found if record["count"]}

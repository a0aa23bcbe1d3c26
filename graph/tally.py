"""What one document's transaction changes, counted as it goes, for the outcome and for the store's manifest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from neo4j import Transaction

State = Literal["new", "changed", "unchanged"]

# The manifest's count of all edges; the others are named as their labels.
RELATIONSHIPS = "relationships"

_COUNT = """\
UNWIND $rows AS row
MERGE (m:Manifest {id: row.id}) SET m.count = coalesce(m.count, 0) + row.change"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document, and what that changed in the store."""

    document: str
    state: State
    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0


class Tally:
    """Runs the statements of one transaction and adds up what they created and deleted."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._counts: Counter[str] = Counter()
        self._changes: Counter[str] = Counter()

    def run(self, text: str, *, label: str = "", **params: Any) -> list[dict[str, Any]]:
        """Run a statement, which creates or deletes nodes of ``label`` alone, and give its records."""
        result = self._transaction.run(text, params)
        records = [record.data() for record in result]
        counters = result.consume().counters
        self._counts["nodes_created"] += counters.nodes_created
        self._counts["nodes_deleted"] += counters.nodes_deleted
        self._counts["relationships_created"] += counters.relationships_created
        self._counts["relationships_deleted"] += counters.relationships_deleted
        self._changes[label] += counters.nodes_created - counters.nodes_deleted
        self._changes[RELATIONSHIPS] += counters.relationships_created - counters.relationships_deleted
        return records

    def write_manifest(self) -> None:
        """Add the changes to the counts that `newsgraph doctor` compares the store with."""
        rows = [{"id": id, "change": change} for id, change in sorted(self._changes.items()) if id and change]
        self._transaction.run(_COUNT, {"rows": rows}).consume()

    def outcome(self, document: str, state: State) -> Outcome:
        """Give what was counted."""
        return Outcome(document, state, **self._counts)

"""What an ingest did: documents new, changed, unchanged, refused; what was written and deleted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from graph.errors import DocumentError
from graph.store import Outcome


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts of one ingest; ``refusals`` are the documents that could not be read, with their reasons."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
    seconds: float = 0.0
    refusals: tuple[DocumentError, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents were looked at."""
        return self.new + self.changed + self.unchanged + len(self.refusals)

    def plus(self, outcome: Outcome | DocumentError) -> IngestReport:
        """Give the report with one more document."""
        if isinstance(outcome, DocumentError):
            return replace(self, refusals=(*self.refusals, outcome))
        states: dict[str, Any] = {outcome.state: getattr(self, outcome.state) + 1}
        return replace(
            self,
            **states,
            nodes_created=self.nodes_created + outcome.nodes_created,
            nodes_deleted=self.nodes_deleted + outcome.nodes_deleted,
            relationships_created=self.relationships_created + outcome.relationships_created,
            relationships_deleted=self.relationships_deleted + outcome.relationships_deleted,
        )

    def after(self, seconds: float) -> IngestReport:
        """Give the report with the time that it took."""
        return replace(self, seconds=seconds)

    def to_json(self) -> dict[str, Any]:
        """Give what `newsgraph ingest --format json` prints."""
        return {
            "documents": {
                "new": self.new,
                "changed": self.changed,
                "unchanged": self.unchanged,
                "refused": len(self.refusals),
            },
            "nodes": {"created": self.nodes_created, "deleted": self.nodes_deleted},
            "relationships": {"created": self.relationships_created, "deleted": self.relationships_deleted},
            "seconds": round(self.seconds, 3),
            "refused": [{"document": refusal.name, "reason": refusal.reason} for refusal in self.refusals],
        }

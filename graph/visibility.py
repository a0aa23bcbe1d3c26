"""Which articles somebody may see, as a condition of every noun that the patterns of a query bind.

A noun of one article may be seen where its article may; one that articles share, where one of them may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# How each label leads to the articles that tell of it.
_WAYS: Mapping[str, str] = {
    **dict.fromkeys(("Mention", "EventMention", "Statement"), "-[:IN]->"),
    **dict.fromkeys(("Actor", "Role", "Place"), "-[:APPEARS_IN]->"),
    "Event": "<-[:REALISES]-(:EventMention)-[:IN]->",
    "Source": "-[:PUBLISHED]->",
    "Run": "<-[:GENERATED_BY]-",
}


@dataclass(frozen=True, slots=True)
class Visibility:
    """The articles of these sources, and those that have one of these labels, each written as the article has it."""

    sources: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def shows(self, source: str | None, labels: Iterable[str]) -> bool:
        """Whether an article of this source and with these labels may be seen."""
        return source in self.sources or not set(self.labels).isdisjoint(labels)

    def united(self, other: Visibility) -> Visibility:
        """Give what either shows."""
        return Visibility(*(tuple(sorted({*ours, *theirs})) for ours, theirs in (
            (self.sources, other.sources), (self.labels, other.labels),
        )))  # fmt: skip

    @property
    def params(self) -> dict[str, Any]:
        """The parameters that the conditions below refer to, so that no value stands in a query's text."""
        labels = {f"visible_label{number}": label for number, label in enumerate(self.labels)}
        return {"visible_sources": list(self.sources), **labels}

    def seen(self, node: str, labels: Iterable[str]) -> str:
        """Give the condition that ``node``, which has one of these labels of nodes, may be seen."""
        names = list(labels)
        # Only nouns of a label have its edges, so that labels with the same way need not be told apart.
        ways = dict.fromkeys(_WAYS[name] for name in names if name != "Article")
        parts = [f"EXISTS {{ MATCH ({node}){way}(seen:Article) WHERE {self._shown('seen')} }}" for way in ways]
        if "Article" in names:
            parts.append(self._shown(node) if len(names) == 1 else f"({node}:Article AND {self._shown(node)})")
        return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"

    def organization_seen(self, role: str, actor: str) -> str:
        """Give the condition that an article which may be seen says that ``role`` is held in ``actor``.

        It is the one edge between two shared nouns that may be seen both and come from no article that may.
        """
        told = f"says.organization = {actor}.id AND {self._shown('seen')}"
        return f"EXISTS {{ MATCH ({role})-[says:APPEARS_IN]->(seen:Article) WHERE {told} }}"

    def _shown(self, article: str) -> str:
        # Label by label: inside of a function's arguments ArcadeDB loses the variables of a subquery that has an any().
        # An article without a source, or without labels, makes its part null: then the others decide.
        labels = (f"$visible_label{number} IN {article}.labels" for number in range(len(self.labels)))
        return f"({' OR '.join((f'{article}.source IN $visible_sources', *labels))})"

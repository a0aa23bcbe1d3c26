"""A page of what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.cursor import encode_cursor
from graph.plan import Find


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as `Select` asks for them, each with its cursor; ``total`` is None unless the plan asked for it."""

    rows: tuple[dict[str, Any], ...]
    cursors: tuple[str, ...]
    has_next: bool
    total: int | None = None


def page_of(find: Find, records: Sequence[Mapping[str, Any]]) -> Page:
    """Give the page in the records of the query that `graph.cypher` makes of ``find``."""
    total = records[0]["total"] if find.is_counted else None
    found = records[1:] if find.is_counted else records
    rows = found[: find.first]
    return Page(
        rows=tuple(record["row"] for record in rows),
        cursors=tuple(encode_cursor(find, record["keys"]) for record in rows),
        has_next=len(found) > find.first,
        total=total,
    )

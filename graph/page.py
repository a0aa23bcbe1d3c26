"""A page of what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.cursor import encode_cursors, full_order
from graph.plan import Find, Score


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as `Select` asks for them, each with its cursor if the plan is marked, else ``cursors`` is empty.

    ``total`` is None unless the plan asked for it.

    ``scores`` are those of the rows where the plan's order is by `Score`, else None. Whether there is anything outside
    the plan's cursors is looked up if the plan is placed; else it is supposed, since a cursor is that of a row.
    """

    rows: tuple[dict[str, Any], ...]
    cursors: tuple[str, ...]
    has_next: bool
    has_previous: bool = False
    total: int | None = None
    scores: tuple[float, ...] | None = None


def page_of(find: Find, records: Sequence[Mapping[str, Any]]) -> Page:
    """Give the page in the records of the query that `graph.cypher` makes of ``find``."""
    counts = dict(zip(find.counts, (record["total"] for record in records), strict=False))
    found = [entry for record in records[len(counts) :] for entry in record["page"]]
    is_earlier = bool(counts.get("earlier", find.after is not None))
    is_later = bool(counts.get("later", find.before is not None))
    is_more = len(found) > find.size
    page = found[: find.size]
    page = page[::-1] if find.is_backward else page
    place = next((place for place, order in enumerate(full_order(find)) if isinstance(order.by, Score)), None)
    return Page(
        rows=tuple(row for row, _ in page),
        cursors=encode_cursors(find, (keys for _, keys in page)) if find.is_marked else (),
        has_next=is_later or (is_more and not find.is_backward),
        has_previous=is_earlier or (is_more and find.is_backward),
        total=counts.get("total"),
        scores=None if place is None else tuple(keys[place] for _, keys in page),
    )

"""What fields make of properties that are no value of their own: parallel lists, seconds, and objects inside a row."""

from __future__ import annotations

from typing import Any

from api.projector import Along, Row, stored
from api.times import format_time

ARTICLE_OF = Along("IN", "out", ("Article",), is_one=True)
EVIDENCE = ("starts", "ends", "exacts", "prefixes", "suffixes")
SAID_AT = ("said_start", "said_end", "said_granularity", "said_date_type")


def evidence_of(row: Row) -> list[Row]:
    """Give the pieces of evidence in the parallel lists of a row."""
    article = {key: row[key] for key in (ARTICLE_OF.key(1),) if key in row}
    names = ("start", "end", "exact", "prefix", "suffix")
    return [
        {**dict(zip(names, piece, strict=True)), **article}
        for piece in zip(*(row[name] for name in EVIDENCE), strict=True)
    ]


def spans(starts: str, ends: str, description: str) -> Any:
    """Declare a field of spans that are kept as two parallel lists."""

    def read(row: Row) -> list[Row]:
        return [{"start": start, "end": end} for start, end in zip(row[starts] or (), row[ends] or (), strict=True)]

    return stored(starts, ends, read=read, description=description)


def about_span(row: Row) -> Row | None:
    """Give where the nearest mention stands, if it is known."""
    return None if row["span_start"] is None else {"start": row["span_start"], "end": row["span_end"]}


def time_said(row: Row) -> Row | None:
    """Give when it was said, if the article tells."""
    start, end, granularity, date_type = (row[name] for name in SAID_AT)
    if start is None and end is None:
        return None
    return {
        "start": format_time(start, granularity),
        "end": format_time(end, granularity),
        "granularity": granularity,
        "date_type": date_type,
    }


def event_time(name: str, description: str) -> Any:
    """Declare a field of an instant, no more exact than it is known."""
    return stored(
        name, "granularity", read=lambda row: format_time(row[name], row["granularity"]), description=description
    )


def organization_of(row: Row) -> Row | None:
    """Give the row of what a role is held in, if it is known."""
    return row if row["organization_name"] else None


def time_started(row: Row) -> str | None:
    """Give when a run started."""
    return format_time(row["started"], "minute")

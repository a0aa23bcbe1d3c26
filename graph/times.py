"""ISO 8601 dates, as exact as they are, in the integer seconds since 1970 that are stored."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds_of(iso: str | None) -> int | None:
    """Give the instant at which a year, month, day or time of day begins; without a zone it is UTC.

    None for None and for what is no ISO 8601 date.
    """
    if iso is None:
        return None
    try:
        moment = datetime.fromisoformat(_completed(iso.strip()))
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(aware.timestamp())


def _completed(iso: str) -> str:
    """Give a year or month as its first day."""
    return iso + "0000-01-01"[len(iso) :] if len(iso) in (4, 7) else iso

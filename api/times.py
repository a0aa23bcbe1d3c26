"""The scalar ``Time``: ISO 8601 as exact as it is known, for what the store keeps in seconds since 1970."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DESCRIPTION = (
    "ISO 8601, as exact as it is known: 2023, 2023-01, 2023-01-16, 2023-01-16T09:30Z. "
    "In a filter it means the whole year, month, day, minute or second that it names."
)

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?)?)?", re.ASCII)
_FORMATS = {"year": "%Y", "month": "%Y-%m", "hour": "%Y-%m-%dT%H:%MZ", "minute": "%Y-%m-%dT%H:%MZ"}


@dataclass(frozen=True, slots=True)
class Time:
    """A span of time in seconds since 1970 (UTC), both ends included."""

    first: int
    last: int


def parse_time(value: object) -> Time:
    """Read the scalar; `ValueError` says what it should look like."""
    if not isinstance(value, str) or not (match := _ISO.fullmatch(value)):
        raise ValueError(f"{value!r} is not a time: write 2023, 2023-01, 2023-01-16 or 2023-01-16T09:30Z")
    month, day, clock, seconds, _ = match.groups()
    start = datetime.fromisoformat(value if day else f"{value}-01" if month else f"{value}-01-01")
    start = start if start.tzinfo else start.replace(tzinfo=UTC)
    try:
        end = _end(start, "year" if not month else "month" if not day else "day" if not clock else seconds or "minute")
        return Time(int(start.timestamp()), int(end.timestamp()) - 1)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{value!r} is too late: write years to 9998") from error


def _end(start: datetime, unit: str) -> datetime:
    match unit:
        case "year":
            return start.replace(year=start.year + 1)
        case "month":
            return (start + timedelta(days=31)).replace(day=1)
        case "day":
            return start + timedelta(days=1)
        case "minute":
            return start + timedelta(minutes=1)
        case _:
            return start + timedelta(seconds=1)


def format_time(seconds: int | None, granularity: str | None) -> str | None:
    """Print an instant of the store with no more digits than are known."""
    if seconds is None:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime(_FORMATS.get(granularity or "day", "%Y-%m-%d"))

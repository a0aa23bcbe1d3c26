"""ISO 8601 dates, as exact as they are, in the integer seconds since 1970 that are stored."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import UTC, datetime

_DAY = 86_400
_YEAR, _MONTH = 4, 7
_CLOCK = re.compile(r"(?<=[T ])\d\d(?::\d\d){0,2}", re.ASCII)


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


def last_second_of(iso: str | None) -> int | None:
    """Give the last second of the year, month, day, minute or second that ``iso`` names; None as `seconds_of`."""
    first = seconds_of(iso)
    if iso is None or first is None:
        return None
    start, written = datetime.fromtimestamp(first, UTC), iso.strip()
    clock = _CLOCK.search(written)
    if clock is not None:
        # A clock without minutes names an hour, one without seconds a minute.
        length = (3600, 60, 1)[clock.group().count(":")]
    elif len(written) == _YEAR:
        length = (366 if isleap(start.year) else 365) * _DAY
    elif len(written) == _MONTH:
        length = monthrange(start.year, start.month)[1] * _DAY
    else:
        length = _DAY
    return first + length - 1


def _completed(iso: str) -> str:
    """Give a year or month as its first day."""
    return iso + "0000-01-01"[len(iso) :] if len(iso) in (4, 7) else iso

"""What a written date means: the period that it names, seen from the day of publication.

What needs another event as its anchor ("two days later") or names no length ("a short time ago") is refused:
its timespan is unresolved. Granularity and date type as in docs/reference/nouns.md.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from graph.model import DateType, Granularity, Timespan
from ingest.extract.dates.date_expressions import Expression

Direction = Literal["past", "future"]

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
NUMBERS = {word: number for number, word in enumerate(
    ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)} | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip
UNRESOLVED = Timespan(None, None, "day", "unresolved")


def resolve(expression: Expression, anchor: date | None, direction: Direction | None) -> Timespan:
    """Give the period that ``expression`` names, seen from ``anchor`` (the day of publication, None if unknown).

    ``direction`` is where the sentence looks: "on Monday" after a past tense is the last one, after "will" the next.
    Whatever cannot be known is ``UNRESOLVED``; nothing is guessed.
    """
    try:
        return _READERS[expression.form](expression.parts, anchor, direction) or UNRESOLVED
    except (ValueError, OverflowError):  # The 31st of February, the year 0.
        return UNRESOLVED


def _span(start: date, end: date, granularity: Granularity, date_type: DateType = "exact") -> Timespan:
    return Timespan(start.isoformat(), end.isoformat(), granularity, date_type)


def _month_number(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _day_number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def nearest_year(month: int, day: int, anchor: date, direction: Direction | None) -> int:
    """Give the year in which a date written without one lies, seen from ``anchor``.

    A past tense looks at most two weeks ahead (plans are told in the past tense too), a future one never back;
    with neither, the closest.
    """
    years = [anchor.year - 1, anchor.year, anchor.year + 1]
    distances = {year: (date(year, month, min(day, monthrange(year, month)[1])) - anchor).days for year in years}
    if direction == "past":
        return max(year for year in years if distances[year] <= 0)
    if direction == "future":
        return min(year for year in years if distances[year] >= 0)
    return min(years, key=lambda year: abs(distances[year]))


def _read_days(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    month, day = _month_number(parts["m"]) if parts["m"][0].isalpha() else int(parts["m"]), _day_number(parts["d"])
    if "y" not in parts and anchor is None:
        return None
    year = int(parts["y"]) if "y" in parts else nearest_year(month, day, anchor or date.min, direction)
    start = date(year, month, day)
    if "d2" in parts:
        return _span(start, date(year, month, _day_number(parts["d2"])), "day", "range")
    return _span(start, start, "day")


def month_span(year: int, month: int, part: str | None = None) -> Timespan:
    """Give a whole month, or its early (1-10), mid (11-20) or late (21-) part, which is approximate."""
    last = monthrange(year, month)[1]
    if not part:
        return _span(date(year, month, 1), date(year, month, last), "month")
    first, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[_part_of(part)]
    return _span(date(year, month, first), date(year, month, end), "day", "approximate")


def _part_of(words: str) -> str:
    words = words.lower()
    if "early" in words or "beginning" in words or "start" in words:
        return "early"
    return "mid" if "mid" in words else "late"


def _read_month(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    month, which = _month_number(parts["m"]), parts.get("which", "").lower()
    if "y" in parts:
        return month_span(int(parts["y"]), month, parts.get("part"))
    if anchor is None:
        return None
    if which == "last":
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif which == "next":
        year = anchor.year if month > anchor.month else anchor.year + 1
    elif which == "this" or month == anchor.month:
        year = anchor.year
    else:
        year = nearest_year(month, anchor.day, anchor, direction)
    return month_span(year, month, parts.get("part"))


def _read_weekday(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    if anchor is None:
        return None
    which, weekday = parts.get("which", "").lower(), WEEKDAYS.index(parts["wd"].lower())
    ahead = (weekday - anchor.weekday()) % 7
    if which == "next" or (direction == "future" and which != "last"):
        day = anchor + timedelta(ahead or (7 if which == "next" else 0))
    elif which == "this":
        day = anchor + timedelta(weekday - anchor.weekday())
    else:
        back = (anchor.weekday() - weekday) % 7
        day = anchor - timedelta(back or (7 if which == "last" else 0))
    return _span(day, day, "day")


def _read_today(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    near = parts["near"].lower()
    days = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}.get(near, 0)
    day = anchor + timedelta(days) if anchor else None
    return _span(day, day, "day") if day else None


def _read_unit(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    if anchor is None:
        return None
    which, unit = parts["which"].lower(), parts["unit"]
    steps = {"last": -1, "next": 1}.get(which, 0)
    if unit == "year":
        return _span(date(anchor.year + steps, 1, 1), date(anchor.year + steps, 12, 31), "year")
    if unit == "month":
        first = anchor.replace(day=1) + relativedelta(months=steps)
        return month_span(first.year, first.month)
    monday = anchor - timedelta(anchor.weekday()) + timedelta(weeks=steps)
    if unit == "weekend":
        if which.endswith("the") and direction != "future" and anchor.weekday() < 5:
            monday -= timedelta(weeks=1)
        return _span(monday + timedelta(5), monday + timedelta(6), "day", "range")
    return _span(monday, monday + timedelta(6), "week")


def _read_season(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    """Read "last summer" as its three months; which months depends on the hemisphere, so it is approximate."""
    if anchor is None:
        return None
    month, which = SEASONS[parts["season"]], parts["which"].lower()
    year = anchor.year
    if which == "last" and month + 3 > anchor.month:
        year -= 1
    if which == "next" and month <= anchor.month:
        year += 1
    return _span(date(year, month, 1), date(year, month + 2, monthrange(year, month + 2)[1]), "month", "approximate")


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _shift(anchor: date, number: int, unit: str) -> date:
    match unit:
        case "day":
            return anchor + timedelta(number)
        case "week":
            return anchor + timedelta(weeks=number)
        case "month":
            return anchor + relativedelta(months=number)
        case _:
            return anchor + relativedelta(years=number)


def _read_distance(sign: int) -> Callable[[dict[str, str], date | None, Direction | None], Timespan | None]:
    """Make a reader of "three weeks ago" (sign -1) or "in two days" (1): exact for days, else as wide as its unit."""

    def read(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
        if anchor is None:
            return None
        day, unit = _shift(anchor, sign * _count(parts["n"]), parts["unit"]), parts["unit"]
        if unit == "day":
            return _span(day, day, "day")
        if unit == "week":
            return _span(day - timedelta(3), day + timedelta(3), "week", "approximate")
        if unit == "month":
            whole = month_span(day.year, day.month)
            return Timespan(whole.start, whole.end, "month", "approximate")
        return _span(date(day.year, 1, 1), date(day.year, 12, 31), "year", "approximate")

    return read


def _read_past_units(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    """Read "the past three days" as the range up to the anchor; without a number ("the past months") it is refused."""
    if anchor is None or "n" not in parts:
        return None
    forward = parts["which"] in ("next", "coming")
    other = _shift(anchor, _count(parts["n"]) * (1 if forward else -1), parts["unit"])
    return _span(min(other, anchor), max(other, anchor), "day", "approximate")


def _read_year(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    year = int(parts["y"])
    if "part" not in parts:
        return _span(date(year, 1, 1), date(year, 12, 31), "year")
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[_part_of(parts["part"])]
    return _span(date(year, first, 1), date(year, last, monthrange(year, last)[1]), "month", "approximate")


def _read_decade(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    year = int(parts["y"])
    return _span(date(year, 1, 1), date(year + 9, 12, 31), "year", "approximate")


def _refuse(parts: dict[str, str], anchor: date | None, direction: Direction | None) -> Timespan | None:
    return None


_READERS: dict[str, Callable[[dict[str, str], date | None, Direction | None], Timespan | None]] = {
    "iso": _read_days, "days": _read_days, "days_before": _read_days, "day_month": _read_days, "month_day": _read_days,
    "month_year": _read_month, "month": _read_month, "weekday": _read_weekday, "today": _read_today,
    "unit": _read_unit, "season": _read_season, "ago": _read_distance(-1), "in_units": _read_distance(1),
    "past_units": _read_past_units, "decade": _read_decade, "year": _read_year, "refused": _refuse,
}  # fmt: skip

"""Times as periods: what is told of a month overlaps each day of it, and is during the year that holds it whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import strawberry

from api.operators import TimeFilter, all_of, operator, tests_of
from api.times import Time
from graph.errors import PlanError
from graph.plan import And, Compare, IsNull, Not, Or, Test


@strawberry.input(description="From one time to another, both included whole; one that is left out sets no limit.")
class TimeRange:
    """At least one of the two is given."""

    from_: Time | None = operator("from", "The first year, month, day, minute or second.")
    to: Time | None = operator(description="The last, up to its end.")


@strawberry.input(description="A time that may be a whole year, month or day, or last from one to another.")
class PeriodFilter(TimeFilter):
    """The other operators compare its beginning."""

    overlaps: TimeRange | None = operator(
        description="Some of it is in the range. A time whose end the text leaves open goes on; so with its beginning."
    )
    during: TimeRange | None = operator(description="All of it is in the range. An open side is beyond every limit.")


def tests_of_period(first: str, last: str, fields: PeriodFilter) -> Test:
    """Give the test of all operators on the period from the second in ``first`` to that in ``last``."""
    tests = [tests_of(first, replace(fields, overlaps=None, during=None))]
    if fields.overlaps:
        tests += _overlaps(first, last, fields.overlaps)
    if fields.during:
        tests += _during(first, last, fields.during)
    return all_of(tests)


def _overlaps(first: str, last: str, limits: TimeRange) -> Iterator[Test]:
    start, end = _seconds(limits)
    if end is not None:
        yield Or((Compare(first, "<=", end), _is_open(first, last)))
    if start is not None:
        yield Or((Compare(last, ">=", start), _is_open(last, first)))


def _during(first: str, last: str, limits: TimeRange) -> Iterator[Test]:
    start, end = _seconds(limits)
    if start is not None:
        yield Compare(first, ">=", start)
    if end is not None:
        yield Compare(last, "<=", end)


def _is_open(side: str, other: str) -> Test:
    """The text tells the other side only; where it tells neither, there is no time to compare."""
    return And((IsNull(side), Not(IsNull(other))))


def _seconds(limits: Any) -> tuple[int | None, int | None]:
    start = limits.from_.first if limits.from_ else None
    end = limits.to.last if limits.to else None
    if start is None and end is None:
        raise PlanError("a range of time has neither from nor to: give one of them at least")
    if start is not None and end is not None and start > end:
        raise PlanError("a range of time ends before it begins: give the earlier time as from")
    return start, end

"""The bucket of a time on both stores is the one that the calendar says, over all kinds of times."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from graph.group_query import groups_of
from graph.grouping import MOST_GROUPS, Grouping
from graph.neo4j_store import BoltStore
from graph.times import last_second_of, seconds_of

UNITS = ("day", "week", "month", "year")
# Before and after 1970, leap years, and weeks that reach over the end of a month and of a year.
YEARS = (1899, 1969, 1970, 2000, 2020, 2023, 2024, 2100)


def unit_of(day: date, unit: str) -> str:
    match unit:
        case "day":
            return day.isoformat()
        case "week":
            return (day - timedelta(day.weekday())).isoformat()
        case "month":
            return f"{day:%Y-%m}"
        case _:
            return str(day.year)


def days_of(start: date, granularity: str) -> tuple[date, date]:
    """The whole day, week, month or year in which a day lies; hours and minutes are in the day."""
    match granularity:
        case "year":
            return date(start.year, 1, 1), date(start.year, 12, 31)
        case "month":
            return start.replace(day=1), (start.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
        case "week":
            monday = start - timedelta(start.weekday())
            return monday, monday + timedelta(6)
        case _:
            return start, start


Row = dict[str, object]
Expected = dict[str, str | None]


def times() -> Iterator[tuple[Row, Expected]]:
    """Rows of times as they are stored, each with the bucket that it is in for each unit."""
    chance = random.Random(7)
    for number in range(400):
        start = date(chance.choice(YEARS), 1, 1) + timedelta(chance.randrange(365))
        granularity = chance.choice(("year", "month", "week", "day", "hour", "minute"))
        kind = chance.choice(("exact", "approximate", "range", "unresolved"))
        first, last = days_of(start, granularity)
        end: date | None = last
        if kind == "approximate":
            end = last = last + timedelta(chance.choice((0, 3, 9)))
        elif kind == "range":
            # Only the beginning of a range counts, and that is as exact as the granularity says.
            end = chance.choice((None, last, last + timedelta(40)))
        told = None if kind == "unresolved" else first
        row: Row = {
            "id": f"t{number:03}",
            "sort_key": f"t{number:03}",
            "said_start": seconds_of(told.isoformat()) if told else None,
            "said_last": last_second_of(end.isoformat()) if told and end else None,
            "said_granularity": granularity,
            "said_date_type": kind,
        }
        yield (
            row,
            {
                unit: unit_of(first, unit) if told and unit_of(first, unit) == unit_of(last, unit) else None
                for unit in UNITS
            },
        )


def test_a_time_is_in_the_bucket_in_which_the_whole_of_it_lies(store: BoltStore) -> None:
    told = list(times())
    create = "UNWIND $rows AS row CREATE (n:Statement) SET n += row"
    store._connection.write(lambda transaction: transaction.run(create, {"rows": [row for row, _ in told]}).consume())
    for unit in UNITS:
        grouping = Grouping("Statement", (f"said_at_{unit}",), first=MOST_GROUPS)
        found = groups_of(grouping, store.inquire(grouping))
        sizes = {group["key"][f"said_at_{unit}"]: group["total"] for group in found}
        assert sizes == Counter(expected[unit] for _, expected in told)


@pytest.mark.parametrize(
    ("published", "buckets"),
    [
        ("2023", (None, None, None, "2023")),
        ("2023-02", (None, None, "2023-02", "2023")),
        ("2023-02-28", ("2023-02-28", "2023-02-27", "2023-02", "2023")),
        # Buckets are in UTC, where it is the next day.
        ("2023-02-28T23:30:00-05:00", ("2023-03-01", "2023-02-27", "2023-03", "2023")),
        (None, (None, None, None, None)),
    ],
)
def test_an_article_is_in_the_bucket_that_its_time_of_publication_tells(
    store: BoltStore, published: str | None, buckets: tuple[str | None, ...]
) -> None:
    row = {
        "id": "a",
        "published": seconds_of(published),
        "published_last": last_second_of(published),
        "published_text": published,
    }
    create = "CREATE (n:Statement {id: 's'})-[:IN]->(a:Article) SET a += $row"
    store._connection.write(lambda transaction: transaction.run(create, {"row": row}).consume())
    keys = tuple(f"published_{unit}" for unit in UNITS)
    grouping = Grouping("Statement", keys)
    (group,) = groups_of(grouping, store.inquire(grouping))
    assert tuple(group["key"].values()) == buckets

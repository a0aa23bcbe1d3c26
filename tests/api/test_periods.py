"""Times of articles, events and statements as periods, on both stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from api.schema import execute
from graph.model import Extraction, Timespan
from graph.neo4j_store import BoltStore
from graph.reading import Reading

Extract = Callable[..., Extraction]

# What each article tells of its event: a day, a whole month, a span of days, one side only, nothing.
TIMES: dict[str, Timespan | None] = {
    "day": Timespan("2023-01-16", "2023-01-16", "day", "exact"),
    "month": Timespan("2023-01-01", "2023-01-31", "month", "exact"),
    "as-written": Timespan("2023-01", "2023-01", "month", "exact"),
    "span": Timespan("2023-01-20", "2023-02-10", "day", "range"),
    "since": Timespan("2023-01-16", None, "day", "range"),
    "until": Timespan(None, "2023-02-10", "day", "range"),
    "untold": None,
}


@pytest.fixture
def told(store: BoltStore, extract: Extract) -> BoltStore:
    for id, time in TIMES.items():
        extraction = extract(id)
        events = tuple(replace(event, time=time) for event in extraction.events)
        statements = tuple(replace(statement, said_at=time) for statement in extraction.statements[:1])
        store.write(replace(extraction, events=events, statements=statements))
    return store


def ask(store: BoltStore, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    return execute(store, query, variables, read_question=Reading)


def found(store: BoltStore, noun: str, where: str) -> list[str]:
    result = ask(store, f"{{ {noun}(where: {{ {where} }}, first: 50) {{ edges {{ node {{ id }} }} }} }}")
    return sorted(edge["node"]["id"].split(":")[0] for edge in result["data"][noun]["edges"])


CASES = {
    "a-day-in-the-month": (
        'overlaps: { from: "2023-01-05", to: "2023-01-05" }',
        ["as-written", "month", "until"],
    ),
    "the-day": ('overlaps: { from: "2023-01-16", to: "2023-01-16" }', ["as-written", "day", "month", "since", "until"]),
    "only-a-start": ('overlaps: { from: "2023-02" }', ["since", "span", "until"]),
    "only-an-end": ('overlaps: { to: "2022" }', ["until"]),
    "after-all": ('overlaps: { from: "2024" }', ["since"]),
    "during-the-month": (
        'during: { from: "2023-01", to: "2023-01" }',
        ["as-written", "day", "month"],
    ),
    "during-half-of-it": ('during: { from: "2023-01-10", to: "2023-01-31" }', ["day"]),
    "during-from": ('during: { from: "2023-01-16" }', ["day", "since", "span"]),
    "during-to": ('during: { to: "2023-02" }', ["as-written", "day", "month", "span", "until"]),
    "with-others": ('during: { from: "2023" }, lt: "2023-01-16"', ["as-written", "month"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("noun", "field"), [("events", "time"), ("statements", "saidAt")])
def test_periods_respect_how_exactly_a_time_is_told(told: BoltStore, noun: str, field: str, case: str) -> None:
    range, expected = CASES[case]
    assert found(told, noun, f"{field}: {{ {range} }}") == expected


def test_an_article_without_a_clock_was_published_all_day(store: BoltStore, extract: Extract) -> None:
    store.write(extract("day", published="2023-01-16"))
    store.write(extract("clock", published="2023-01-16T09:30:00Z"))
    store.write(extract("month", published="2023-01"))
    noon = 'published: { overlaps: { from: "2023-01-16T12:00Z", to: "2023-01-16T12:00Z" } }'
    assert found(store, "articles", noon) == ["day", "month"]
    assert found(store, "articles", 'published: { during: { from: "2023-01-16", to: "2023-01-16" } }') == [
        "clock",
        "day",
    ]


@pytest.mark.parametrize(
    ("range", "message"),
    [("{}", "neither from nor to"), ('{ from: "2023", to: "2022" }', "ends before it begins")],
    ids=["empty", "backward"],
)
def test_a_range_that_is_none_is_refused(embedded_store: BoltStore, range: str, message: str) -> None:
    result = ask(embedded_store, f"{{ events(where: {{ time: {{ overlaps: {range} }} }}) {{ totalCount }} }}")
    (error,) = result["errors"]
    assert message in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"

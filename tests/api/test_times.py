from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.times import format_time, parse_time


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2023", 365 * 86_400),
        ("2024-02", 29 * 86_400),
        ("2023-12", 31 * 86_400),
        ("2023-01-16", 86_400),
        ("2023-01-16T09:30Z", 60),
        ("2023-01-16T09:30:05Z", 1),
    ],
)
def test_a_time_is_as_long_as_what_it_names(text: str, seconds: int) -> None:
    time = parse_time(text)
    assert time.last - time.first + 1 == seconds


@pytest.mark.parametrize("value", ["", "yesterday", "2023-13", "2023-02-30", "0000", "9999", 2023, None, "２０２３"])
def test_what_is_not_a_time_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        parse_time(value)


@pytest.mark.parametrize("granularity", ["year", "month", "day", "minute"])
@given(seconds=st.integers(0, 200_000_000_000))
def test_what_is_printed_is_read_as_a_time_that_holds_the_instant(granularity: str, seconds: int) -> None:
    printed = format_time(seconds, granularity)
    time = parse_time(printed)
    assert time.first <= seconds <= time.last


def test_a_zone_moves_the_instant() -> None:
    assert parse_time("2023-01-16T09:30+02:00") == parse_time("2023-01-16T07:30Z")

import pytest

from graph.model import Timespan
from ingest.extract.events.event_times import Told, merge_times

MONDAY = Timespan("2023-01-16", "2023-01-16", "day", "exact")
JANUARY = Timespan("2023-01-01", "2023-01-31", "month", "exact")
UNTIL_FEBRUARY = Timespan(None, "2023-02-10", "day", "approximate")
UNRESOLVED = Timespan(None, None, "day", "unresolved")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], None),
        ([Told(JANUARY), Told(MONDAY)], MONDAY),
        ([Told(UNRESOLVED), Told(JANUARY)], JANUARY),
        ([Told(UNRESOLVED)], UNRESOLVED),
        ([Told(start=MONDAY), Told(end=UNTIL_FEBRUARY)], Timespan("2023-01-16", "2023-02-10", "day", "approximate")),
        ([Told(start=MONDAY)], Timespan("2023-01-16", None, "day", "range")),
        ([Told(start=UNTIL_FEBRUARY), Told(MONDAY)], MONDAY),
    ],
    ids=["nothing", "finest", "resolved", "kept-unresolved", "start-and-end", "open-end", "no-start-in-until"],
)
def test_times_told_by_the_mentions_are_put_together(told, expected):
    assert merge_times(told) == expected


def test_an_end_before_the_start_is_not_believed():
    early = Timespan(None, "2022-12-01", "day", "exact")
    assert merge_times([Told(start=MONDAY, end=early)]) == MONDAY

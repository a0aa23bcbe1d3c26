"""Paging through any order, forward and backward, gives every noun once and in order."""

from __future__ import annotations

from dataclasses import replace
from functools import cmp_to_key
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.cursor import Key, decode_cursor
from graph.labels import LABELS
from graph.neo4j_store import BoltStore
from graph.plan import (
    ALWAYS,
    Count,
    Equals,
    FarValue,
    Find,
    IsNull,
    Matches,
    Not,
    OnEnd,
    Or,
    Order,
    Related,
    Score,
    Select,
    Step,
    Test,
    words,
)

TEXTS = {"Article": "ministry", "Actor": "russia", "Event": "drills", "Statement": "drills"}
SAID_BY, ABOUT = Step("SAID_BY", "in"), Step("ABOUT", "in")
COMPUTED: dict[str, tuple[Count | FarValue, ...]] = {
    "Article": (
        Count((Step("IN", "in", "Statement"),), OnEnd("Statement", Equals("act", "DENY"))),
        FarValue((Step("IN", "in", "Statement"), Step("SAID_BY", "out")), "country"),
    ),
    "Actor": (
        Count((SAID_BY,), ALWAYS),
        Count((Step("ACTOR_IN", "out"), Step("REALISES", "in")), ALWAYS),
        FarValue((SAID_BY,), "said_start", is_greatest=True),
        FarValue((SAID_BY, Step("IN", "out")), "published"),
    ),
    "Event": (Count((ABOUT,), ALWAYS), FarValue((Step("ACTOR_IN", "in"),), "name", is_greatest=True)),
    "Statement": (
        Count((Step("ABOUT", "out"),), ALWAYS),
        FarValue((Step("IN", "out"),), "published"),
        FarValue((Step("SAID_BY", "out"),), "sector"),
    ),
}
SORTABLE = {
    label.name: [each.name for each in label.properties if each.type not in ("strings", "integers", "vector")]
    for label in LABELS
}


@st.composite
def finds(draw: st.DrawFn) -> Find:
    label = draw(st.sampled_from(sorted(COMPUTED)))
    text = Matches(words(TEXTS[label]))
    where: Test = draw(
        st.sampled_from((ALWAYS, text, Not(IsNull("id")), Or((text, Equals("id", "a1"))), _about_drills(label)))
    )
    by = [
        st.sampled_from(SORTABLE[label]),
        st.sampled_from(COMPUTED[label]),
        st.sampled_from((text, Equals("id", "a1"), Or(()))),
    ]
    if where == text:
        by.append(st.just(Score()))
    order = draw(st.lists(st.builds(Order, st.one_of(by), st.booleans()), max_size=3))
    return Find(Select(label, ("id",)), where, tuple(order), first=1_000)


def _about_drills(label: str) -> Test:
    if label != "Statement":
        return ALWAYS
    return Related("ABOUT", "out", "some", OnEnd("Event", Matches(words("drills"))))


Row = tuple[dict[str, Any], str]


def walked(store: BoltStore, find: Find, size: int, *, is_backward: bool) -> list[Row]:
    """Give all rows with their cursors, page by page, in the order of the pages' rows."""
    found: list[Row] = []
    find = replace(find, is_placed=True, **({"last": size} if is_backward else {"first": size}))
    while True:
        page = store.find(find)
        rows = list(zip(page.rows, page.cursors, strict=True))
        found = rows + found if is_backward else found + rows
        has_more, has_other = (page.has_previous, page.has_next) if is_backward else (page.has_next, page.has_previous)
        assert has_other is (len(found) > len(rows))
        if not has_more:
            return found
        assert len(rows) == size
        find = replace(find, **({"before": page.cursors[0]} if is_backward else {"after": page.cursors[-1]}))


def compared(find: Find, one: tuple[Key, ...], other: tuple[Key, ...]) -> int:
    """Compare two rows' keys as the order says: unknown values are the smallest."""
    for order, left, right in zip((*find.order, Order("id")), one, other, strict=False):
        if left != right:
            is_less = left is None or (right is not None and left < right)  # type: ignore[operator]
            return 1 if is_less is order.is_descending else -1
    return 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(find=finds(), size=st.integers(1, 5), ends=st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_pages_forward_and_backward_give_every_noun_once(
    six_articles: BoltStore, find: Find, size: int, ends: tuple[int, int]
) -> None:
    whole = six_articles.find(find)
    rows = list(zip(whole.rows, whole.cursors, strict=True))
    assert len({row["id"] for row in whole.rows}) == len(rows)
    keys = [decode_cursor(find, cursor) for cursor in whole.cursors]
    assert keys == sorted(keys, key=cmp_to_key(lambda one, other: compared(find, one, other)))
    assert walked(six_articles, find, size, is_backward=False) == rows
    assert walked(six_articles, find, size, is_backward=True) == rows
    if rows:
        start, end = sorted(end % len(rows) for end in ends)
        between = replace(find, after=rows[start][1], before=rows[end][1], is_placed=True)
        page = six_articles.find(between)
        assert list(zip(page.rows, page.cursors, strict=True)) == rows[start + 1 : end]
        assert page.has_previous and page.has_next

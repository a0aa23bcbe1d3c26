from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cursor import decode_cursor, encode_cursor
from graph.errors import CursorError
from graph.plan import Equals, Find, Order, Select

FIND = Find(Select("Article", ("id",)), order=(Order("published"), Order(Equals("language", "en"))))


@given(st.none() | st.integers(-(2**63), 2**63 - 1), st.booleans(), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cursor_gives_back_its_keys(published: int | None, is_english: bool, last: str) -> None:
    keys = (published, is_english, last)
    assert decode_cursor(FIND, encode_cursor(FIND, keys)) == keys


@given(st.text())
def test_any_other_text_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError):
        decode_cursor(FIND, cursor)


@pytest.mark.parametrize(
    "other",
    [
        Find(Select("Article", ("id",))),
        Find(Select("Event", ("id",))),
        Find(Select("Article", ("id",)), order=(Order("published", is_descending=True),)),
        Find(Select("Article", ("id",)), order=(Order("published"), Order(Equals("language", "de")))),
    ],
)
def test_a_cursor_of_another_order_is_refused(other: Find) -> None:
    with pytest.raises(CursorError, match="another order"):
        decode_cursor(other, encode_cursor(FIND, (1, True, "x")))


@pytest.mark.parametrize(
    "keys", [[], [1], ["1", True, "x"], [True, True, "x"], [1, 1, "x"], [1, True, None], [[1], True, "x"]]
)
def test_a_cursor_with_keys_of_other_types_is_refused(keys: list[object]) -> None:
    signed = json.loads(base64.urlsafe_b64decode(encode_cursor(FIND, (1, True, "x")) + "=="))[:1]
    forged = base64.urlsafe_b64encode(json.dumps([*signed, *keys]).encode()).decode().rstrip("=")
    with pytest.raises(CursorError):
        decode_cursor(FIND, forged)


def test_what_is_selected_and_found_does_not_change_the_cursor() -> None:
    narrower = Find(Select("Article", ("title",)), Equals("language", "en"), FIND.order)
    assert decode_cursor(narrower, encode_cursor(FIND, (1, True, "x"))) == (1, True, "x")

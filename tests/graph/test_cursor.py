from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cursor import decode_cursor, encode_cursor
from graph.errors import CursorError
from graph.plan import ALWAYS, And, Count, Equals, FarValue, Find, Matches, Order, Score, Select, Step, words

FIND = Find(Select("Article", ("id",)), order=(Order("published"), Order(Equals("language", "en"))))


@given(st.none() | st.integers(-(2**63), 2**63 - 1), st.booleans(), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cursor_gives_back_its_keys(published: int | None, is_english: bool, last: str) -> None:
    keys = (published, is_english, last)
    assert decode_cursor(FIND, encode_cursor(FIND, keys)) == keys


@given(st.text())
def test_any_other_text_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError):
        decode_cursor(FIND, cursor)


ARTICLE = Select("Article", ("id",))


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        pytest.param(Find(ARTICLE), "another order", id="no-order"),
        pytest.param(Find(Select("Event", ("id",))), "another order", id="noun"),
        pytest.param(Find(ARTICLE, order=(Order("published", is_descending=True),)), "another order", id="direction"),
        pytest.param(
            Find(ARTICLE, order=(Order("published"), Order(Equals("language", "de")))), "another order", id="test"
        ),
        pytest.param(Find(ARTICLE, Equals("language", "en"), FIND.order), "another filter", id="filter"),
    ],
)
def test_a_cursor_of_another_order_or_filter_is_refused(other: Find, fault: str) -> None:
    with pytest.raises(CursorError, match=fault):
        decode_cursor(other, encode_cursor(FIND, (1, True, "x")))


def test_a_cursor_of_another_version_is_refused() -> None:
    content = [0, *head_of(FIND)[1:], 1, True, "x"]
    with pytest.raises(CursorError, match="another version"):
        decode_cursor(FIND, packed(content))


def head_of(find: Find) -> list[object]:
    signed: list[object] = json.loads(base64.urlsafe_b64decode(encode_cursor(find, (1, True, "x")) + "=="))
    return signed[:3]


def packed(content: list[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "keys", [[], [1], ["1", True, "x"], [True, True, "x"], [1, 1, "x"], [1, True, None], [[1], True, "x"]]
)
def test_a_cursor_with_keys_of_other_types_is_refused(keys: list[object]) -> None:
    with pytest.raises(CursorError, match="is not a cursor"):
        decode_cursor(FIND, packed([*head_of(FIND), *keys]))


def test_what_is_selected_does_not_change_the_cursor() -> None:
    other = Find(Select("Article", ("title",)), And((And(()),)), FIND.order, is_counted=True)
    assert decode_cursor(other, encode_cursor(FIND, (1, True, "x"))) == (1, True, "x")


COMPUTED = Find(
    Select("Actor", ("id",)),
    Matches(words("kovir")),
    (
        Order(Score()),
        Order(Count((Step("SAID_BY", "in"),), ALWAYS)),
        Order(FarValue((Step("ACTOR_IN", "out"),), "start")),
    ),
)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 9), st.none() | st.integers(-9, 9))
def test_computed_keys_have_their_own_types(score: float, count: int, start: int | None) -> None:
    keys = (score, count, start, "x")
    assert decode_cursor(COMPUTED, encode_cursor(COMPUTED, keys)) == keys


@pytest.mark.parametrize("keys", [(None, 1, 1, "x"), (0.5, None, 1, "x"), (0.5, True, 1, "x"), (0.5, 1, "1", "x")])
def test_computed_keys_of_other_types_are_refused(keys: tuple[object, ...]) -> None:
    with pytest.raises(CursorError, match="is not a cursor"):
        decode_cursor(COMPUTED, encode_cursor(COMPUTED, keys))  # type: ignore[arg-type]

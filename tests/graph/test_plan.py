"""A plan that can't be asked is refused when it is built, with what it could be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.errors import PlanError
from graph.plan import (
    And,
    Compare,
    Contains,
    Equals,
    Find,
    Follow,
    In,
    Includes,
    Matches,
    Not,
    OnEdge,
    OnEnd,
    Or,
    Order,
    Related,
    Select,
    alternatives,
    words,
)
from graph.predicates import flattened

ACTOR = Select("Actor", ("id",))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        pytest.param(lambda: Find(Select("Person")), "no label 'Person': there are Actor", id="label"),
        pytest.param(lambda: Find(Select("Actor", ("age",))), "no property 'age': it has", id="property"),
        pytest.param(lambda: Find(ACTOR, Equals("age", 3)), "no property 'age'", id="test"),
        pytest.param(lambda: Find(ACTOR, Equals("name", 3)), "is string, not 3", id="value"),
        pytest.param(lambda: Find(ACTOR, Equals("named", 1)), "is boolean, not 1", id="number-as-flag"),
        pytest.param(
            lambda: Find(Select("Article"), Equals("published", True)), "is integer, not True", id="flag-as-number"
        ),
        pytest.param(lambda: Find(Select("Article"), Compare("published", "<", 2**63)), "too large", id="large"),
        pytest.param(lambda: Find(ACTOR, In("name", ("a", "\ud800"))), "half a character", id="surrogate"),
        pytest.param(lambda: Find(ACTOR, Contains("named", "x")), "is no text", id="contains"),
        pytest.param(lambda: Find(ACTOR, Includes("name", "x")), "is no list", id="includes"),
        pytest.param(lambda: Find(ACTOR, Equals("aliases", "x")), "is strings, not 'x'", id="equals-list"),
        pytest.param(lambda: Find(Select("Run"), Matches(words("x"))), "Run has no full text", id="no-text"),
        pytest.param(lambda: Find(ACTOR, Matches((("A b",),))), "no group of lower-case words", id="raw-words"),
        pytest.param(lambda: Find(ACTOR, Matches(words(" ".join(map(str, range(99)))))), "too long", id="long"),
        pytest.param(lambda: Find(ACTOR, OnEnd("Event", And(()))), "inside Related only", id="end-outside"),
        pytest.param(
            lambda: Find(ACTOR, Related("HOLDS", "out", "some", Equals("title", "x"))), "OnEdge or OnEnd", id="bare"
        ),
        pytest.param(
            lambda: Find(ACTOR, Related("HOLDS", "in", "some", And(()))), "Actor has no edge HOLDS in", id="direction"
        ),
        pytest.param(lambda: Find(ACTOR, Related("KNOWS", "out", "some", And(()))), "no edge 'KNOWS'", id="edge"),
        pytest.param(
            lambda: Find(ACTOR, Related("HOLDS", "out", "some", OnEnd("Place", And(())))), "does not lead", id="end"
        ),
        pytest.param(
            lambda: Find(ACTOR, Related("HOLDS", "out", "some", OnEdge(Matches(words("x"))))), "can't be asked",
            id="text-of-edge",
        ),
        pytest.param(lambda: Find(ACTOR, first=-1), "first is -1", id="first"),
        pytest.param(lambda: Find(ACTOR, order=(Order("aliases"),)), "it is a list", id="order-list"),
        pytest.param(lambda: Find(ACTOR, order=(Order(Equals("age", 3)),)), "no property", id="order-test"),
        pytest.param(
            lambda: Find(Select("Actor", ("id",), (Follow("id", "HOLDS", "out", (Select("Role"),)),))), "one key",
            id="same-key",
        ),
        pytest.param(
            lambda: Find(Select("Actor", (), (Follow("a b", "HOLDS", "out", (Select("Role"),)),))), "can't be a key",
            id="key",
        ),
        pytest.param(
            lambda: Find(Select("Actor", (), (Follow("a", "HOLDS", "out", ()),))), "to no end", id="no-end"
        ),
        pytest.param(
            lambda: Find(Select("Actor", (), (Follow("a", "HOLDS", "out", (Select("Role"),), limit=-1),))),
            "limit of a is -1",
            id="limit",
        ),
    ],
)  # fmt: skip
def test_a_plan_that_can_not_be_asked_is_refused(build: Callable[[], Find], message: str) -> None:
    with pytest.raises(PlanError, match=message.replace("(", r"\(")):
        build()


def test_words_are_whole_lower_case_and_each_once() -> None:
    assert words("The U.S. drills, the Drills (2,500 men) didn't stop") == (
        ("the",),
        ("u.s",),
        ("drills",),
        ("2,500",),
        ("men",),
        ("didn't",),
        ("stop",),
    )


def test_alternatives_leave_out_what_has_no_word() -> None:
    assert alternatives(["War games!", "…", "war  games", "drills"]) == ("war games", "drills")


def test_conjunctions_inside_conjunctions_are_one() -> None:
    a, b = Equals("name", "a"), Equals("name", "b")
    assert flattened(And((And((a,)), And((And((b,)), And(())))))) == And((a, b))
    assert flattened(Not(Or((Or((a,)),)))) == Not(a)
    assert flattened(And(())) == And(())

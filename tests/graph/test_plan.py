"""A plan that can't be asked is refused when it is built, with what it could be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.errors import PlanError
from graph.plan import (
    ALWAYS,
    And,
    Compare,
    Contains,
    Count,
    Counted,
    Equals,
    FarValue,
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
    SameText,
    Score,
    Select,
    Step,
    Test,
    alternatives,
    words,
)
from graph.predicates import flattened, matched

ACTOR = Select("Actor", ("id",))
SAYING = Step("SAID_BY", "in")


def more_than(value: int, *steps: Step, where: Test = ALWAYS) -> Counted:
    return Counted(Count(steps, where), ">", value)


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
        pytest.param(lambda: Find(ACTOR, last=-1), "last is -1", id="last"),
        pytest.param(lambda: Find(ACTOR, SameText("named", ("x",))), "is no text", id="same-text"),
        pytest.param(lambda: Find(ACTOR, more_than(1)), "no step leads away", id="no-step"),
        pytest.param(lambda: Find(ACTOR, more_than(1, Step("AT", "in"))), "Actor has no edge AT", id="step"),
        pytest.param(
            lambda: Find(Select("Statement"), more_than(1, Step("ABOUT", "out"), Step("AT", "out"))),
            "name the label of the step before",
            id="step-from-several",
        ),
        pytest.param(lambda: Find(ACTOR, more_than(2**63, SAYING)), "is no count", id="count"),
        pytest.param(
            lambda: Find(ACTOR, more_than(1, SAYING, where=Equals("act", "DENY"))), "OnEdge or OnEnd", id="count-bare"
        ),
        pytest.param(lambda: Find(ACTOR, order=(Order(Score()),)), "nothing to sort by score", id="no-text-to-score"),
        pytest.param(
            lambda: Find(ACTOR, Not(Matches(words("x"))), (Order(Score()),)), "nothing to sort by", id="score-of-not"
        ),
        pytest.param(
            lambda: Find(ACTOR, order=(Order(FarValue((SAYING,), "age")),)), "no property 'age'", id="far-property"
        ),
        pytest.param(
            lambda: Find(Select("Statement"), order=(Order(FarValue((Step("ABOUT", "out"),), "name")),)),
            "name the one whose name is meant",
            id="far-of-several",
        ),
        pytest.param(lambda: Find(ACTOR, order=(Order("aliases"),)), "it is a list", id="order-list"),
        pytest.param(lambda: Find(ACTOR, order=(Order(Equals("age", 3)),)), "no property", id="order-test"),
        pytest.param(lambda: Find(ACTOR, is_listed=False), "nothing is asked for", id="nothing"),
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


def test_the_text_that_is_asked_of_every_noun_is_one() -> None:
    a, b = Matches(words("a")), Matches(words("b"))
    assert matched(And((a, Equals("name", "x"), And((b,))))) == Matches(words("a b"))
    assert matched(And((a, Matches(())))) == Matches(())
    assert matched(Or((a, b))) is None

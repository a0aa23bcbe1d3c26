"""Golden texts of what plans compile to; ``pytest --update-golden`` writes them anew, and Neo4j explains each."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import neo4j
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cursor import encode_cursor
from graph.cypher import compile_find
from graph.dialects import ARCADEDB, NEO4J, Dialect
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
    InBox,
    Inside,
    Matches,
    Near,
    Not,
    OnEdge,
    OnEnd,
    Or,
    Order,
    Related,
    SameText,
    Score,
    Select,
    SimilarTo,
    StartsWith,
    Step,
    Test,
    words,
)
from graph.similarity import with_vectors
from graph.store import Store

GOLDEN = Path(__file__).parent.parent / "golden"

DRILLS = Matches(words("the drills"))
LINKED = Or(tuple(Related("ABOUT", "out", "some", OnEnd(label, DRILLS)) for label in ("Event", "Actor", "Place")))
TARGET = OnEdge(Equals("role", "target"))
ACTOR = Select("Actor", ("id", "name"))
WHOLE = Select(
    "Statement",
    ("id", "text"),
    (
        Follow("speaker", "SAID_BY", "out", (ACTOR,), ("via",), is_one=True),
        Follow(
            "about",
            "ABOUT",
            "out",
            (Select("Event", ("name",), (Follow("actors", "ACTOR_IN", "in", (ACTOR,), limit=10),)), ACTOR),
            ("role",),
        ),
    ),
)
BARE = Select("Statement", ("id",))
NEAR = Related("AT", "out", "some", OnEnd("Place", Near(52.5, 23.5, 100)))
TRIANGLE = ((22.0, 44.0), (40.0, 44.0), (40.0, 52.0), (22.0, 44.0))
SAID = (Step("SAID_BY", "in"),)
PUBLISHED = FarValue((Step("IN", "out"),), "published")
TOLD_AT = FarValue((Step("IN", "out", "Article"),), "published")
SPEAKER_NAME = FarValue((Step("SAID_BY", "out"),), "name")
TOLD_IN = (Step("REALISES", "in"), Step("IN", "out"))
KOVIR = Related("SAID_BY", "out", "some", OnEnd("Actor", Matches(words("kovir"))))


def after(find: Find, *keys: str | float | bool | None) -> Find:
    return replace(find, after=encode_cursor(find, keys))


def before(find: Find, *keys: str | float | bool | None) -> Find:
    return replace(find, before=encode_cursor(find, keys))


FINDS = {
    "all": Find(BARE),
    "all-after": after(Find(BARE), "2023"),
    "all-down": Find(BARE, order=(Order("sort_key", is_descending=True),)),
    "by-id": Find(WHOLE, Equals("id", "a1:10:20:5")),
    "by-property": Find(BARE, In("act", ("DENY", "CLAIM")), is_counted=True),
    "count-alone": Find(BARE, In("act", ("DENY", "CLAIM")), is_counted=True, is_listed=False),
    "by-shared-value": Find(BARE, And((Equals("act", "DENY"), Not(Equals("negated", True))))),
    "by-shared-value-backward": Find(BARE, Equals("act", "DENY"), last=5),
    "by-shared-value-or-text": Find(BARE, Or((Equals("act", "DENY"), DRILLS, Equals("form", "direct")))),
    "by-text": Find(BARE, DRILLS, is_counted=True),
    "by-text-of-event": Find(
        BARE,
        And((Equals("act", "DENY"), Related("ABOUT", "out", "some", And((TARGET, OnEnd("Event", DRILLS)))))),
    ),
    "by-id-of-speaker": Find(BARE, Related("SAID_BY", "out", "some", OnEnd("Actor", Equals("id", "state:RUS")))),
    "by-two-steps": Find(
        BARE,
        Related("ABOUT", "out", "some", OnEnd("Event", Related("AT", "out", "some", OnEnd("Place", DRILLS)))),
    ),
    "by-either": Find(BARE, Or((Related("ABOUT", "out", "some", OnEnd("Event", DRILLS)), DRILLS)), is_counted=True),
    "not-text-of-event": Find(BARE, Not(Related("ABOUT", "out", "some", OnEnd("Event", DRILLS)))),
    "none": Find(BARE, Related("ABOUT", "out", "none", OnEdge(Equals("stance", "negative")))),
    "all-of-them": Find(BARE, Related("ABOUT", "out", "all", OnEnd("Event", Compare("start", ">", 0)))),
    "by-characters": Find(ACTOR, Or((Contains("name", "Luka"), StartsWith("name", "Alex")))),
    "order-nullable-after": after(Find(BARE, order=(Order("said_start", True), Order("confidence"))), 5, None, "2023"),
    "question": Find(
        WHOLE,
        And((In("act", ("EXPRESS_CONCERN",)), Equals("negated", False), Or((LINKED, DRILLS)))),
        (Order(LINKED, True), Order("confidence", True)),
        is_counted=True,
    ),
    "question-after": after(Find(BARE, LINKED, (Order(LINKED, True), Order("confidence", True))), True, 0.5, "2023"),
    "near": Find(Select("Place", ("name",)), Near(52.5, 23.5, 100), is_counted=True),
    "near-of-event": Find(BARE, Related("ABOUT", "out", "some", OnEnd("Event", NEAR))),
    "in-box-over-the-antimeridian": Find(Select("Place", ("name",)), InBox(-20, 170, 0, -170)),
    "inside": Find(Select("Place", ("name",)), Inside(((TRIANGLE,),))),
    "similar": Find(BARE, And((SimilarTo("worry about the drills", 0.5), Equals("act", "DENY"))), is_counted=True),
    "similar-event": Find(BARE, Related("ABOUT", "out", "some", OnEnd("Event", SimilarTo("drills", 0.5)))),
    "order-similar": Find(BARE, SimilarTo("worry", 0.5), (Order(Score(), True),)),
    "order-similar-after": after(Find(BARE, SimilarTo("worry", 0.5), (Order(Score(), True),)), 0.75, "2023"),
    "of-several-ends-one": Find(
        Select("Statement", (), (Follow("about", "ABOUT", "out", (ACTOR, Select("Event")), ("role",)),)),
        Equals("id", "a1:10:20:5"),
    ),
    "roles": Find(
        Select("Actor", ("name",), (Follow("roles", "HOLDS", "out", (Select("Role", ("title",)),), ("articles",)),)),
        Equals("country", "UKR"),
    ),
    "all-last": Find(BARE, last=2),
    "all-before": before(Find(BARE, last=2), "2023"),
    "all-between-placed": after(before(Find(BARE, last=2, is_placed=True, is_counted=True), "2024"), "2023"),
    "order-nullable-before-placed": before(Find(BARE, order=(Order("said_start"),), last=2, is_placed=True), None, "2"),
    "by-text-in-any-case": Find(ACTOR, Or((SameText("name", ("anna kovir",)), Not(SameText("country", ("ukr",)))))),
    "by-count": Find(ACTOR, Counted(Count(SAID, OnEnd("Statement", Equals("act", "DENY"))), ">=", 3)),
    "by-count-of-edges": Find(BARE, Counted(Count((Step("ABOUT", "out"),), TARGET), "=", 1)),
    "by-count-of-two-steps": Find(Select("Event", ("id",)), Counted(Count(TOLD_IN, ALWAYS), ">", 1)),
    "order-far-after": after(
        Find(BARE, order=(Order(PUBLISHED, True), Order(SPEAKER_NAME)), first=2), 1673827200, None, "2023"
    ),
    "order-published": Find(Select("Article", ("id",)), order=(Order("published", True),)),
    "order-far-published-after": after(Find(BARE, order=(Order("act"), Order(TOLD_AT, True))), "DENY", "2023"),
    "order-far-greatest": Find(ACTOR, order=(Order(FarValue(SAID, "said_start", is_greatest=True), True),)),
    "order-count": Find(ACTOR, order=(Order(Count(SAID, ALWAYS), True), Order("name"))),
    "order-count-before-placed": before(
        Find(ACTOR, order=(Order(Count(SAID, ALWAYS), True),), last=2, is_placed=True), 3, "kovir"
    ),
    "order-score": Find(BARE, DRILLS, (Order(Score(), True),), is_counted=True),
    "order-score-after": after(
        Find(BARE, And((Equals("act", "DENY"), Not(KOVIR), DRILLS)), (Order("confidence"), Order(Score(), True))),
        0.5,
        1.25,
        "2023",
    ),
    "order-score-of-nothing": Find(BARE, Matches(()), (Order(Score(), True),)),
}  # fmt: skip


def golden(request: pytest.FixtureRequest, name: str, content: str) -> str:
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(content, "utf-8")
    return path.read_text("utf-8")


# What compiles to another text where the store has an index of vectors.
INDEXED = ("similar", "similar-event", "order-similar-after")
# What compiles to another text where an index is read in order only for the RETURN.
IN_RETURN = ("all", "all-between-placed", "by-shared-value-or-text")
GOLDEN_NAMES = [*FINDS, *(f"{name}-indexed" for name in INDEXED), *(f"{name}-in-return" for name in IN_RETURN)]


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_a_plan_compiles_to_its_golden_text(request: pytest.FixtureRequest, name: str) -> None:
    query = compile_find(
        FINDS[name.removesuffix("-indexed").removesuffix("-in-return")],
        has_vector_index=name.endswith("-indexed"),
        has_index_order_in_return=name.endswith("-in-return"),
    )
    params = json.dumps(query.params, ensure_ascii=False, default=repr)
    content = f"// {params}\n{query.text}\n"
    assert golden(request, f"{name}.cypher", content) == content


def test_every_golden_file_is_of_a_plan() -> None:
    assert {path.stem for path in GOLDEN.glob("*.cypher")} - {"schema-neo4j"} == set(GOLDEN_NAMES)


@pytest.mark.parametrize(("dialect", "name"), [(NEO4J, "schema-neo4j.cypher"), (ARCADEDB, "schema-arcadedb.sql")])
def test_each_dialect_spells_the_schema_its_own_way(
    request: pytest.FixtureRequest, dialect: Dialect, name: str
) -> None:
    content = "".join(f"{text};\n" for _, text in dialect.schema())
    assert golden(request, name, content) == content


@pytest.mark.parametrize("name", FINDS)
def test_neo4j_explains_each_query(neo4j_store: Store, neo4j_uri: str, name: str) -> None:
    query = compile_find(FINDS[name])
    with neo4j.GraphDatabase.driver(neo4j_uri) as driver:
        _, summary, _ = driver.execute_query(
            f"EXPLAIN {query.text}", dict(with_vectors(query.params, lambda _: (1.0,)))
        )
    assert summary.plan
    assert not [each for each in summary.gql_status_objects if "deprecated" in each.status_description.lower()]


@pytest.mark.parametrize("name", FINDS)
def test_each_query_runs(any_store: Store, name: str) -> None:
    assert any_store.find(FINDS[name]).total in (None, 0) or FINDS[name].is_counted


VALUES = st.text(min_size=1).filter(lambda value: not any("\ud800" <= each <= "\udfff" for each in value))


@given(VALUES)
def test_a_value_is_never_part_of_the_text(value: str) -> None:
    tests: tuple[Test, ...] = (
        Equals("name", value),
        In("name", (value,)),
        Compare("name", "<", value),
        SameText("name", (value,)),
        Contains("name", value),
        StartsWith("name", value),
        Matches(words(value)),
    )
    marked = "value"
    for test in tests:
        shape = compile_find(Find(ACTOR, test)).text
        plain = {Matches: Matches(words(marked)) if words(value) else Matches(())}.get(type(test))
        if plain is None:
            assert shape == compile_find(Find(ACTOR, type(test)(*_with(test, marked)))).text  # type: ignore[arg-type]
        else:
            assert shape == compile_find(Find(ACTOR, plain)).text


def _with(test: Test, value: str) -> tuple[object, ...]:
    match test:
        case In(field, _) | SameText(field, _):
            return field, (value,)
        case Compare(field, operator, _):
            return field, operator, value
        case Equals(field, _) | Contains(field, _) | StartsWith(field, _):
            return field, value
        case _:
            raise AssertionError(test)


def test_a_plan_without_conditions_reads_the_index_in_order() -> None:
    assert "n.sort_key > ''" in compile_find(Find(BARE, ALWAYS)).text

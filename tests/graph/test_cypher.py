"""Golden texts of what plans compile to; ``pytest --update-golden`` writes them anew, and Neo4j explains each."""

from __future__ import annotations

import json
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
    Equals,
    Find,
    Follow,
    In,
    Matches,
    Not,
    OnEdge,
    OnEnd,
    Or,
    Order,
    Related,
    Select,
    StartsWith,
    Test,
    words,
)
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


def after(find: Find, *keys: str | float | bool | None) -> Find:
    return Find(find.select, find.where, find.order, find.first, encode_cursor(find, keys), find.is_counted)


FINDS = {
    "all": Find(BARE),
    "all-after": after(Find(BARE), "2023"),
    "all-down": Find(BARE, order=(Order("sort_key", is_descending=True),)),
    "by-id": Find(WHOLE, Equals("id", "a1:10:20:5")),
    "by-property": Find(BARE, In("act", ("DENY", "CLAIM")), is_counted=True),
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
    "roles": Find(
        Select("Actor", ("name",), (Follow("roles", "HOLDS", "out", (Select("Role", ("title",)),), ("articles",)),)),
        Equals("country", "UKR"),
    ),
}  # fmt: skip


def golden(request: pytest.FixtureRequest, name: str, content: str) -> str:
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(content, "utf-8")
    return path.read_text("utf-8")


@pytest.mark.parametrize("name", FINDS)
def test_a_plan_compiles_to_its_golden_text(request: pytest.FixtureRequest, name: str) -> None:
    query = compile_find(FINDS[name])
    params = json.dumps(query.params, ensure_ascii=False)
    content = f"// {params}\n{query.text}\n"
    assert golden(request, f"{name}.cypher", content) == content


def test_every_golden_file_is_of_a_plan() -> None:
    assert {path.stem for path in GOLDEN.glob("*.cypher")} - {"schema-neo4j"} == {*FINDS}


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
        _, summary, _ = driver.execute_query(f"EXPLAIN {query.text}", dict(query.params))
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
        case In(field, _):
            return field, (value,)
        case Compare(field, operator, _):
            return field, operator, value
        case Equals(field, _) | Contains(field, _) | StartsWith(field, _):
            return field, value
        case _:
            raise AssertionError(test)


def test_a_plan_without_conditions_reads_the_index_in_order() -> None:
    assert "n.sort_key > ''" in compile_find(Find(BARE, ALWAYS)).text

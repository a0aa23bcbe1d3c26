"""The compiled path and graphql-core's executor give one and the same response."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    IntValueNode,
    Node,
    StringValueNode,
    Visitor,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    parse_value,
    print_ast,
    visit,
)
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import queries
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from structlog.testing import capture_logs

from api import execution
from api.connections import Context
from api.places import Kept
from api.schema import create_schema, print_schema, run
from graph.page import Page
from graph.plan import Find
from graph.reading import Reading
from graph.settings import StoreSettings
from graph.store import Store, open_store
from ingest.nlp import load_nlp
from ingest.readers import read_documents
from ingest.resolve import resolve_extraction
from ingest.run import Pipeline, extract_documents, start_run

SEED = Path(__file__).resolve().parents[2] / "seeds" / "000_77273a3daa063c03.txt"
SDL = build_schema(print_schema())


@pytest.fixture(autouse=True)
def _silent() -> Iterator[None]:
    """Errors that are meant are not logged with their tracebacks."""
    with capture_logs():
        yield


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    nlp = load_nlp()
    with open_store(StoreSettings(url=f"embedded://{tmp_path_factory.mktemp('seeded')}")) as store:
        for read in extract_documents(Pipeline(nlp, start_run(nlp, version="test")), read_documents([SEED])):
            store.write(resolve_extraction(read))
        yield store


def run_ordinarily(query: str, context: Context, variables: dict[str, Any]) -> Any:
    """Execute a query over the same schema by Strawberry alone."""
    schema = copy.copy(create_schema())
    schema.execution_context_class = StrawberryGraphQLCoreExecutionContext
    return schema.execute_sync(query, variable_values=variables, context_value=context)


def response(run: Callable[..., Any], store: Any, query: str, **variables: Any) -> str:
    """The response as JSON, so that the order of keys and the types of numbers count too."""
    result = run(query, Context(store, lambda question: Reading(question, acts=("STATE",))), variables)
    errors = [
        [error.message, error.path, [place.formatted for place in error.locations or ()]]
        for error in result.errors or ()
    ]
    return json.dumps({"data": result.data, "errors": errors}, indent=1)


def both(store: Any, query: str, **variables: Any) -> dict[str, Any]:
    """The response, which is the same on both paths."""
    compiled = response(run, store, query, **variables)
    assert compiled == response(run_ordinarily, store, query, **variables)
    told: dict[str, Any] = json.loads(compiled)
    return told


@pytest.fixture
def completed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The types of values that compiled code has completed."""
    types: list[str] = []
    compile_completion = execution.compile_completion

    def compiling(kind: Any, *rest: Any) -> Any:
        complete = compile_completion(kind, *rest)

        def counting(value: Any) -> Any:
            made = complete(value)
            types.append(str(kind))
            return made

        return counting

    monkeypatch.setattr(execution, "compile_completion", compiling)
    monkeypatch.setattr(execution, "COMPILATIONS", Kept())
    return types


class Rows:
    """A store that finds these rows whatever it is asked."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = rows

    def find(self, find: Find) -> Page:
        return Page(
            self.rows, tuple(str(number) for number in range(len(self.rows))), has_next=False, total=len(self.rows)
        )


SPEAKER = "actor_said_by_out_1"
STATEMENTS = "{ statements { totalCount edges { cursor node { %s } } pageInfo { hasNextPage endCursor } } }"


@pytest.mark.parametrize(
    ("row", "selected", "errors"),
    [
        ({"id": "s", "polarity": -1}, "__typename again: id id polarity", []),
        ({SPEAKER: None}, "speaker { name }", []),
        ({SPEAKER: {"kind": "person", "aliases": None}}, "speaker { kind aliases }", []),
        ({SPEAKER: {}}, "speaker { __typename }", []),
        ({"id": None}, "id", ["statements.edges.0.node.id"]),
        ({"act": "SHOUT"}, "act", ["statements.edges.0.node.act"]),
        ({"act": []}, "act", ["statements.edges.0.node.act"]),
        ({"polarity": 2**31}, "polarity", ["statements.edges.0.node.polarity"]),
        ({"polarity": 2**31 - 1}, "polarity", []),
        ({"polarity": 1.0, "confidence": 1, "negated": 0, "text": 7}, "polarity confidence negated text", []),
        ({"confidence": float("nan")}, "confidence", ["statements.edges.0.node.confidence"]),
        ({"cue": ["a"]}, "cue id", ["statements.edges.0.node.cue", "statements.edges.0.node.id"]),
        ({SPEAKER: {"aliases": ["a", None]}}, "speaker { aliases }", ["statements.edges.0.node.speaker.aliases.1"]),
        ({SPEAKER: {"aliases": "word"}}, "speaker { aliases }", ["statements.edges.0.node.speaker.aliases"]),
        ({}, "text", ["statements.edges.0.node.text"]),
    ],
)
def test_values_are_completed_as_graphql_asks(row: dict[str, Any], selected: str, errors: list[str]) -> None:
    told = both(Rows(row), STATEMENTS % selected)
    paths = [".".join(map(str, path)) for _, path, _ in told["errors"]]
    assert paths == errors[: len(paths)] and bool(paths) == bool(errors)


def test_null_stops_at_the_next_field_that_may_be_null() -> None:
    rows = [{SPEAKER: {"name": name}} for name in ("Anna", None)]
    told = both(Rows(*rows), STATEMENTS % "speaker { name }")
    assert [edge["node"]["speaker"] for edge in told["data"]["statements"]["edges"]] == [{"name": "Anna"}, None]
    assert [path for _, path, _ in told["errors"]] == [["statements", "edges", 1, "node", "speaker", "name"]]


def test_a_root_field_is_completed_at_once(completed: list[str]) -> None:
    response(run, Rows({"id": "s"}, {"id": "t"}), STATEMENTS % "id")
    assert completed == ["StatementConnection!"]


def test_an_interface_is_completed_by_the_type_of_each_row(seeded: Store, completed: list[str]) -> None:
    ids = known_ids(seeded)
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on Statement { text speaker { name } } ...P }
      node(id: "nobody") { id } } fragment P on Place { name events { id } }"""
    told = both(seeded, query, ids=["nothing", *ids])
    assert [noun and noun["id"] for noun in told["data"]["nodes"]] == [None, *ids]
    assert {"[Node]!", "Node"} <= set(completed)


def test_what_cannot_be_compiled_leaves_the_rest_compiled(completed: list[str]) -> None:
    query = """{ ask(question: "who") { question statements { edges { node { id } } } } __schema { types { name } }
      actor(id: 1) { id } }"""
    told = both(Rows({"id": "s"}), query)
    assert told["data"]["ask"]["statements"]["edges"] == [{"node": {"id": "s"}}]
    assert completed == ["StatementConnection!", "Actor"]


@pytest.mark.parametrize("name", ["One", "Two"])
def test_fragments_of_one_name_in_two_documents_do_not_mix(name: str) -> None:
    query = (
        "query One { statements { edges { node { ...F } } } } query Two { statements { edges { node { ...F id } } } }"
    )
    for field in ("text", "cue"):
        document = f"{query} fragment F on Statement {{ {field} }}"
        context = Context(Rows({"id": "s", "text": "t", "cue": "c"}), Reading)
        result = run(document, context, {}, operation_name=name)
        assert result.data is not None
        (edge,) = result.data["statements"]["edges"]
        assert edge["node"] == {field: field[0], **({"id": "s"} if name == "Two" else {})}


def test_a_variable_decides_anew_each_time_what_is_selected() -> None:
    query = """query ($no: Boolean!, $yes: Boolean = true, $few: Int) { statements { edges { node {
      ... on Statement @skip(if: $no) { id } text @include(if: $yes)
      speaker { statements(first: $few) { id } } } } } }"""
    found = {f"statement_said_by_in_{few}": [{"id": few}] for few in (1, 2)}
    row = {"id": "s", "text": "t", SPEAKER: found}
    for no, yes, few in [(True, True, 1), (False, True, 2), (True, False, 1), (False, False, 2)]:
        (edge,) = both(Rows(row), query, no=no, yes=yes, few=few)["data"]["statements"]["edges"]
        assert ("id" in edge["node"], "text" in edge["node"]) == (not no, yes)
        assert edge["node"]["speaker"] == {"statements": [{"id": str(few)}]}


def test_what_was_not_asked_for_the_longest_is_worked_out_again() -> None:
    worked_out: list[int] = []
    kept: Kept[None] = Kept(most=2)
    for number in (1, 2, 1, 3, 1, 2):
        kept.get(number, partial(worked_out.append, number))
    assert worked_out == [1, 2, 3, 2]


def test_deeper_nesting_than_python_allows_is_completed_all_the_same() -> None:
    depth = 120
    row: dict[str, Any] = {"id": "s"}
    for _ in range(depth):
        row = {"statement_within_out_1": row, "id": "s"}
    told = both(Rows(row), STATEMENTS % ("parent { " * depth + "id" + " }" * depth))
    assert told["errors"] == []


SDL_ROOTS = sorted(set(SDL.query_type.fields) - {"ask"}) if SDL.query_type else []
GIVEN = {"ids": '["a"]', "id": '"a"', "event": '"a"', "from": '"a"', "to": '"b"'}


@pytest.mark.parametrize("name", SDL_ROOTS)
def test_each_root_field_is_compiled_with_all_below(name: str, seeded: Store, completed: list[str]) -> None:
    assert SDL.query_type is not None
    field = SDL.query_type.fields[name]
    needed = required(field) or ({"event": field.args["event"]} if name == "stances" else {})
    given = [f"{key}: {GIVEN.get(key) or '[' + first_value(one) + ']'}" for key, one in needed.items()]
    arguments = f"({', '.join(given)})" if given else ""
    assert both(seeded, f"{{ {name}{arguments}{all_of(field.type, depth=2)} }}")["errors"] == []
    assert completed == [str(field.type)]


def required(field: GraphQLField) -> dict[str, GraphQLArgument]:
    return {name: one for name, one in field.args.items() if is_required_argument(one)}


def first_value(argument: GraphQLArgument) -> str:
    kind = get_named_type(argument.type)
    assert isinstance(kind, GraphQLEnumType)
    return next(iter(kind.values))


def all_of(kind: Any, *, depth: int) -> str:
    """A selection of every field, so many levels deep."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLInterfaceType):
        return " { id __typename }"
    if not isinstance(named, GraphQLObjectType):
        return ""
    selected = [
        f"{name}{all_of(field.type, depth=depth - 1)}"
        for name, field in named.fields.items()
        if not required(field) and (depth or is_leaf_type(get_named_type(field.type)))
    ]
    return f" {{ __typename {' '.join(selected)} }}"


class Askable(Visitor):
    """Turns arguments that are mere noise into such as find something: pages of a size that is allowed, known ids."""

    def __init__(self, ids: list[str], *, is_filtered: bool) -> None:
        super().__init__()
        self.ids = ids
        self.is_filtered = is_filtered

    def enter_field(self, node: FieldNode, *_: Any) -> Node:
        arguments = [self._known(one) for one in node.arguments or () if self._is_kept(one.name.value)]
        return replace(node, arguments=tuple(arguments))

    def _is_kept(self, name: str) -> bool:
        return name not in ("after", "before", "last") and (self.is_filtered or name not in ("where", "orderBy"))

    def _known(self, argument: Any) -> Any:
        if argument.name.value == "first" and isinstance(argument.value, IntValueNode):
            return replace(argument, value=IntValueNode(value=str(abs(int(argument.value.value)) % 6)))
        if argument.name.value == "id":
            return replace(argument, value=StringValueNode(value=self.ids[len(argument.value.value) % len(self.ids)]))
        return argument


def known_ids(store: Store) -> list[str]:
    selections = " ".join(f"{noun}(first: 3) {{ edges {{ node {{ id }} }} }}" for noun in NOUNS)
    found = json.loads(response(run, store, f"{{ {selections} }}"))["data"]
    return [edge["node"]["id"] for noun in NOUNS for edge in found[noun]["edges"]]


AREA = '{type: "Polygon", coordinates: [[[20, 50], [30, 50], [30, 60], [20, 50]]]}'
NOUNS = ("statements", "events", "actors", "places", "articles")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_query_is_answered_equal_on_both_paths(seeded: Store, data: st.DataObject) -> None:
    is_filtered = data.draw(st.booleans())
    askable = Askable(known_ids(seeded), is_filtered=is_filtered)
    scalars = {
        "Time": st.sampled_from(["2022", "2023-01", "2023-01-16"]).map(lambda at: StringValueNode(value=at)),
        "GeoJSON": st.sampled_from([AREA, "{}"]).map(parse_value),
    }
    generated = queries(SDL, custom_scalars=scalars, allow_null=False, print_ast=partial(visit, visitor=askable))
    told = both(seeded, print_ast(data.draw(generated)))
    event("errors" if told["errors"] else "answered")

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    build_schema,
    parse,
    validate,
)
from graphql.type import is_introspection_type, is_specified_scalar_type
from typer.testing import CliRunner

from api import errors as api_errors
from api.limits import Limits
from api.rules import load_rules
from api.schema import print_schema
from graph import errors, model
from graph.acts import ACTS
from graph.labels import EDGES, LABELS, Edge, Label
from graph.plover import CONTEXTS, EVENT_TYPES
from newsgraph.cli import app
from newsgraph.client import version
from newsgraph.settings import CONFIG_VARIABLE, Settings

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "seeds" / "README.md", *sorted(DOCS.rglob("*.md")))
PACKAGES = ("newsgraph", "api", "ingest", "graph", "training", "tests")
SCHEMA = build_schema(print_schema())
TYPES = {
    name: kind
    for name, kind in SCHEMA.type_map.items()
    if not is_introspection_type(kind) and not is_specified_scalar_type(kind)
}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def reference(name: str) -> str:
    """The text of a page of the reference."""
    return (DOCS / "reference" / f"{name}.md").read_text("utf-8")


def section(page: str, title: str) -> str:
    """The text under a heading, up to the next heading that is not below it; empty where there is none."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^(?!\1#)#+ |\Z)", without_fences(page), re.M | re.S)
    return found[2] if found else ""


def rows(page: str, first: str) -> str:
    """The rows of tables whose first cell has this code."""
    return "\n".join(re.findall(rf"^\| (?:[^|`]*\[)?`{re.escape(first)}`.*$", page, re.M))


def codes(text: str) -> set[str]:
    """Everything that a text sets as code, and the words in it."""
    spans = re.findall(r"`([^`\n]+)`", text)
    return {*spans, *(word for span in spans for word in re.findall(r"[\w-]+", span))}


def fences(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def without_fences(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def blocks(language: str) -> list[Any]:
    """Every fenced block of a language in the documents, with an id that says where it stands."""
    return [
        pytest.param(block, id=f"{page.relative_to(ROOT)}:{number}")
        for page in PAGES
        for number, block in enumerate(fences(page.read_text("utf-8"), language), 1)
    ]


def command_lines(language: str) -> list[Any]:
    """Every line of ours in the fenced blocks of a language."""
    found = [
        line.removeprefix("$ ").split(" # ")[0].strip()
        for block in blocks(language)
        for line in str(block.values[0]).splitlines()
    ]
    return [line for line in dict.fromkeys(found) if line.startswith("newsgraph ")]


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", without_fences(page.read_text("utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> Iterator[Any]:
    for page in PAGES:
        text = without_fences(page.read_text("utf-8"))
        found = re.findall(r"\]\(([^)\s]+)\)|^\[\d+\]: (\S+)", text, re.M)
        for target in dict.fromkeys(inline or below for inline, below in found):
            if not re.match(r"[a-z]+:", target):
                yield pytest.param(page, target, id=f"{page.relative_to(ROOT)} {target}")


def subclasses(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for below in kind.__subclasses__():
        yield from subclasses(below)


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_a_link_leads_to_a_file_and_a_heading_that_are_there(page: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    assert file.exists()
    assert not anchor or anchor in anchors(file)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_file_of_code_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"`((?:[\w.]+/)*[a-z_]+\.py)`", page.read_text("utf-8"))
    inside = {path.name for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert [name for name in named if not (ROOT / name).exists() and name not in inside] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_line_is_too_long_to_read(page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    assert not [line for line in lines if len(line) > 120 and "https://" not in line]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_described_with_its_variable_and_default(name: str) -> None:
    described = rows(reference("settings"), name)
    default = Settings.model_fields[name].default
    assert f"`NEWSGRAPH_{name.upper()}`" in described
    # As a TOML file has it.
    written = (
        str(default).lower() if isinstance(default, bool) else f"{default:g}" if isinstance(default, float) else default
    )
    assert not isinstance(default, bool | int | float | str) or f"`{written}`" in described


def test_the_settings_file_is_described() -> None:
    assert CONFIG_VARIABLE in codes(reference("settings"))


@pytest.mark.parametrize("block", blocks("toml"))
def test_a_settings_file_in_the_documents_is_one(block: str, tmp_path: Path) -> None:
    if block.startswith("# rules.toml\n"):
        (tmp_path / "rules.toml").write_text(block, "utf-8")
        assert load_rules(tmp_path / "rules.toml").by_scope
    else:
        Settings(**tomllib.loads(block))


@pytest.mark.parametrize(
    ("command", "named"),
    [
        pytest.param(command.name, named, id=f"{command.name} {named}")
        for command in COMMANDS.values()
        for parameter in command.params
        for named in (parameter.opts if parameter.param_type_name == "option" else [parameter.name.upper()])
    ],
)
def test_an_option_is_described_with_its_command(command: str, named: str) -> None:
    assert named in codes(section(reference("commands"), command))


@pytest.mark.parametrize("option", ["--help", "-h", "--version", "--install-completion", "--show-completion"])
def test_an_option_of_the_program_is_described(option: str) -> None:
    assert f"`{option}`" in reference("commands")


def test_the_program_tells_its_version_when_asked() -> None:
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.output.strip()) == (0, version())


@pytest.mark.parametrize("error", list(subclasses(errors.GraphError)), ids=lambda error: str(error.__name__))
def test_an_error_is_described(error: type[Exception]) -> None:
    assert rows(reference("errors"), error.__name__)


@pytest.mark.parametrize("code", sorted(v for v in vars(api_errors).values() if re.fullmatch(r"[A-Z_]{4,}", str(v))))
def test_a_code_of_graphql_is_described(code: str) -> None:
    described = section(reference("graphql"), "Errors")
    assert rows(described, code) or f"`{code}`" in section(reference("graphql"), "Limits")


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.name)
def test_a_label_is_described_with_its_properties(label: Label) -> None:
    described = section(reference("nouns"), label.name)
    assert [one.name for one in label.properties if one.type not in rows(described, one.name)] == []


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.type)
def test_an_edge_is_described_with_its_properties(edge: Edge) -> None:
    described = codes(rows(section(reference("nouns"), "Relationships"), edge.type))
    ends = {*edge.start.split("|"), *edge.ends}
    assert {edge.type, *ends, *(one.name for one in edge.properties)} <= described


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_described(act: str) -> None:
    assert ACTS[act].meaning in rows(section(reference("nouns"), "Statement acts"), act)


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_an_event_type_is_described_with_its_modes(name: str) -> None:
    described = rows(section(reference("nouns"), "Event types"), name)
    assert {name, *(mode.name for mode in EVENT_TYPES[name].modes)} <= codes(described)


def test_each_context_is_named() -> None:
    assert set(CONTEXTS) <= codes(section(reference("nouns"), "Contexts"))


@pytest.mark.parametrize(
    "name", sorted(name for name in vars(model) if name[0].isupper() and get_args(getattr(model, name)))
)
def test_each_value_of_a_closed_list_is_named(name: str) -> None:
    values = {value for value in get_args(getattr(model, name)) if isinstance(value, str)}
    assert values <= codes(reference("nouns")) | {"event", "actor", "place"}


@pytest.mark.parametrize("name", TYPES)
def test_a_graphql_type_is_described_with_its_fields_and_values(name: str) -> None:
    page, kind = reference("graphql"), TYPES[name]
    described = section(page, "Root fields" if name == "Query" else name) + rows(page, name) + rows(page, name + "!")
    members = _members(kind)
    assert described
    assert members <= codes(described) | (codes(section(page, "Pages")) if name == "PageInfo" else set())


def _members(kind: Any) -> set[str]:
    match kind:
        case GraphQLEnumType():
            return set(kind.values)
        case GraphQLObjectType() | GraphQLInterfaceType() | GraphQLInputObjectType():
            return set(kind.fields)
        case GraphQLScalarType():
            return set()
        case _:
            raise AssertionError(f"{kind} is of a kind that this test does not know")


def test_each_operator_of_a_filter_is_explained() -> None:
    operators = {name for filter, kind in TYPES.items() if filter.endswith("Filter") for name in _members(kind)}
    described = section(reference("graphql"), "Operators")
    assert [operator for operator in sorted(operators) if not rows(described, operator)] == []


@pytest.mark.parametrize("limit", [one for one in fields(Limits) if one.name != "seconds"], ids=lambda one: one.name)
def test_a_limit_is_told_with_its_default(limit: Field[int]) -> None:
    assert f"| {limit.default:,} |" in rows(section(reference("graphql"), "Limits"), f"max_{limit.name}")


@pytest.mark.parametrize("block", blocks("graphql"))
def test_a_query_in_the_documents_fits_the_schema(block: str) -> None:
    assert validate(SCHEMA, parse(block)) == []


@pytest.mark.parametrize("block", blocks("python"))
def test_python_in_the_documents_is_python(block: str) -> None:
    ast.parse(block)


@pytest.mark.parametrize("block", blocks("json"))
def test_json_in_the_documents_is_json(block: str) -> None:
    json.loads(block)


@pytest.mark.parametrize("line", [line for language in ("sh", "console") for line in command_lines(language)])
def test_a_command_in_the_documents_is_one(line: str) -> None:
    command = COMMANDS[line.split()[1]]
    options = {name for parameter in command.params for name in parameter.opts}
    assert set(re.findall(r" (--[\w-]+)", line)) <= options

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    find_breaking_changes,
)
from graphql.type import is_introspection_type, is_specified_scalar_type

import api
from api.schema import print_schema

ROOT = Path(__file__).parent.parent.parent


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    committed = Path(api.__file__).with_name("schema.graphql").read_text(encoding="utf-8")
    assert committed == print_schema() + "\n", "run: newsgraph schema > api/schema.graphql"


def test_a_change_that_breaks_clients_is_named_in_the_changelog() -> None:
    released = (ROOT / "tests" / "golden" / "released.graphql").read_text(encoding="utf-8")
    changes = find_breaking_changes(build_schema(released), build_schema(print_schema()))
    named = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    missing = [change.description for change in changes if change.description not in named]
    assert missing == [], (
        "name each in CHANGELOG.md; a release copies api/schema.graphql to tests/golden/released.graphql"
    )


def test_a_removed_field_would_be_told() -> None:
    old = build_schema("type Query { one: Int  other: Int }")
    changes = find_breaking_changes(old, build_schema("type Query { one: Int }"))
    assert [change.description for change in changes] == ["Field Query.other was removed."]


def undescribed() -> Iterator[str]:
    for name, kind in build_schema(print_schema()).type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        if not kind.description:
            yield name
        if isinstance(kind, GraphQLEnumType):
            yield from (f"{name} {value}" for value, each in kind.values.items() if not each.description)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            yield from (f"{name}.{field}" for field, each in kind.fields.items() if not each.description)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field, each in kind.fields.items():
                yield from (f"{name}.{field}({one})" for one, given in each.args.items() if not given.description)


def test_every_type_field_argument_and_value_is_described() -> None:
    assert list(undescribed()) == []

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from api.errors import Refused
from api.limits import DEFAULT_LIMITS, Measure, Size, check_document, check_variables


def size(query: str) -> Size:
    document = parse(query)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return Measure(document).size_of(operation.selection_set)


def refusal(query: str, **limits: int) -> str | None:
    try:
        check_document(parse(query), replace(DEFAULT_LIMITS, **limits))
    except Refused as refused:
        return refused.code
    return None


def test_depth_and_fields_count_what_fragments_bring() -> None:
    query = "{ a { ...F ...F } } fragment F on T { b { c } ... on T { d } }"
    assert size(query) == Size(depth=3, fields=7, roots=1, repeats=3)


def test_what_is_below_introspection_counts_nothing() -> None:
    assert size("{ __typename __schema { types { name } } a }") == Size(depth=1, fields=1, roots=2)


def test_fragments_that_double_a_hundred_times_are_measured_at_once() -> None:
    fragments = [f"fragment F{n} on T {{ a {{ ...F{n + 1} }} b: a {{ ...F{n + 1} }} }}" for n in range(100)]
    query = "{ ...F0 } " + " ".join(fragments) + " fragment F100 on T { c }"
    assert size(query).fields > 2**100


def test_a_fragment_that_spreads_itself_ends() -> None:
    assert size("{ ...F } fragment F on T { a ...F }") == Size(depth=1, fields=1, roots=1)


@pytest.mark.parametrize(
    ("query", "repeats"),
    [
        ("{ a b c: a }", 0),
        ("{ a a a }", 2),
        ("{ a: x a: y }", 1),
        ("{ a { b c } a { b } }", 2),
        ("{ a { b } ... { a { b } } }", 2),
        ("{ a ...F ...F } fragment F on T { a }", 2),
        ("{ ...F } fragment F on T { a a }", 1),
        ("{ x { ...F } y { ...F } } fragment F on T { a a }", 2),
        ("{ __typename __typename }", 1),
    ],
)
def test_a_field_that_stands_again_counts_with_all_below_it(query: str, repeats: int) -> None:
    assert size(query).repeats == repeats


@pytest.mark.parametrize(
    ("query", "limits", "code"),
    [
        ("{ a { b { c } } }", {"depth": 2}, "TOO_DEEP"),
        ("{ a { b { c } } }", {"depth": 3}, None),
        ("{ a b c }", {"fields": 2}, "TOO_MANY_FIELDS"),
        ("{ a b c }", {"roots": 2}, "TOO_MANY_ROOTS"),
        ("{ a { ...F } } fragment F on T { a b c }", {"roots": 2}, None),
        ("{ a __schema { __typename } }", {"roots": 1}, "TOO_MANY_ROOTS"),
        ("{ x: a y: b }", {"aliases": 1}, "TOO_MANY_ALIASES"),
        ("{ ...F } fragment F on T { x: a y: b }", {"aliases": 1}, "TOO_MANY_ALIASES"),
        ("{ a a a }", {"repeats": 1}, "TOO_MANY_REPEATS"),
        ("{ a { b b b } }", {"repeats": 1}, "TOO_MANY_REPEATS"),
        ("{ a } fragment F on T { b b b }", {"repeats": 1}, "TOO_MANY_REPEATS"),
        ("{ ...F ...F } fragment F on T { a }", {"fragments": 1}, "TOO_MANY_FRAGMENTS"),
        ("{ a @x @x }", {"directives": 1}, "TOO_MANY_DIRECTIVES"),
        ("query @x { a @x }", {"directives": 1}, "TOO_MANY_DIRECTIVES"),
        ("query ($a: Int @x @x) { a }", {"directives": 1}, "TOO_MANY_DIRECTIVES"),
        ("{ ... @x { a @x } }", {"directives": 1}, "TOO_MANY_DIRECTIVES"),
        ("query ($a: Int, $b: Int) { a }", {"variables": 1}, "TOO_MANY_VARIABLES"),
        ("{ a(x: [[1]]) }", {"value_depth": 2}, "VALUE_TOO_DEEP"),
        ("{ a(x: {y: {z: 1}}) }", {"value_depth": 2}, "VALUE_TOO_DEEP"),
        ("{ a(x: {y: [1]}) }", {"value_depth": 3}, None),
        ("query ($x: X = [[1]]) { a(x: $x) }", {"value_depth": 2}, "VALUE_TOO_DEEP"),
        ("query A { a } query B { a { b } }", {"depth": 1}, "TOO_DEEP"),
    ],
)
def test_each_limit_has_its_code(query: str, limits: dict[str, int], code: str | None) -> None:
    assert refusal(query, **limits) == code


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"a": 1, "b": [1, 2, 3]}, None),
        ({"a": [1, 2, 3, 4, 5]}, "TOO_MANY_VALUES"),
        ({"a": {"b": {"c": {"d": 1}}}}, "VALUE_TOO_DEEP"),
        ({"a": [[[[]]]]}, "VALUE_TOO_DEEP"),
    ],
)
def test_variables_have_limits_of_their_own(variables: dict[str, Any], code: str | None) -> None:
    try:
        check_variables(variables, replace(DEFAULT_LIMITS, values=5, value_depth=3))
    except Refused as refused:
        assert refused.code == code
    else:
        assert code is None

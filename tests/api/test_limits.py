from __future__ import annotations

from graphql import OperationDefinitionNode, parse

from api.limits import Measure, Size


def size(query: str) -> Size:
    document = parse(query)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return Measure(document).size_of(operation.selection_set)


def test_depth_and_fields_count_what_fragments_bring() -> None:
    query = "{ a { ...F ...F } } fragment F on T { b { c } ... on T { d } }"
    assert size(query) == Size(depth=3, fields=7, roots=1)


def test_introspection_counts_nothing() -> None:
    assert size("{ __schema { types { name } } a }") == Size(depth=1, fields=1, roots=1)


def test_fragments_that_double_a_hundred_times_are_measured_at_once() -> None:
    fragments = [f"fragment F{n} on T {{ a {{ ...F{n + 1} }} b: a {{ ...F{n + 1} }} }}" for n in range(100)]
    query = "{ ...F0 } " + " ".join(fragments) + " fragment F100 on T { c }"
    assert size(query).fields > 2**100


def test_a_fragment_that_spreads_itself_ends() -> None:
    assert size("{ ...F } fragment F on T { a ...F }") == Size(depth=1, fields=1, roots=1)

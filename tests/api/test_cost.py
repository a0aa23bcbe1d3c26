from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from graphql import build_schema, get_operation_ast, parse

from api.cost import cost_of
from api.errors import Refused
from api.limits import DEFAULT_LIMITS

SCHEMA = build_schema("""
type Query { one(id: ID): Noun  all(first: Int! = 20, last: Int): Nouns  scalar: Int  tops(limit: Int = 10): [Noun]
  nodes(ids: [ID!]!): [Node]  ask(question: String): Answer }
type Answer { question: String  statements(first: Int! = 20): Nouns }
interface Node { id: ID }
type Nouns { edges: [Edge]  pageInfo: Page  totalCount: Int }
type Edge { node: Noun  cursor: String }
type Page { hasNextPage: Boolean }
type Noun implements Node { id: ID  one: Noun  many(first: Int! = 20): [Noun] }
""")
for noun in ("Query", "Noun"):
    for field in SCHEMA.type_map[noun].fields.values():  # type: ignore[attr-defined]
        for argument in field.args.values():
            if argument.default is not None:
                # As Strawberry gives defaults.
                argument.default_value = int(argument.ast_node.default_value.value)


def cost(query: str, variables: dict[str, Any] | None = None, **limits: int) -> int:
    document = parse(query)
    operation = get_operation_ast(document)
    assert operation is not None
    return cost_of(SCHEMA, document, operation, variables or {}, replace(DEFAULT_LIMITS, **limits))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ scalar }", 0),
        ("{ ask { question } }", 1 + 361),
        ("{ ask { statements(first: 10) { edges { node { id } } } } }", 1 + 361 + 10),
        ("{ one { id } }", 1),
        ("{ one { one { id } many(first: 3) { id } } }", 5),
        ("{ all(first: 5) { pageInfo { hasNextPage } edges { cursor node { id } } } }", 5),
        ("{ all { totalCount } }", 20),
        ("{ all(last: 30) { totalCount } }", 30),
        ("{ all(first: null, last: null) { totalCount } }", 20),
        ("{ nodes(ids: [1, 2, 3]) { id ... on Noun { many(first: 4) { id } } } }", 15),
        ("query ($ids: [ID!] = [1, 2]) { nodes(ids: $ids) { id } }", 2),
        ("{ tops { one { id } } }", 20),
        ("{ all(first: 10) { edges { node { one { id } many(first: 4) { one { id } } } } } }", 100),
        ("{ all(first: 5) { ...F } } fragment F on Nouns { edges { node { one { id } } } }", 10),
        ("{ ... on Query { a: all(first: 5) { totalCount } b: all(first: 6) { totalCount } } }", 11),
        ("query ($n: Int! = 7) { all(first: $n) { totalCount } }", 7),
        ("{ nope { id } all(first: -1) { totalCount } }", 0),
        ("{ ...F ...G } fragment F on Query { one { id } ...F }", 1),
    ],
)
def test_the_cost_is_the_number_of_nouns_that_may_be_read(query: str, expected: int) -> None:
    assert cost(query) == expected


def test_a_variable_decides_the_size_of_a_list() -> None:
    assert cost("query ($n: Int! = 7) { all(first: $n) { totalCount } }", {"n": 9}) == 9


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{ all(first: 11) { edges { node { many(first: 10) { id } } } } }", {}, "COST_TOO_HIGH"),
        ("{ all(first: 51) { totalCount } }", {}, "PAGE_TOO_LARGE"),
        ("{ all(last: 51) { totalCount } }", {}, "PAGE_TOO_LARGE"),
        ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a"] * 51}, "PAGE_TOO_LARGE"),
        ("query ($n: Int!) { one { many(first: $n) { id } } }", {"n": 51}, "PAGE_TOO_LARGE"),
    ],
)
def test_a_query_that_reads_too_much_is_refused(query: str, variables: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        cost(query, variables, cost=100, page=50)
    assert refused.value.code == code

"""Python's client gql, over a real socket: it validates by our schema, and pages as Apollo's clients do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport
from graphql import GraphQLError

from graph.settings import StoreSettings
from graph.store import open_store
from tests.conftest import extraction_of
from tests.serving import api_of, served

ARTICLES, STATEMENTS = 50, 100
PAGE = gql("""
query Page($after: String) {
  statements(first: 100, after: $after, orderBy: [{field: SAID_AT, direction: DESC}]) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { id } }
  }
}
""")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with open_store(StoreSettings(url=f"embedded://{tmp_path_factory.mktemp('gql')}")) as store:
        for article in range(ARTICLES):
            one = extraction_of(f"a{article}")
            said = [replace(one.statements[0], id=f"a{article}:{number}", parent=None) for number in range(STATEMENTS)]
            store.write(replace(one, statements=tuple(said)))
        with served(api_of(store)) as address:
            yield f"{address}/graphql"


@pytest.fixture
def client(url: str) -> Client:
    return Client(transport=HTTPXTransport(url), fetch_schema_from_transport=True)


def test_it_asks_with_variables_and_gets_data(client: Client) -> None:
    asked = gql("query ($id: ID!) { article(id: $id) { id source statements(first: 2) { act } } }")
    asked.variable_values = {"id": "a7"}
    found = client.execute(asked)["article"]
    assert (found["id"], found["source"], len(found["statements"])) == ("a7", "Example", 2)


def test_it_refuses_by_our_schema_before_it_asks(client: Client) -> None:
    with client as session, pytest.raises(GraphQLError, match="nope"):
        session.execute(gql("{ actors { nope } }"))


def test_it_tells_our_errors_with_their_codes(client: Client) -> None:
    with pytest.raises(TransportQueryError) as refused:
        client.execute(gql("{ actors(first: 101) { totalCount } }"))
    assert refused.value.errors is not None
    assert refused.value.errors[0]["extensions"]["code"] == "PAGE_TOO_LARGE"


def test_pages_one_after_another_give_each_statement_once(client: Client) -> None:
    found: list[str] = []
    after = None
    with client as session:
        while True:
            PAGE.variable_values = {"after": after}
            page = session.execute(PAGE)["statements"]
            found += [edge["node"]["id"] for edge in page["edges"]]
            assert page["totalCount"] == ARTICLES * STATEMENTS
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
    assert len(found) == len(set(found)) == ARTICLES * STATEMENTS

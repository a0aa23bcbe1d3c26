"""What a server tells strangers: the twelve probes of graphql-cop, and what each profile finds good to tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx2 as httpx
import pytest
import structlog

from api.persisted import Persisted
from api.profiles import Profile
from graph.errors import StoreError
from graph.page import Page
from graph.plan import Find
from tests.serving import Send, api_of, sender

PRODUCTION = Profile(is_introspectable=False, has_graphiql=False, is_strict=True)
PROFILES = {"production": PRODUCTION, "development": Profile()}
SCHEMA = "{ __schema { types { name } } }"
CIRCLE = (
    "{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }"
)


class Empty:
    """A store with nothing in it."""

    def find(self, find: Find) -> Page:
        return Page((), (), has_next=False, total=0)


class Failing:
    def find(self, find: Find) -> Page:
        raise StoreError("secret")


def posted(send: Send, query: Any, **given: Any) -> Any:
    return send("POST", "/graphql", json={"query": query, **given}).json()


def got(send: Send, **parameters: str) -> httpx.Response:
    return send("GET", "/graphql", params=parameters)


def finds_aliases(send: Send) -> bool:
    query = "query cop { " + " ".join(f"alias{number}: __typename" for number in range(101)) + " }"
    return "alias100" in posted(send, query).get("data", {})


def finds_batches(send: Send) -> bool:
    response = send("POST", "/graphql", json=[{"query": "query cop { __typename }"}] * 10).json()
    return isinstance(response, list) and len(response) >= 10


def finds_circles(send: Send) -> bool:
    data = posted(send, "query cop " + CIRCLE).get("data", {})
    return len(data.get("__schema", {}).get("types", ())) > 25


def finds_directives(send: Send) -> bool:
    return len(posted(send, "query cop { __typename " + "@aa" * 50 + " }").get("errors", ())) == 50


def finds_duplicates(send: Send) -> bool:
    return "__typename" in posted(send, "query cop { " + "__typename \n" * 500 + "}").get("data", {})


def finds_suggestions(send: Send) -> bool:
    texts = (
        "query cop { actorz { totalCount } }",
        "{ actors(order: 1) { totalCount } }",
        "{ actors(where: {nam: 1}) }",
    )
    return any("Did you mean" in error["message"] for text in texts for error in posted(send, text)["errors"])


def finds_graphiql(send: Send) -> bool:
    pages = [
        send("GET", path, headers={"accept": "text/html,*/*;q=0.8"}).text for path in ("/graphql", "/graphiql", "/")
    ]
    return any(word in page.lower() for page in pages for word in ("graphiql", "playground"))


def finds_introspection(send: Send) -> bool:
    return "types" in posted(send, "query cop " + SCHEMA).get("data", {}).get("__schema", {})


def finds_queries_by_get(send: Send) -> bool:
    return "__typename" in got(send, query="query cop {__typename}").json().get("data", {})


def finds_mutations_by_get(send: Send) -> bool:
    return "__typename" in got(send, query="mutation cop {__typename}").json().get("data", {})


def finds_forms(send: Send) -> bool:
    response = send("POST", "/graphql", data={"query": "query cop {__typename}"})
    return "data" in response.json()


def finds_traces(send: Send) -> bool:
    return "tracing" in posted(send, "query cop { __typename }").get("extensions", {})


PROBES: Mapping[str, Callable[[Send], bool]] = {
    name.removeprefix("finds_"): probe for name, probe in globals().copy().items() if name.startswith("finds_")
}
TOLD_IN_DEVELOPMENT = {"suggestions", "graphiql", "introspection", "queries_by_get"}


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def test_there_are_twelve_probes() -> None:
    assert len(PROBES) == 12


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_finds_nothing_in_production(probe: str, runner: asyncio.Runner) -> None:
    assert not PROBES[probe](sender(api_of(Empty(), profile=PRODUCTION), runner))


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_finds_in_development_what_helps_to_develop(probe: str, runner: asyncio.Runner) -> None:
    assert PROBES[probe](sender(api_of(Empty()), runner)) == (probe in TOLD_IN_DEVELOPMENT)


@pytest.mark.parametrize(
    "query",
    [
        SCHEMA,
        '{ __type(name: "Actor") { name } }',
        "query Q { ...F } fragment F on Query { ... on Query { a: __schema { types { name } } } }",
        "{ __typename @skip(if: false) __schema @include(if: true) { types { name } } }",
    ],
)
def test_production_tells_its_schema_by_no_way(query: str, runner: asyncio.Runner) -> None:
    send = sender(api_of(Empty(), profile=PRODUCTION), runner)
    assert posted(send, query)["errors"][0]["extensions"]["code"] == "INTROSPECTION_DISABLED"


def test_production_may_be_allowed_to_tell_its_schema(runner: asyncio.Runner) -> None:
    send = sender(api_of(Empty(), profile=Profile(has_graphiql=False, is_strict=True)), runner)
    assert finds_introspection(send)
    assert not finds_graphiql(send)


@pytest.mark.parametrize("header", ["Apollo-Require-Preflight", "X-Requested-With"])
def test_a_get_with_a_header_that_no_other_site_can_send_is_answered(header: str, runner: asyncio.Runner) -> None:
    send = sender(api_of(Empty(), profile=PRODUCTION), runner)
    assert got(send, query="{__typename}").json()["errors"][0]["extensions"]["code"] == "PREFLIGHT_REQUIRED"
    answered = send("GET", "/graphql", params={"query": "{__typename}"}, headers={header: "1"})
    assert answered.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("name", PROFILES)
def test_what_went_wrong_inside_is_told_by_an_id_alone(
    name: str, runner: asyncio.Runner, caplog: pytest.LogCaptureFixture
) -> None:
    structlog.reset_defaults()
    (error,) = posted(sender(api_of(Failing(), profile=PROFILES[name]), runner), "{ actors { totalCount } }")["errors"]
    assert "secret" not in str(error)
    assert error["extensions"]["id"] in caplog.text
    assert "secret" in caplog.text


def test_an_application_may_execute_registered_documents_alone(runner: asyncio.Runner) -> None:
    persisted = Persisted({"a1": "{ actors { totalCount } }"}, is_only=True)
    send = sender(api_of(Empty(), profile=Profile(persisted=persisted)), runner)
    assert send("POST", "/graphql", json={"documentId": "a1"}).json()["data"] == {"actors": {"totalCount": 0}}
    assert got(send, documentId="a1").json()["data"] == {"actors": {"totalCount": 0}}
    assert posted(send, "{ places { totalCount } }")["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"

"""GraphQL over HTTP: status codes, media types, health, and mounting."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from api.app import create_api
from graph.model import Actor, Document, Extraction, Statement
from graph.reading import Reading
from graph.settings import StoreSettings
from graph.store import Store, open_store
from tests.serving import Send, api_of, sender

NEWER = "application/graphql-response+json"
QUERY = "{ actors { edges { node { name } } } }"


def extraction(name: str) -> Extraction:
    said = Statement("s1", ((0, 2),), (), (), "p", "name", "direct", "STATE", "cue", 0, False)
    return Extraction(Document("d", "Hi, said " + name), actors=(Actor("p", name, "person"),), statements=(said,))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    one, two = (StoreSettings(url=f"embedded://{tmp_path_factory.mktemp(name)}") for name in ("one", "two"))
    with open_store(one) as first, open_store(two) as second:
        first.write(extraction("Ada"))
        second.write(extraction("Bo"))
        yield first, second


@pytest.fixture(scope="module")
def send(stores: tuple[Store, Store]) -> Iterator[Send]:
    with asyncio.Runner() as runner:
        yield sender(api_of(stores[0]), runner)


def names(response: httpx.Response) -> list[str]:
    return [edge["node"]["name"] for edge in response.json()["data"]["actors"]["edges"]]


def test_a_query_is_answered_by_post_and_by_get(send: Send) -> None:
    posted = send("POST", "/graphql", json={"query": QUERY, "variables": None, "operationName": None})
    got = send("GET", "/graphql", params={"query": QUERY, "variables": "{}"})
    assert names(posted) == names(got) == ["Ada"]
    assert posted.headers["content-type"] == "application/json; charset=utf-8"


BAD, MEDIA, LARGE = (400, "BAD_REQUEST"), (415, "UNSUPPORTED_MEDIA_TYPE"), (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(
    ("body", "media", "refused"),
    [
        (b"{", "application/json", BAD),
        (b"\xff\xfe{}", "application/json", BAD),
        (b'{"query": "\xff"}', "application/json", BAD),
        (b"null", "application/json", BAD),
        (b'"x"', "application/json", BAD),
        (b"[]", "application/json", BAD),
        (b'[{"query": "{__typename}"}]', "application/json", BAD),
        (b"", "application/json", BAD),
        (b"[" * 100_000, "application/json", BAD),
        (b"{}", "application/json", BAD),
        (b'{"query": 1}', "application/json", BAD),
        (b'{"query": "  "}', "application/json", BAD),
        (b'{"query": "{__typename}", "variables": []}', "application/json", BAD),
        (b'{"query": "{__typename}", "operationName": 5}', "application/json", BAD),
        (b'{"query": "{__typename}", "extensions": "x"}', "application/json", BAD),
        (b'{"query": "{__typename}"}', "text/plain", MEDIA),
        (b'{"query": "{__typename}"}', "application/json; charset=utf-16", MEDIA),
        (b"query=%7B__typename%7D", "application/x-www-form-urlencoded", MEDIA),
        (b'{"query": "' + b" " * 1_000_000 + b'"}', "application/json", LARGE),
    ],
    ids=lambda value: str(value[:24]) if isinstance(value, bytes) else str(value),
)
@pytest.mark.parametrize("accept", ["application/json", NEWER])
def test_a_body_that_is_no_request_is_refused(
    send: Send, body: bytes, media: str, refused: tuple[int, str], accept: str
) -> None:
    response = send("POST", "/graphql", content=body, headers={"content-type": media, "accept": accept})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == refused
    assert response.headers["content-type"].startswith(accept)


def test_a_body_without_its_length_is_cut_off_at_the_limit(send: Send) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    response = send("POST", "/graphql", content=endless(), headers={"content-type": "application/json"})
    assert response.status_code == 413


def test_a_compressed_body_is_refused(send: Send) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    response = send("POST", "/graphql", content=b"x", headers=headers)
    assert (response.status_code, response.headers["accept-encoding"]) == (415, "identity")


@pytest.mark.parametrize(
    "parameters",
    [
        "query=%FF",
        "query={__typename}&query={__typename}",
        "query={__typename}&variables={",
        "query={__typename}&variables=[]",
        "query={__typename}&extensions=1",
        "query=",
        "variables={}",
        "&".join(f"p{number}=1" for number in range(100)),
    ],
)
def test_parameters_that_are_no_request_are_refused(send: Send, parameters: str) -> None:
    response = send("GET", f"/graphql?{parameters}")
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == BAD


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"query": "query A { __typename } query B { __typename }"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "query A { __typename }", "operationName": "C"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "query A($id: ID!) { actor(id: $id) { name } }"}, "BAD_USER_INPUT"),
        ({"query": "{ " * 900 + "} " * 900}, "GRAPHQL_PARSE_FAILED"),
    ],
    ids=["two without a name", "an unknown name", "a missing variable", "nested 900 deep"],
)
def test_what_cannot_start_is_400_with_a_code(send: Send, asked: dict[str, Any], code: str) -> None:
    response = send("POST", "/graphql", json=asked, headers={"accept": NEWER})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (400, code)
    assert "data" not in response.json()


@pytest.mark.parametrize(
    ("accept", "status", "media"),
    [
        (NEWER, 400, NEWER),
        (f"{NEWER}, application/json;q=0.9", 400, NEWER),
        (f"application/json, {NEWER};q=0.5", 200, "application/json"),
        ("application/json", 200, "application/json"),
        ("*/*", 200, "application/json"),
    ],
)
def test_a_query_that_cannot_start_has_a_status_by_the_media_type(
    send: Send, accept: str, status: int, media: str
) -> None:
    response = send("POST", "/graphql", json={"query": "{ nope }"}, headers={"accept": accept})
    assert (response.status_code, "data" in response.json()) == (status, False)
    assert response.headers["content-type"] == f"{media}; charset=utf-8"


def test_an_error_of_a_field_leaves_the_status_200(send: Send) -> None:
    response = send(
        "POST", "/graphql", json={"query": "{ actors(first: -1) { totalCount } }"}, headers={"accept": NEWER}
    )
    assert (response.status_code, response.json()["data"]) == (200, None)


def test_a_browser_gets_a_page_to_ask_from(send: Send) -> None:
    response = send("GET", "/graphql", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert response.status_code == 200
    assert "graphiql" in response.text.lower()


def test_the_page_needs_nothing_from_elsewhere(send: Send) -> None:
    page = send("GET", "/graphql", headers={"accept": "text/html"}).text
    assert not re.search(r"(src|href)=.(https?:)?//", page)
    parts = re.findall(r'(?:src|href)="(graphiql/[^"]+)"', page)
    assert len(parts) == 4
    assert [send("GET", f"/{part}").status_code for part in parts] == [200] * 4


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused_with_those_that_are_not(send: Send, method: str) -> None:
    response = send(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST")
    assert response.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize("accept", ["text/plain", "application/json;q=0", "image/*, application/xml"])
def test_a_client_that_takes_no_json_is_told_so(send: Send, accept: str) -> None:
    response = send("POST", "/graphql", json={"query": QUERY}, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (406, "application/json; charset=utf-8")
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


def test_an_answer_to_get_has_a_tag_and_is_not_sent_twice(send: Send) -> None:
    first = send("GET", "/graphql", params={"query": QUERY})
    again = send(
        "GET", "/graphql", params={"query": QUERY}, headers={"if-none-match": f'"x", W/{first.headers["etag"]}'}
    )
    other = send("GET", "/graphql", params={"query": "{__typename}"}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (other.status_code, first.headers["cache-control"]) == (200, "private, no-cache")
    assert "etag" not in send("GET", "/graphql", params={"query": "{ nope }"}).headers


def test_health_tells_versions_and_that_the_store_answers(send: Send) -> None:
    response = send("GET", "/health")
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["version"]) == ("ok", "1.2.3")


def test_health_is_503_when_the_store_is_away(tmp_path: Any) -> None:
    store = open_store(StoreSettings(url=f"embedded://{tmp_path}"))
    store.close()
    with asyncio.Runner() as runner:
        send = sender(api_of(store), runner)
        assert send("GET", "/health").status_code == 503
        error = send("POST", "/graphql", json={"query": QUERY}).json()["errors"][0]
    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"


def test_two_applications_with_two_stores_live_under_one(stores: tuple[Store, Store]) -> None:
    outer = FastAPI()
    outer.mount("/news/one", api_of(stores[0]))
    outer.mount("/two", api_of(stores[1]))
    with asyncio.Runner() as runner:
        send = sender(outer, runner)
        one, two = (send("POST", f"{path}/graphql", json={"query": QUERY}) for path in ("/news/one", "/two"))
        assert send("GET", "/two/health").status_code == 200
    assert (names(one), names(two)) == (["Ada"], ["Bo"])


def test_the_server_tells_when_it_stops(stores: tuple[Store, Store]) -> None:
    stopped: list[bool] = []
    app = create_api(stores[0], read_question=Reading, version="1", on_shutdown=lambda: stopped.append(True))

    async def live() -> None:
        async with app.router.lifespan_context(app):
            assert not stopped

    asyncio.run(live())
    assert stopped == [True]

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
import structlog
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from api.access import Access, Key, hash_of
from api.profiles import Profile
from graph.page import Page
from graph.plan import Find
from tests.serving import Send, api_of, sender

QUERY = {"query": "query Who($n: Int!) { actors(first: $n) { edges { node { name } } } }", "variables": {"n": 3}}
KEYS = {hash_of("reads"): Key("reader", "read"), hash_of("rules"): Key("ruler", "admin")}


class Two:
    """A store that always finds two."""

    def find(self, find: Find) -> Page:
        return Page(({"name": "Ada"}, {"name": "Bo"}), ("a", "b"), has_next=False)


@pytest.fixture
def send() -> Iterator[Send]:
    with asyncio.Runner() as runner:
        yield sender(api_of(Two(), profile=Profile(access=Access(KEYS))), runner)


@pytest.fixture
def logged() -> Iterator[list[structlog.typing.EventDict]]:
    with structlog.testing.capture_logs() as events:
        yield events
    structlog.reset_defaults()


def ask(send: Send, **headers: str) -> None:
    assert send("POST", "/graphql", json=QUERY, headers={"x-api-key": "reads", **headers}).status_code == 200


def test_a_line_of_the_log_tells_of_a_request(send: Send, logged: list[structlog.typing.EventDict]) -> None:
    ask(send)
    (line,) = logged
    told = ("event", "operation", "kind", "client", "status", "codes", "cost", "rows")
    assert [line[name] for name in told] == ["request", "Who", "query", "reader", 200, [], 3, 2]
    assert {name for name in line if name.endswith("_ms")} == {
        "wait_ms", "parse_ms", "execute_ms", "store_ms", "encode_ms",
    }  # fmt: skip
    assert line["ms"] >= line["execute_ms"] >= line["store_ms"]


def test_a_line_of_the_log_tells_why_a_request_was_refused(
    send: Send, logged: list[structlog.typing.EventDict]
) -> None:
    send("POST", "/graphql", json=QUERY)
    send("POST", "/graphql", json={"query": "{ nope }"}, headers={"x-api-key": "reads"})
    assert [(line["status"], line["codes"], line["client"]) for line in logged] == [
        (401, ["UNAUTHENTICATED"], None),
        (200, ["GRAPHQL_VALIDATION_FAILED"], "reader"),
    ]


@pytest.mark.parametrize(
    ("query", "status", "codes"),
    [
        ("{ __typename }", 200, []),
        ("{ actors(first: -1) { totalCount } }", 200, ["BAD_USER_INPUT"]),
        ("{ nope }", 400, ["GRAPHQL_VALIDATION_FAILED"]),
        ("{ nope", 400, ["GRAPHQL_PARSE_FAILED"]),
        ("query A { __typename } query B { __typename }", 400, ["OPERATION_RESOLUTION_FAILURE"]),
        ("mutation { __typename }", 403, ["FORBIDDEN"]),
        ("subscription { nope }", 400, ["GRAPHQL_VALIDATION_FAILED"]),
        ("subscription { statementAdded { about(first: -1) { role } } }", 400, ["BAD_USER_INPUT"]),
    ],
)
def test_one_line_tells_of_an_operation_that_is_answered_in_a_stream(
    send: Send, logged: list[structlog.typing.EventDict], query: str, status: int, codes: list[str]
) -> None:
    asked = {"accept": "text/event-stream", "x-api-key": "reads"}
    assert send("POST", "/graphql", json={"query": query}, headers=asked).status_code == 200
    assert [(line["status"], line["codes"]) for line in logged] == [(status, codes)]


def test_an_application_without_structlog_gets_the_line_in_its_own_log(
    send: Send, caplog: pytest.LogCaptureFixture
) -> None:
    structlog.reset_defaults()
    with caplog.at_level("INFO", "newsgraph.api"):
        ask(send)
    assert "'operation': 'Who'" in caplog.text


def test_metrics_count_requests_errors_rows_and_phases(send: Send) -> None:
    ask(send)
    ask(send)
    send("POST", "/graphql", json=QUERY)
    figures = send("GET", "/metrics", headers={"x-api-key": "rules"}).text.splitlines()
    assert 'newsgraph_requests_total{kind="query",status="200"} 2.0' in figures
    assert 'newsgraph_requests_total{kind="none",status="401"} 1.0' in figures
    assert 'newsgraph_errors_total{code="UNAUTHENTICATED"} 1.0' in figures
    assert "newsgraph_rows_total 4.0" in figures
    assert "newsgraph_cost_sum 6.0" in figures
    assert "newsgraph_requests_under_way 0.0" in figures
    assert 'newsgraph_phase_seconds_count{phase="store"} 2.0' in figures


@pytest.mark.parametrize(("key", "status"), [("", 401), ("reads", 403), ("rules", 200)])
def test_metrics_are_for_those_who_may_see_them(send: Send, key: str, status: int) -> None:
    assert send("GET", "/metrics", headers={"x-api-key": key}).status_code == status


def test_two_applications_count_for_themselves() -> None:
    with asyncio.Runner() as runner:
        one, two = (sender(api_of(Two()), runner) for _ in range(2))
        one("POST", "/graphql", json=QUERY)
        assert "newsgraph_rows_total 2.0" in one("GET", "/metrics").text
        assert "newsgraph_rows_total 0.0" in two("GET", "/metrics").text


@pytest.fixture(scope="module")
def spans() -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter


def test_a_request_has_a_span_and_one_for_each_phase(send: Send, spans: InMemorySpanExporter) -> None:
    spans.clear()
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    ask(send, traceparent=parent)
    *phases, request, around = (
        one for one in spans.get_finished_spans() if "/graphql" in one.name or "graphql " in one.name
    )
    assert [span.name for span in phases] == [
        "graphql wait",
        "graphql parse",
        "graphql store",
        "graphql execute",
        "graphql encode",
    ]
    assert (request.name, around.name) == ("graphql query", "POST /graphql")
    assert request.attributes is not None
    assert (request.attributes["graphql.operation.name"], request.attributes["newsgraph.rows"]) == ("Who", 2)
    assert f"{request.context.trace_id:032x}" == "0af7651916cd43dd8448eb211c80319c"
    assert all(span.parent is not None and span.parent.span_id == request.context.span_id for span in phases)
    assert request.start_time is not None and request.end_time is not None
    assert all(request.start_time <= (span.start_time or 0) for span in phases)

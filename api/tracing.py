"""Spans of OpenTelemetry for one request and its phases, where the extra ``telemetry`` is installed.

They are made when the request is over, from the times that were taken anyway: a span for each field, as GraphQL servers
usually have them, makes a request ten times slower.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from api.account import Account

try:
    from opentelemetry import trace
except ImportError:  # Without the extra there are no spans.
    trace = None  # type: ignore[assignment]


def record_spans(account: Account) -> None:
    """Record a request that has been answered, as a child of the span that FastAPI makes of the HTTP request."""
    if trace is None:
        return
    tracer = _tracer()
    name = f"graphql {account.kind}" if account.kind else "graphql"
    span = tracer.start_span(name, start_time=account.began)
    if span.is_recording():
        span.set_attributes(
            {
                "graphql.operation.type": account.kind or "",
                "graphql.operation.name": account.operation or "",
                "http.response.status_code": account.status,
                "newsgraph.cost": account.cost,
                "newsgraph.rows": account.rows,
                "newsgraph.error.codes": account.codes,
            }
        )
        inside = trace.set_span_in_context(span)
        for phase, began, ended in account.phases:
            tracer.start_span(f"graphql {phase}", context=inside, start_time=began).end(ended)
    span.end(account.began + int(account.seconds() * 1e9))


@cache
def _tracer() -> Any:
    """Give our tracer; until a provider is set up it is one that asks again at each span."""
    return trace.get_tracer("newsgraph")

"""Figures of one application's requests, as Prometheus reads them; each application keeps its own."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from api.account import Account

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_COSTS = (1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000)


class Metrics:
    """Counts requests; any thread may."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        kept = self._registry
        self._requests = Counter("newsgraph_requests", "Requests answered.", ("kind", "status"), registry=kept)
        self._errors = Counter("newsgraph_errors", "Errors told, by code.", ("code",), registry=kept)
        self._rows = Counter("newsgraph_rows", "Rows that the store gave.", registry=kept)
        self._cost = Histogram("newsgraph_cost", "Cost of operations.", buckets=_COSTS, registry=kept)
        self._seconds = Histogram("newsgraph_request_seconds", "Time of a request.", buckets=_SECONDS, registry=kept)
        self._phases = Histogram(
            "newsgraph_phase_seconds", "Time of a phase.", ("phase",), buckets=_SECONDS, registry=kept
        )
        self.under_way = Gauge("newsgraph_requests_under_way", "Requests not answered yet.", registry=kept)

    def count(self, account: Account) -> None:
        """Count a request that has been answered."""
        # Names of operations are the clients' to choose: as labels they would be without number.
        self._requests.labels(account.kind or "none", str(account.status)).inc()
        for code in account.codes:
            self._errors.labels(code).inc()
        self._rows.inc(account.rows)
        self._seconds.observe(account.seconds())
        if account.kind is not None:
            self._cost.observe(account.cost)
        for phase, taken in account.milliseconds().items():
            self._phases.labels(phase).observe(taken / 1000)

    def text(self) -> bytes:
        """Give all figures in Prometheus's text format."""
        return generate_latest(self._registry)

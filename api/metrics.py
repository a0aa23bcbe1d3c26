"""Figures of one application's requests, as Prometheus reads them; each application keeps its own.

They are plain numbers until somebody reads them: prometheus_client's own counters, each with its lock and its children
by label, took a tenth of the server's time.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from api.account import PHASES, Account

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_COSTS = (1.0, 10.0, 50.0, 100.0, 500.0, 1_000.0, 5_000.0, 10_000.0, 50_000.0)


class Distribution:
    """How many values were at most as large as each bound, and the sum of all."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self.sum = 0.0

    def add(self, value: float) -> None:
        """Count a value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self.sum += value

    def buckets(self) -> list[tuple[str, float]]:
        """Give each bound with the number of values up to it, as Prometheus has them."""
        names = [*map(str, self._bounds), "+Inf"]
        return list(zip(names, accumulate(self._counts), strict=True))


class Metrics:
    """Counts requests; any thread may. ``under_way`` is the number of those that are not answered yet."""

    def __init__(self) -> None:
        self.under_way = 0
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._errors: Counter[str] = Counter()
        self._rows = 0
        self._costs = Distribution(_COSTS)
        self._seconds = Distribution(_SECONDS)
        self._phases = {phase: Distribution(_SECONDS) for phase in PHASES}

    def count(self, account: Account) -> None:
        """Count a request that has been answered."""
        taken, spent = account.seconds(), account.seconds_by_phase()
        with self._lock:
            # Names of operations are the clients' to choose: as labels they would be without number.
            self._requests[account.kind or "none", account.status] += 1
            self._errors.update(account.codes)
            self._rows += account.rows
            self._seconds.add(taken)
            if account.kind is not None:
                self._costs.add(account.cost)
            for phase, seconds in spent.items():
                self._phases[phase].add(seconds)

    def collect(self) -> Iterator[Metric]:
        """Give all figures, as prometheus_client wants them of a collector."""
        requests = CounterMetricFamily("newsgraph_requests", "Requests answered.", labels=("kind", "status"))
        errors = CounterMetricFamily("newsgraph_errors", "Errors told, by code.", labels=("code",))
        phases = HistogramMetricFamily("newsgraph_phase_seconds", "Time of a phase.", labels=("phase",))
        with self._lock:
            for (kind, status), number in self._requests.items():
                requests.add_metric((kind, str(status)), number)
            for code, number in self._errors.items():
                errors.add_metric((code,), number)
            for phase, spent in self._phases.items():
                phases.add_metric((phase,), spent.buckets(), spent.sum)
            rows = CounterMetricFamily("newsgraph_rows", "Rows that the store gave.", self._rows)
            costs = _histogram("newsgraph_cost", "Cost of operations.", self._costs)
            seconds = _histogram("newsgraph_request_seconds", "Time of a request.", self._seconds)
            under_way = GaugeMetricFamily("newsgraph_requests_under_way", "Requests not answered yet.", self.under_way)
        yield from (requests, errors, rows, costs, seconds, phases, under_way)

    def text(self) -> bytes:
        """Give all figures in Prometheus's text format."""
        registry = CollectorRegistry()
        registry.register(self)
        return generate_latest(registry)


def _histogram(name: str, told: str, values: Distribution) -> HistogramMetricFamily:
    return HistogramMetricFamily(name, told, values.buckets(), values.sum)

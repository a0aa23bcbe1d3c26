"""What answering one request took: its cost, the store's rows, and the time of each phase."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from api.access import Client
from graph.errors import StoreTimeout
from graph.store import Store

# What the time of a request is spent on, in this order; ``store`` is a part of ``execute``.
PHASES = ("wait", "parse", "execute", "store", "encode")


@dataclass(slots=True)
class Account:
    """Kept for one request by the one thread at a time that works for it."""

    operation: str | None = None
    kind: str | None = None
    client: Client | None = None
    cost: int = 0
    rows: int = 0
    status: int = 0
    codes: tuple[str, ...] = ()
    started: float = field(default_factory=time.monotonic)
    began: int = field(default_factory=time.time_ns)
    # Name, start and end of each phase, in nanoseconds since the epoch.
    phases: list[tuple[str, int, int]] = field(default_factory=list)
    _queued: int = 0

    def queue(self) -> None:
        """Begin to wait for a thread."""
        self._queued = time.time_ns()

    def begin(self) -> None:
        """End the waiting."""
        self.phases.append(("wait", self._queued, time.time_ns()))

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Take the time of what is done inside."""
        began = time.time_ns()
        try:
            yield
        finally:
            self.phases.append((name, began, time.time_ns()))

    def seconds(self) -> float:
        """Give the seconds since the request came."""
        return time.monotonic() - self.started

    def milliseconds(self) -> dict[str, float]:
        """Give the time of each phase that there was."""
        taken = dict.fromkeys((name for name in PHASES if any(name == one for one, _, _ in self.phases)), 0.0)
        for name, began, ended in self.phases:
            taken[name] += (ended - began) / 1e6
        return {name: round(spent, 2) for name, spent in taken.items()}

    def to_log(self) -> dict[str, Any]:
        """Give what the log has of the request."""
        return {
            "operation": self.operation,
            "kind": self.kind,
            "client": self.client.name if self.client else None,
            "status": self.status,
            "codes": list(self.codes),
            "cost": self.cost,
            "rows": self.rows,
            "ms": round(self.seconds() * 1000, 2),
            **{f"{phase}_ms": taken for phase, taken in self.milliseconds().items()},
        }


class MeteredStore:
    """A store for one request: what it gives is counted and timed, and past the request's time it is asked no more.

    The store itself stops a query after its own time limit, so that no query outlives its request by more than that.
    """

    def __init__(self, store: Store, account: Account, *, most_seconds: float) -> None:
        self._store = store
        self._account = account
        self._most_seconds = most_seconds

    def __getattr__(self, name: str) -> Any:
        """Give a method of the store, metered; whatever questions the store learns to answer, they are counted."""
        method = getattr(self._store, name)

        def metered(*given: Any, **named: Any) -> Any:
            if self._account.seconds() > self._most_seconds:
                raise StoreTimeout(f"the request has taken more than {self._most_seconds:g} seconds")
            with self._account.phase("store"):
                found = method(*given, **named)
            rows = getattr(found, "rows", found)
            self._account.rows += len(rows) if isinstance(rows, list | tuple) else 0
            return found

        return metered

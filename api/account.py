"""What answering one request took: its cost, the store's rows, and the time of each phase."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from api.access import Client
from graph.errors import StoreTimeout
from graph.store import Store

# What the time of a request is spent on, in this order; ``store`` is a part of ``execute``.
PHASES = ("wait", "parse", "execute", "store", "encode")


class Phase:
    """Takes the time of what is done inside; a class, since a generator takes twice as long."""

    __slots__ = ("_began", "_name", "_phases")

    def __init__(self, name: str, phases: list[tuple[str, int, int]]) -> None:
        self._name = name
        self._phases = phases
        self._began = 0

    def __enter__(self) -> None:
        self._began = time.time_ns()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._phases.append((self._name, self._began, time.time_ns()))


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

    def phase(self, name: str) -> Phase:
        """Take the time of what is done inside."""
        return Phase(name, self.phases)

    def seconds(self) -> float:
        """Give the seconds since the request came."""
        return time.monotonic() - self.started

    def seconds_by_phase(self) -> dict[str, float]:
        """Give the time of each phase that there was."""
        taken: dict[str, int] = {}
        for name, began, ended in self.phases:
            taken[name] = taken.get(name, 0) + ended - began
        return {name: taken[name] / 1e9 for name in PHASES if name in taken}

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
            **{f"{phase}_ms": round(spent * 1000, 2) for phase, spent in self.seconds_by_phase().items()},
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

"""Tells subscribers in this process what an ingest has done with; those who ask the same share one query to the store.

Ingests run in threads and tell at once, waiting for nobody. A feed belongs to the event loop of its subscribers: for
each document it finds its rows once and puts them into the queue of each. A queue is bounded; who is too slow is sent
away.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import GraphQLError

from api.errors import SUBSCRIBER_TOO_SLOW
from graph.errors import DocumentError
from graph.tally import Outcome

# So many documents may wait to be looked up by a feed, and so many documents' rows to be sent to a subscriber.
MOST_ARRIVALS = 10_000
MOST_PENDING = 100

Rows: TypeAlias = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """One document that an ingest has done with: the ``done``-th, of ``total`` where that is known."""

    ingest: str
    done: int
    total: int | None
    outcome: Outcome | DocumentError


# Both may be called by any thread: the first by ingests, for each document; the second blocks.
Listener: TypeAlias = Callable[[Progress], None]
RowsOf: TypeAlias = Callable[[Progress], Rows]
InThread: TypeAlias = Callable[[Callable[[], Rows]], Awaitable[Rows]]


class Broadcast:
    """Tells listeners of each document that has been committed or refused; any thread may tell."""

    def __init__(self) -> None:
        self._listeners: frozenset[Listener] = frozenset()
        self._lock = threading.Lock()

    @property
    def has_listeners(self) -> bool:
        """Whether anybody would be told."""
        return bool(self._listeners)

    def tell(self, progress: Progress) -> None:
        """Tell all who listen now."""
        for listener in self._listeners:
            listener(progress)

    def add(self, listener: Listener) -> None:
        """Begin to tell a listener."""
        with self._lock:
            self._listeners |= {listener}

    def remove(self, listener: Listener) -> None:
        """Tell a listener no more."""
        with self._lock:
            self._listeners -= {listener}


class Feed:
    """What one question gives for each document, for all who ask it; on one event loop."""

    def __init__(self, broadcast: Broadcast, rows_of: RowsOf, in_thread: InThread) -> None:
        self.readers: set[Reader] = set()
        self._broadcast = broadcast
        self._rows_of = rows_of
        self._in_thread = in_thread
        self._loop = asyncio.get_running_loop()
        self._arrivals: asyncio.Queue[Progress] = asyncio.Queue(MOST_ARRIVALS)
        self._task = self._loop.create_task(self._run())
        broadcast.add(self._told)

    def close(self) -> None:
        """End with the last reader."""
        self._broadcast.remove(self._told)
        self._task.cancel()

    def _told(self, progress: Progress) -> None:
        # A loop that was stopped with subscribers on it takes nothing; an ingest must not fail for that.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._arrive, progress)

    def _arrive(self, progress: Progress) -> None:
        try:
            self._arrivals.put_nowait(progress)
        except asyncio.QueueFull:
            self._fail(_too_slow("The store answers more slowly than documents come; ask for less."))

    def _fail(self, error: Exception) -> None:
        for reader in self.readers:
            reader.fail(error)

    async def _run(self) -> None:
        while True:
            progress = await self._arrivals.get()
            try:
                rows = await self._in_thread(lambda: self._rows_of(progress))  # noqa: B023 -- awaited in the same turn.
            except Exception as error:  # noqa: BLE001 -- each reader tells its client, and the log has it.
                self._fail(error)
                continue
            if rows:
                for reader in self.readers:
                    reader.put(rows)


class Reader:
    """One subscriber's rows, as they come."""

    def __init__(self) -> None:
        self._pending: asyncio.Queue[Rows] = asyncio.Queue(MOST_PENDING)
        self._error: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def put(self, rows: Rows) -> None:
        """Give rows of one document; a reader with too many pending fails."""
        try:
            self._pending.put_nowait(rows)
        except asyncio.QueueFull:
            self.fail(_too_slow("This subscriber takes more slowly than documents come; subscribe again."))

    def fail(self, error: Exception) -> None:
        """End with an error, whatever is pending."""
        if not self._error.done():
            self._error.set_exception(error)

    async def rows(self) -> AsyncIterator[Any]:
        """Give the rows one by one. Raises what it failed with."""
        while True:
            taken = asyncio.ensure_future(self._pending.get())
            try:
                await asyncio.wait((taken, self._error), return_when=asyncio.FIRST_COMPLETED)
                if self._error.done():
                    self._error.result()
                rows = taken.result()
            finally:
                taken.cancel()
            for row in rows:
                yield row

    def close(self) -> None:
        """Leave nothing unread behind that asyncio would complain of."""
        if not self._error.cancel():
            self._error.exception()


class Feeds:
    """The feeds of one application, by what they ask."""

    def __init__(self, broadcast: Broadcast, in_thread: InThread) -> None:
        self._broadcast = broadcast
        self._in_thread = in_thread
        self._feeds: dict[Hashable, Feed] = {}

    def subscribe(self, asked: Hashable, rows_of: RowsOf) -> tuple[Reader, Callable[[], None]]:
        """Give a reader of what ``rows_of`` gives for each document, and how to end it.

        Who asks the same, shares it: ``asked`` says what.
        """
        feed = self._feeds.get(asked)
        if feed is None:
            feed = self._feeds[asked] = Feed(self._broadcast, rows_of, self._in_thread)
        reader = Reader()
        feed.readers.add(reader)

        def end() -> None:
            feed.readers.discard(reader)
            reader.close()
            if not feed.readers and self._feeds.get(asked) is feed:
                del self._feeds[asked]
                feed.close()

        return reader, end


class Subscriber:
    """What one operation subscribes to; close it when the operation ends, however it ends."""

    def __init__(self, feeds: Feeds, begun: Callable[[], None]) -> None:
        self._feeds = feeds
        self._begun = begun
        self._ends: list[Callable[[], None]] = []

    def follow(self, asked: Hashable, rows_of: RowsOf) -> AsyncIterator[Any]:
        """Give the rows of each document from now on."""
        reader, end = self._feeds.subscribe(asked, rows_of)
        self._ends.append(end)
        self._begun()
        return reader.rows()

    def close(self) -> None:
        """Follow no more."""
        for end in self._ends:
            end()
        self._ends.clear()


def _too_slow(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": SUBSCRIBER_TOO_SLOW})

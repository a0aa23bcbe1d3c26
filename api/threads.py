"""Threads for code that blocks: a few for what is quickly done, and more where something takes long.

Python's interpreter runs one thread at a time. With sixteen at work most of them wait for it whenever the store has
answered, and to wake them up takes longer than a small query.
"""

from __future__ import annotations

import threading
import time
import weakref
from asyncio import AbstractEventLoop, Future, get_running_loop
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar

FEW = 4
# What takes longer, in seconds, waits for the store or the processor and not for the interpreter.
PATIENCE = 0.005
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run for somebody who waits for it in an event loop."""

    blocking: Callable[[], Any]
    context: Context
    loop: AbstractEventLoop
    future: Future[Any]


@dataclass(slots=True, eq=False)
class Worker:
    """A thread, and since when it has been at its job; ``is_replaced``: another has taken its place in the line."""

    began: float | None = None
    is_replaced: bool = False
    is_over: bool = False


Line = SimpleQueue[Job | None]


class Threads:
    """At most ``most`` threads, ``few`` of which take from the line.

    One that is longer at a job than ``patience`` leaves its place to a new thread, and ends with that job: so what is
    slow holds up nothing that is quick, unless there is as much of it as there may be threads. They are daemons, for
    code that only reads: a program that ends does not wait for them.
    """

    def __init__(self, most: int, *, few: int = FEW, patience: float = PATIENCE) -> None:
        self._most = most
        self._few = min(few, most)
        self._patience = patience
        self._line: Line = SimpleQueue()
        self._lock = threading.Lock()
        self._workers: list[Worker] = []
        self._watching: AbstractEventLoop | None = None
        weakref.finalize(self, self._line.put, None)

    async def run(self, blocking: Callable[[], Result]) -> Result:
        """Run blocking code without holding up the event loop; it sees the context variables of who asks."""
        loop = get_running_loop()
        future: Future[Result] = loop.create_future()
        self._line.put(Job(blocking, copy_context(), loop, future))
        self._relieve()
        if self._watching is not loop and self._few < self._most:
            self._watch_later(loop)
        try:
            return await future
        finally:
            del future  # What it raises knows this frame.

    def _relieve(self) -> None:
        """Start a thread for each place in the line that is empty, or that something slow has taken."""
        latest = time.monotonic() - self._patience
        slow = [one for one in self._workers if one.began and one.began < latest and not one.is_replaced]
        if not slow and len(self._workers) >= self._few:
            return
        with self._lock:
            self._workers = [worker for worker in self._workers if not worker.is_over]
            if len(self._workers) < self._few:
                self._start()
            for worker in slow[: self._most - len(self._workers)]:
                worker.is_replaced = True
                self._start()

    def _start(self) -> None:
        worker = Worker()
        self._workers.append(worker)
        threading.Thread(target=_work, args=(worker, self._line), name="newsgraph", daemon=True).start()

    def _watch_later(self, loop: AbstractEventLoop) -> None:
        self._watching = loop
        loop.call_later(self._patience, self._watch, loop)

    def _watch(self, loop: AbstractEventLoop) -> None:
        """Look again for as long as there is a line."""
        self._watching = None
        if not self._line.empty():
            self._relieve()
            self._watch_later(loop)


def _work(worker: Worker, line: Line) -> None:
    while not worker.is_replaced:
        job = line.get()
        if job is None:
            line.put(None)  # For the next thread: nobody can ask for anything any more.
            break
        worker.began = time.monotonic()
        _do(job)
        worker.began = job = None
    worker.is_over = True


def _do(job: Job) -> None:
    """Run what is to be run, and hand over what it gives or raises."""
    if job.future.cancelled():
        return
    result, error = None, None
    try:
        result = job.context.run(job.blocking)
    except BaseException as raised:  # noqa: BLE001 -- it is for who waits; a thread has nobody to tell.
        error = raised
    with suppress(RuntimeError):  # The loop is closed, and nobody waits any more.
        job.loop.call_soon_threadsafe(_hand_over, job.future, result, error)
    # What is raised knows this frame: else all that was at work would stay for the collector of garbage.
    del job, error


def _hand_over(future: Future[Any], result: Any, error: BaseException | None) -> None:
    if future.cancelled():
        return
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


async def run_in(executor: Executor, blocking: Callable[[], Result]) -> Result:
    """Run blocking code in an executor; it sees the context variables of who asks."""
    return await get_running_loop().run_in_executor(executor, copy_context().run, blocking)

"""Documents read by several processes at once, each with a language model of its own; results keep their order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from types import TracebackType

import structlog

from graph.errors import DocumentError
from graph.model import Document, Extraction, Run
from ingest.logs import LogFormat, LogLevel, log_events
from ingest.nlp import load_nlp
from ingest.run import Pipeline, batches, extract_documents

log = structlog.get_logger(__name__)

Given = Document | DocumentError
Read = Extraction | DocumentError
Load = Callable[[], Pipeline]

# What a process is handed at a time: half a second's work, so that all end at about the same time.
_CHARACTERS = 20_000
# Fewer batches than this are read here before other processes would have loaded their models.
_FEW = 10
# So many batches a process are on their way, or read and waiting for their turn.
_AHEAD = 3
# A process looks for garbage after so many allocations: reading makes hardly any that is not freed at once.
_ALLOCATIONS = 20_000


class Workers:
    """Reads documents: few in this process, by ``pipeline``, many in ``count`` others, by what ``load`` gives there.

    ``load`` is pickled by the name of its module, which is not the program's own file; what it gives must read as
    ``pipeline`` does. The processes start when they are worth it, and end when this is closed, at the latest with this
    process. What a process leaves unread as it dies is read here.
    """

    def __init__(self, pipeline: Pipeline, load: Load, *, count: int) -> None:
        self._pipeline = pipeline
        self._load = load
        self._count = count
        self._to_read_here = _FEW
        self._processes: list[_Process] = []
        self._free: SimpleQueue[_Process] = SimpleQueue()
        # A thread for each process that is at work, waiting for what it has read.
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes at once."""
        for process in self._processes:
            process.handle.terminate()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.handle.join()
            process.connection.close()
        self._processes.clear()

    def extract(self, documents: Iterable[Given]) -> Iterator[Read]:
        """Read ``documents`` in order; a refused one comes through as its error. May be called again and again."""
        if self._count == 1:
            return extract_documents(self._pipeline, documents)
        return self._extract(batches(documents, _CHARACTERS))

    def _extract(self, given: Iterator[list[Given]]) -> Iterator[Read]:
        first = list(islice(given, self._to_read_here))
        self._to_read_here -= len(first)
        if self._to_read_here > 0:
            yield from extract_documents(self._pipeline, chain.from_iterable(first))
            return
        if not self._processes:
            self._start()
        ahead: deque[_Batch] = deque()
        for batch in chain(first, given):
            documents = [one for one in batch if isinstance(one, Document)]
            ahead.append(_Batch(batch, self._threads.submit(self._ask, documents)))
            if len(ahead) > _AHEAD * self._count:
                yield from self._results(ahead.popleft())
        while ahead:
            yield from self._results(ahead.popleft())

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        for _ in range(self._count):
            here, there = context.Pipe()
            handle = context.Process(target=_serve, args=(there, self._load), daemon=True)
            with _interrupts_held(), _program_left_out():
                handle.start()
            there.close()
            self._processes.append(_Process(handle, here))
            self._free.put(self._processes[-1])

    def _ask(self, documents: list[Document]) -> list[Read] | None:
        """Let a process read ``documents``; None where it died of it, or before."""
        process = self._free.get()
        try:
            process.connection.send(documents)
            results: list[Read] = process.connection.recv()
        except (EOFError, OSError):
            return None
        finally:
            self._free.put(process)
        return results

    def _results(self, batch: _Batch) -> Iterator[Read]:
        found = batch.results.result()
        if found is None:
            log.error("reading_process_died", documents=len(batch.given))
            yield from extract_documents(self._pipeline, batch.given)
            return
        results = iter(found)
        for one in batch.given:
            yield next(results) if isinstance(one, Document) else one


@dataclass(frozen=True, slots=True)
class _Process:
    """A process that reads what comes through the connection."""

    handle: BaseProcess
    connection: Connection


@dataclass(frozen=True, slots=True)
class _Batch:
    """Documents and refusals, and what the documents will have given; None where that is still to be read."""

    given: list[Given]
    results: Future[list[Read] | None]


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold SIGINT back from this thread, and for ever from the processes that it starts.

    A terminal sends it to all of them, but it is for the first to end the others.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _program_left_out() -> Iterator[None]:
    """Keep the processes that start from running this program's file again, which may import much, or do anything.

    The module that is run tells them where the file is.
    """
    program = vars(sys.modules["__main__"])
    hidden: dict[str, object] = {name: program.pop(name) for name in ("__file__", "__spec__") if name in program}
    program["__spec__"] = None
    try:
        yield
    finally:
        program.update(hidden)


def load_pipeline(model: str | None, run: Run, level: LogLevel, form: LogFormat) -> Pipeline:
    """Load, in a process that reads for another, the language pipeline that `load_nlp` gives for ``model``."""
    # A process of its own logs to standard output, where results go, unless it is told otherwise.
    log_events(level, form)
    return Pipeline(load_nlp(model, threads=1), run)


def _serve(connection: Connection, load: Load) -> None:
    """Read what comes until nobody is there any more."""
    pipeline = load()
    # What is loaded now stays: to look it all through for garbage again and again would take time for nothing.
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)
    with suppress(EOFError, BrokenPipeError):
        while True:
            connection.send(list(extract_documents(pipeline, connection.recv())))


def default_count() -> int:
    """Give one process for each processor that this one may use, at most four: each takes some hundred MB."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, processors)

"""Documents read by several processes at once, each with a language model of its own; results keep their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType

import structlog

from graph.errors import DocumentError
from graph.model import Document, Extraction
from ingest.run import Pipeline, batches, extract_documents

log = structlog.get_logger(__name__)

Given = Document | DocumentError
Read = Extraction | DocumentError

# What a process is handed at a time: half a second's work, so that all end at about the same time.
_CHARACTERS = 20_000
# Fewer batches than this are read here before other processes would have loaded their models.
_FEW = 10
# So many batches a process are on their way, or read and waiting for their turn.
_AHEAD = 3


class Workers:
    """Reads documents: few in this process, by ``pipeline``, many in ``count`` others, by what ``load`` gives there.

    ``load`` is pickled; what it gives must read as ``pipeline`` does. The processes start when they are worth it, and
    end when this is closed, at the latest with this process. A document that kills its process is read here.
    """

    def __init__(self, pipeline: Pipeline, load: Callable[[], Pipeline], *, count: int) -> None:
        self._pipeline = pipeline
        self._load = load
        self._count = count
        self._to_read_here = _FEW
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; what they have begun is waited for and dropped."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def extract(self, documents: Iterable[Given]) -> Iterator[Read]:
        """Read ``documents`` in order; a refused one comes through as its error. May be called again and again."""
        if self._count == 1:
            return extract_documents(self._pipeline, documents)
        return self._extract(batches(documents, _CHARACTERS))

    def _extract(self, given: Iterator[list[Given]]) -> Iterator[Read]:
        first: list[list[Given]] = []
        if self._executor is None:
            first = list(islice(given, self._to_read_here))
            self._to_read_here -= len(first)
            if self._to_read_here > 0:
                yield from extract_documents(self._pipeline, chain.from_iterable(first))
                return
            self._executor = ProcessPoolExecutor(
                self._count, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(self._load,)
            )
        ahead: deque[_Batch] = deque()
        for batch in chain(first, given):
            ahead.append(self._submit(self._executor, batch))
            if len(ahead) > _AHEAD * self._count:
                yield from self._results(ahead.popleft())
        while ahead:
            yield from self._results(ahead.popleft())

    def _submit(self, executor: ProcessPoolExecutor, given: list[Given]) -> _Batch:
        documents = [one for one in given if isinstance(one, Document)]
        try:
            return _Batch(given, executor.submit(_read, documents))
        except BrokenProcessPool:
            return _Batch(given, None)

    def _results(self, batch: _Batch) -> Iterator[Read]:
        try:
            results = iter(batch.future.result()) if batch.future is not None else None
        except BrokenProcessPool as error:
            log.error("reading_process_killed", exc_info=error)
            results = None
        if results is None:
            yield from extract_documents(self._pipeline, batch.given)
            return
        for one in batch.given:
            yield next(results) if isinstance(one, Document) else one


@dataclass(frozen=True, slots=True)
class _Batch:
    """Documents and refusals, and the results of the documents to come; None where no process is left to read them."""

    given: list[Given]
    future: Future[list[Read]] | None


# The pipeline of a process that was started to read.
_pipeline: Pipeline


def _begin(load: Callable[[], Pipeline]) -> None:
    global _pipeline
    # The terminal sends it to all processes; who started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _pipeline = load()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(documents: list[Document]) -> list[Read]:
    return list(extract_documents(_pipeline, documents))


def default_count() -> int:
    """Give one process for each processor that this one may use, at most four: each takes some hundred MB."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, processors)

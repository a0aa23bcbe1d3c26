"""The graph from Python: open a store, read articles into it, ask it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from importlib import metadata
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

from api.account import Account
from api.answering import answer
from api.broadcast import Broadcast
from api.broadcast import Progress as Told
from api.errors import Refused
from api.profiles import Profile
from api.requests import Operation
from graph.asking import plan_question
from graph.cores import take_all_cores
from graph.errors import DocumentError
from graph.grounding import ground
from graph.model import Document, Extraction, Vector
from graph.reading import Reading
from graph.store import Outcome, Store, open_store
from graph.visibility import Visibility
from ingest.nlp import load_nlp
from ingest.questions import read_question
from ingest.readers import read_documents
from ingest.resolve import resolve_extraction
from ingest.run import Pipeline, start_run
from ingest.vectors import text_vector
from ingest.workers import Workers, load_pipeline
from newsgraph.answers import SELECT, Answers, answer_of
from newsgraph.given import in_order, read_given
from newsgraph.known import find_known
from newsgraph.report import IngestReport
from newsgraph.settings import Settings, load_settings

Given = str | Path | Document
Progress = Callable[[Outcome | DocumentError], None]

# So many documents are compared with the store by one query.
_BATCH = 100


def version() -> str:
    """Give the installed version of newsgraph."""
    return metadata.version("newsgraph")


class Language:
    """The language pipeline, loaded when first needed: a graph asked by GraphQL alone never loads it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._pipeline: Pipeline | None = None

    def pipeline(self) -> Pipeline:
        """Give the pipeline. Raises `SettingsError` for a model that gives no tags, parse or names."""
        with self._lock:
            if self._pipeline is None:
                nlp = load_nlp(self._settings.model, threads=self._settings.threads)
                self._pipeline = Pipeline(nlp, start_run(nlp, version=version()))
            return self._pipeline

    def workers(self) -> Workers:
        """Give what reads documents, in as many processes as the settings say. Close it when all are read."""
        pipeline = self.pipeline()
        settings = self._settings
        load = partial(load_pipeline, settings.model, pipeline.run, settings.log_level, settings.log_format)
        return Workers(pipeline, load, count=settings.workers)

    def read_question(self, question: str) -> Reading:
        """Read a question as asked today; one at a time, since a spaCy pipeline keeps state."""
        nlp = self.pipeline().nlp
        with self._lock:
            return read_question(nlp, question, today=date.today())

    def read_vector(self, text: str) -> Vector:
        """Give the vector of a text, as those of statements and events. Raises `SettingsError` for a model without."""
        nlp = self.pipeline().nlp
        with self._lock:
            return text_vector(nlp, text)


class Graph:
    """An open graph. Close it, or use it in a ``with`` block; any thread may ask it."""

    def __init__(self, store: Store, language: Language, settings: Settings) -> None:
        self.store = store
        self.language = language
        self.settings = settings
        self.broadcast = Broadcast()

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; what was ingested is kept."""
        self.store.close()

    def ingest(self, documents: Given | Iterable[Given], *, progress: Progress | None = None) -> IngestReport:
        """Read paths (files, folders, "-") or documents into the graph, one transaction a document.

        A document that can't be read is in the report's ``refusals`` and stops none of the others; ``progress`` is
        called with each outcome. Raises `StoreError` when the store fails; documents before that stay written.
        """
        started, report = time.monotonic(), IngestReport()
        for outcome in self._told(all_documents(documents), self.store):
            report = report.plus(outcome)
            if progress is not None:
                progress(outcome)
        return report.after(time.monotonic() - started)

    def ingest_given(
        self, given: Sequence[Mapping[str, object]], *, visibility: Visibility | None = None
    ) -> list[Outcome | DocumentError]:
        """Read documents given by their fields, as a line of JSONL has them; gives each one's outcome, in their order.

        For who may see only what ``visibility`` shows, others are refused, and those that would replace others. Raises
        `StoreError` when the store fails; documents before that stay written.
        """
        take_all_cores()  # A server's threads have one, which does for queries.
        documents = read_given(given)
        store = self.store if visibility is None else self.store.seen_by(visibility)
        return in_order(documents, self._told(iter(documents), store, total=len(documents)))

    def _told(
        self, documents: Iterator[Document | DocumentError], store: Store, *, total: int | None = None
    ) -> Iterator[Outcome | DocumentError]:
        """Write documents, and tell those who subscribe to it in this process."""
        ingest = uuid4().hex
        for done, outcome in enumerate(self._outcomes(documents, store), 1):
            self.broadcast.tell(Told(ingest, done, total, outcome))
            yield outcome

    def _outcomes(
        self, documents: Iterator[Document | DocumentError], store: Store
    ) -> Iterator[Outcome | DocumentError]:
        """Write documents; those of a batch that are stored already come first, without being read again."""
        run = self.language.pipeline().run
        with self.language.workers() as workers:
            while batch := list(islice(documents, _BATCH)):
                known = find_known(store, (one for one in batch if isinstance(one, Document)), run)
                yield from (Outcome(id, "unchanged") for id in sorted(known))
                fresh = (one for one in batch if not (isinstance(one, Document) and one.id in known))
                for read in workers.extract(fresh):
                    yield read if isinstance(read, DocumentError) else _written(store, read)

    def ask(self, question: str, *, first: int = 20) -> Answers:
        """Answer a question such as "Who expressed concern about the drills?", the surest answer first.

        What could not be read is in the answers' ``reading.unread``, and then there are none.
        """
        reading = ground(self.language.read_question(question), self.store.find)
        page = self.store.find(plan_question(reading, select=SELECT, first=first, is_counted=True))
        return Answers(reading, tuple(answer_of(row) for row in page.rows), page.total or 0)

    def query(self, graphql: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Run a GraphQL operation; gives ``{"data", "errors", "extensions"}`` as over HTTP, under the same limits."""
        operation = Operation(graphql, dict(variables or {}))
        profile = Profile(self.settings.limits(), is_writable=True)
        try:
            return answer(
                self.store,
                operation,
                read_question=self.language.read_question,
                ingest=self.ingest_given,
                profile=profile,
                account=Account(),
            )
        except Refused as refused:
            return refused.to_json()


def _written(store: Store, extraction: Extraction) -> Outcome | DocumentError:
    try:
        return store.write(resolve_extraction(extraction))
    except DocumentError as refusal:
        return refusal


def all_documents(given: Given | Iterable[Given]) -> Iterator[Document | DocumentError]:
    """Give the documents behind paths ("-" is JSONL on standard input) and documents, in order."""
    many = (given,) if isinstance(given, str | Path | Document) else given
    for is_document, group in groupby(many, key=lambda one: isinstance(one, Document)):
        if is_document:
            yield from (one for one in group if isinstance(one, Document))
        else:
            paths = (one for one in group if not isinstance(one, Document))
            yield from read_documents(paths, stdin=sys.stdin.buffer)


def open(store: str | Path | None = None, **settings: Any) -> Graph:
    """Open the graph at ``store``: a folder, ``embedded:///path``, ``bolt://…``, ``neo4j://…``, ``neo4j+s://…``.

    Without it, the setting `NEWSGRAPH_STORE`, else a folder in the user's data directory. ``settings`` are the
    others by name (docs/reference/settings.md). Raises `SettingsError`, `StoreUnavailable`.
    """
    loaded = load_settings(store=store, **settings)
    language = Language(loaded)
    return Graph(open_store(loaded.store_settings(), read_vector=language.read_vector), language, loaded)

"""The store in Neo4j by address, and what the embedded store shares with it: the same Cypher over the same driver."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from types import TracebackType
from typing import Any, Self

from graph.connection import Address, Connection, rows
from graph.cypher import compile_find
from graph.deletes import delete_article
from graph.dialects import NEO4J
from graph.health import Health, check_counts, check_schema, count_problems
from graph.inquiries import Inquiry, compile_inquiry
from graph.model import Extraction
from graph.page import Page, page_of
from graph.plan import Find
from graph.query import Query
from graph.settings import StoreSettings
from graph.similarity import ReadVector, with_vectors
from graph.tally import Outcome
from graph.visibility import Visibility
from graph.writes import write_extraction


class BoltStore:
    """A store behind a connection; writes go one after another, because two of one new key would make each wait."""

    def __init__(self, connection: Connection, *, read_vector: ReadVector | None = None) -> None:
        self._connection = connection
        self._read_vector = read_vector
        self._visibility: Visibility | None = None
        self._writing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def seen_by(self, visibility: Visibility) -> Self:
        """Give the same store, over the same connections, as who may see these articles alone sees and changes it.

        Raises `ValueError` for a store that is somebody's view already: one who sees little could come to see more.
        """
        if self._visibility is not None:
            raise ValueError("this is a part of a store already: ask the whole store for another part")
        view = copy(self)
        view._visibility = visibility
        return view

    def find(self, find: Find) -> Page:
        """Answer a plan with one query. Raises `CursorError`, `PlanError`, `StoreError`."""
        dialect = self._connection.dialect
        query = compile_find(
            find,
            self._visibility,
            has_vector_index=dialect.has_vector_index,
            has_index_order_in_return=dialect.has_index_order_in_return,
        )
        return page_of(find, self._answer(query))

    def inquire(self, inquiry: Inquiry) -> list[dict[str, Any]]:
        """Answer an inquiry with one query. Raises `PlanError`, `StoreError`."""
        return self._answer(compile_inquiry(inquiry, self._visibility))

    def write(self, extraction: Extraction) -> Outcome:
        """Write a resolved extraction in one transaction. Raises `DocumentError`, `StoreError`."""
        with self._writing:
            return self._connection.write(
                lambda transaction: write_extraction(transaction, extraction, self._visibility)
            )

    def delete(self, article_id: str) -> Outcome:
        """Delete an article and what it alone supported, in one transaction. Raises `StoreError`."""
        with self._writing:
            return self._connection.write(lambda transaction: delete_article(transaction, article_id, self._visibility))

    def ping(self) -> Health:
        """Say which engine answers. Raises `StoreError`."""
        return Health(self._connection.dialect.name, self._version(), self._connection.name)

    def check(self) -> Health:
        """Compare schema and counts with what they should be. Raises `StoreError`."""
        indexes, missing = check_schema(self._connection)
        counts, manifest = check_counts(self._connection)
        return Health(
            engine=self._connection.dialect.name,
            version=self._version(),
            address=self._connection.name,
            indexes=indexes,
            missing_indexes=missing,
            counts=counts,
            manifest=manifest,
            problems=(*(f"the index {name} is missing" for name in missing), *count_problems(counts, manifest)),
        )

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def _answer(self, query: Query) -> list[dict[str, Any]]:
        return self._connection.answer(query.text, with_vectors(query.params, self._read_vector))

    def _version(self) -> str:
        text = "CALL dbms.components() YIELD versions RETURN versions[0] AS version"
        return str(self._connection.read(lambda transaction: rows(transaction, text))[0]["version"])


def open_neo4j(settings: StoreSettings, *, read_vector: ReadVector | None = None) -> BoltStore:
    """Open the store in Neo4j and make what its schema lacks. Raises `StoreUnavailable`, `SettingsError`."""
    address = Address(settings.url, settings.user, settings.password, settings.database)
    connection = Connection(
        lambda: address, NEO4J, name=settings.url, pool_size=settings.pool_size, timeout=settings.timeout
    )
    with closed_on_error(connection):
        _, missing = check_schema(connection)
        if missing:
            connection.statements([text for name, text in NEO4J.schema() if name in missing or not name])
    return BoltStore(connection, read_vector=read_vector)


@contextmanager
def closed_on_error(closable: Connection | BoltStore) -> Iterator[None]:
    """Close what is being opened when the opening fails, for whatever reason."""
    with ExitStack() as stack:
        stack.callback(closable.close)
        yield
        stack.pop_all()

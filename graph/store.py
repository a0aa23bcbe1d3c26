"""The store: where the graph is kept. `open_store` opens the one that the settings name."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Protocol

from graph.embedded.store import open_embedded
from graph.health import Health
from graph.inquiries import Inquiry
from graph.model import Extraction
from graph.neo4j_store import open_neo4j
from graph.page import Page
from graph.plan import Find
from graph.settings import StoreSettings
from graph.similarity import ReadVector
from graph.tally import Outcome
from graph.visibility import Visibility

__all__ = ["Health", "Outcome", "Page", "Store", "open_store"]


class Store(Protocol):
    """A graph that any thread may use. Every method may raise `StoreError`."""

    def seen_by(self, visibility: Visibility) -> Store:
        """Give the same store as who may see these articles alone sees and changes it; only the whole store does."""

    def find(self, find: Find) -> Page:
        """Answer a plan with one query. Raises `CursorError` too."""

    def inquire(self, inquiry: Inquiry) -> list[dict[str, Any]]:
        """Answer an inquiry with one query; `compile_inquiry` of its kind says what the records are."""

    def write(self, extraction: Extraction) -> Outcome:
        """Write a resolved extraction in one transaction. Raises `DocumentError` for one that is not whole."""

    def delete(self, article_id: str) -> Outcome:
        """Delete an article and what it alone supported, in one transaction."""

    def ping(self) -> Health:
        """Say which engine answers; reads nothing of the graph."""

    def check(self) -> Health:
        """Compare schema and counts with what they should be; reads the whole store."""

    def close(self) -> None:
        """Let go of the store; what was written stays."""

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...


def open_store(settings: StoreSettings, *, read_vector: ReadVector | None = None) -> Store:
    """Open the store, with its schema. Raises `StoreUnavailable`, `SettingsError`.

    ``read_vector`` gives the vector of a text, in the space of those that are stored; without it no query may ask for
    what is similar to a text.
    """
    opening = open_embedded if settings.folder else open_neo4j
    return opening(settings, read_vector=read_vector)

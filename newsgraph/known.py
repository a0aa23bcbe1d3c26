"""Which documents the store has already as they are, read by the same run: they need not be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from graph.model import Document, Run
from graph.plan import Find, In, Select
from graph.store import Store

_GIVEN = ("id", "text_hash", "title", "url", "author", "source", "published_text", "labels")


def find_known(store: Store, documents: Iterable[Document], run: Run) -> frozenset[str]:
    """Give the ids of ``documents`` that are stored with the same text and details by the same ``run``."""
    given = {document.id: _details(document) for document in documents}
    if not given:
        return frozenset()
    page = store.find(Find(Select("Article", (*_GIVEN, "read_by")), where=In("id", tuple(given)), first=len(given)))
    return frozenset(
        row["id"]
        for row in page.rows
        if row["read_by"] == run.id and tuple(row[name] or None for name in _GIVEN) == given[row["id"]]
    )


def _details(document: Document) -> tuple[str | list[str] | None, ...]:
    text_hash = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    details = (document.title, document.url, document.author, document.source, document.published)
    return document.id, text_hash, *(each or None for each in details), list(document.labels) or None

"""Documents given as fields by a client, and what became of each in the order in which they were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.errors import DocumentError
from graph.model import Document
from graph.store import Outcome
from ingest.readers import make_document


def read_given(given: Iterable[Mapping[str, object]]) -> list[Document | DocumentError]:
    """Give the document of each mapping, or why there is none. The second document with an id is refused."""
    read: list[Document | DocumentError] = []
    seen: set[str] = set()
    for number, fields in enumerate(given, 1):
        try:
            document = make_document(fields, f"document {number}")
        except DocumentError as refusal:
            read.append(refusal)
            continue
        reason = f"document {number}: a document before it has this id too; give each its own"
        read.append(DocumentError(document.id, reason) if document.id in seen else document)
        seen.add(document.id)
    return read


def in_order(
    documents: Sequence[Document | DocumentError], outcomes: Iterable[Outcome | DocumentError]
) -> list[Outcome | DocumentError]:
    """Give the outcome of each document in the order of ``documents``; what is refused already is its own outcome."""
    refused = {one for one in documents if isinstance(one, DocumentError)}
    found = {
        outcome.name if isinstance(outcome, DocumentError) else outcome.document: outcome
        for outcome in outcomes
        if outcome not in refused
    }
    return [one if isinstance(one, DocumentError) else found[one.id] for one in documents]

"""A document from the fields that its line or its companion file gives."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from graph.errors import DocumentError
from graph.model import Document

_TEXTS = ("title", "url", "published", "source", "author")
OPTIONAL = (*_TEXTS, "labels")
# Python's own reader also takes weeks ("2023-W03-1") and forms without hyphens, which nothing else here does.
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ].+)?")


def make_document(fields: Mapping[str, object], where: str) -> Document:
    """Give the document of ``fields``; without an id it gets one from its address, or else from its text.

    DocumentError says ``where`` and which field is wrong, under the document's id if that is known. Fields that are not
    ours are ignored.
    """
    identity = _identity(fields, where)
    try:
        text = _text(fields, "text")
        if text is None or not text.strip():
            raise ValueError("field 'text' is missing or empty; give the article's text")
        optional = {field: _text(fields, field) or None for field in _TEXTS}
        optional["published"] = _published(optional["published"])
        labels = _labels(fields)
    except ValueError as error:
        name, reason = (identity, f"{where}: {error}") if identity else (where, str(error))
        raise DocumentError(name, reason) from error
    return Document(id=identity or hash_id(optional["url"], text), text=text, labels=labels, **optional)


def hash_id(url: str | None, text: str) -> str:
    """Give the id of a document that has none: the same address, or else the same text, gives the same id."""
    return hashlib.sha256((canonical_url(url) if url else text).encode("utf-8")).hexdigest()[:16]


def canonical_url(url: str) -> str:
    """Give ``url`` as one address is written: scheme and host in lower case, no fragment, no slash at the end."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


def _identity(fields: Mapping[str, object], where: str) -> str | None:
    given = fields.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    try:
        return (_text(fields, "id") or "").strip() or None
    except ValueError as error:
        raise DocumentError(where, str(error)) from error


def _labels(fields: Mapping[str, object]) -> tuple[str, ...]:
    """Give the labels, each once and in order; ValueError for what is no list of texts."""
    given = fields.get("labels")
    if given is None:
        return ()
    if not isinstance(given, list | tuple):
        raise ValueError(f"field 'labels' is {type(given).__name__}, not a list of texts")
    return tuple(sorted({label for each in given if (label := (_text({"labels": each}, "labels") or "").strip())}))


def _text(fields: Mapping[str, object], field: str) -> str | None:
    """Give a field's text; ValueError for what is none, or has characters that no store can keep."""
    given = fields.get(field)
    if given is None:
        return None
    if not isinstance(given, str):
        raise ValueError(f"field {field!r} is {type(given).__name__}, not text")
    if "\x00" in given:
        raise ValueError(f"field {field!r} has NUL characters, so that it is binary, not text; remove them")
    try:
        given.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"field {field!r} has half a character at {error.start}; write the file as UTF-8") from error
    return given


def _published(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        if not _DATE.fullmatch(given):
            raise ValueError("not YYYY-MM-DD")
        datetime.fromisoformat(given)
    except ValueError as error:
        raise ValueError(
            f"field 'published' is {given!r} ({error}); write it as ISO 8601: 2023-01-16 or 2023-01-16T09:30:00Z"
        ) from error
    return given

"""Documents that a client names instead of sending them: those its build has registered, and those sent once before.

Trusted documents come from a file that a client's build writes: Relay's compiler and GraphQL Code Generator's client
preset write ``{id: document}``, Apollo's tools a manifest with a list of operations. Automatic persisted queries are
Apollo's protocol: a document is sent once with its SHA-256, and named by that later.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from api.errors import (
    BAD_REQUEST,
    DOCUMENT_NOT_FOUND,
    DOCUMENT_NOT_TRUSTED,
    PERSISTED_QUERY_NOT_FOUND,
    PERSISTED_QUERY_NOT_SUPPORTED,
    Refused,
)
from api.requests import Operation
from graph.errors import SettingsError

_PREFIX = "sha256:"
_FORMAT = "apollo-persisted-query-manifest"
_NONE: Mapping[str, str] = MappingProxyType({})


def load_documents(path: Path) -> dict[str, str]:
    """Read the documents that a client's build has registered, by id. Raises `SettingsError`."""
    try:
        content = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise SettingsError(f"documents {path}: {error}") from error
    if isinstance(content, dict) and content.get("format") == _FORMAT:
        operations = content.get("operations")
        pairs = [(one.get("id"), one.get("body")) for one in operations] if isinstance(operations, list) else []
    else:
        pairs = list(content.items()) if isinstance(content, dict) else []
    if not pairs or not all(isinstance(id, str) and isinstance(text, str) for id, text in pairs):
        known = """{"id": "document"} as relay-compiler and graphql-codegen write it, or Apollo's manifest"""
        raise SettingsError(f"documents {path}: give {known}")
    return {id.removeprefix(_PREFIX): text for id, text in pairs}


class Persisted:
    """Gives the text of the document that a request names; any thread may ask.

    ``trusted`` are registered documents; where ``is_only``, no others are executed. ``most`` documents that clients
    sent with their hash are remembered, the last used; 0 leaves that out.
    """

    def __init__(self, trusted: Mapping[str, str] = _NONE, *, is_only: bool = False, most: int = 1_000) -> None:
        self._trusted = trusted
        self._texts = frozenset(trusted.values())
        self._is_only = is_only
        self._most = 0 if is_only else most
        self._sent: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def text_of(self, operation: Operation) -> str:
        """Give the document to execute. Raises `Refused`."""
        hash = _hash_of(operation.extensions)
        id = (operation.document_id or hash or "").removeprefix(_PREFIX)
        if id in self._trusted:
            return self._trusted[id]
        if self._is_only:
            if operation.query is not None and operation.query in self._texts:
                return operation.query
            raise Refused(DOCUMENT_NOT_TRUSTED, "Only documents that were registered with this server are executed.")
        if hash is not None:
            return self._sent_once(hash, operation.query)
        if operation.query is None:
            raise Refused(DOCUMENT_NOT_FOUND, f"No document {operation.document_id!r} is registered.")
        return operation.query

    def _sent_once(self, hash: str, query: str | None) -> str:
        if not self._most:
            # Apollo's clients know this message and the next but one.
            raise Refused(PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported")
        if query is not None and sha256(query.encode()).hexdigest() != hash:
            raise Refused(BAD_REQUEST, "sha256Hash is not the hash of query.", status=400)
        with self._lock:
            known = self._sent.pop(hash, None) if query is None else query
            if known is None:
                raise Refused(PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound")
            self._sent[hash] = known
            if len(self._sent) > self._most:
                self._sent.popitem(last=False)
            return known


def _hash_of(extensions: Mapping[str, Any]) -> str | None:
    """Give the hash of Apollo's protocol in the extensions of a request. Raises `Refused`."""
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    hash = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(hash, str) or persisted.get("version") != 1:
        message = 'persistedQuery must be {"version": 1, "sha256Hash": …}.'
        raise Refused(BAD_REQUEST, message, status=400)
    return hash

"""Every error that newsgraph raises on purpose, and what its caller should do.

GraphError
├── InputError            tell the user: something given is wrong, and the message says what to do
│   ├── DocumentError     skip this document, go on with the next
│   ├── RecordError       skip this record, go on with the next
│   ├── PlanError         the query asks what cannot be asked (unknown field, wrong value)
│   ├── CursorError       the cursor is not ours, or belongs to another order or filter
│   └── SettingsError     a setting is missing or malformed
└── StoreError            the store did not do it
    ├── StoreUnavailable  nobody answers at that address: start it, or correct the address
    ├── StoreBusy         try again later: another writer was faster
    │   └── StoreTimeout  ask for less, or raise the timeout: the store stopped the query after its time
    └── StoreCorrupt      run `newsgraph doctor`, restore a backup
"""

from __future__ import annotations


class GraphError(Exception):
    """Something went wrong in newsgraph; every error below is one."""


class InputError(GraphError):
    """Something given is wrong. Tell the user; the message names it and says what to do."""


class DocumentError(InputError):
    """One document can't be read. Callers skip it and go on with the next."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        return type(self), (self.name, self.reason)


class RecordError(InputError):
    """One input record is bad. Callers skip it and go on with the next."""


class PlanError(InputError):
    """A query asks what can't be asked."""


class CursorError(InputError):
    """A cursor is not one of ours, or was given for another order or filter."""


class SettingsError(InputError):
    """A setting is missing or malformed."""


class StoreError(GraphError):
    """The store did not do what was asked."""


class StoreUnavailable(StoreError):
    """Nobody answers at the store's address."""


class StoreBusy(StoreError):
    """Try again later: another writer was faster, or (see below) a time limit passed."""


class StoreTimeout(StoreBusy):
    """The query took longer than it may, and was stopped. Ask for less, or raise the timeout."""


class StoreCorrupt(StoreError):
    """The store's files or schema are not whole."""

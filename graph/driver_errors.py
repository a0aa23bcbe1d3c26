"""The driver's errors as ours, translated once: what the caller should do decides the class."""

from __future__ import annotations

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import GraphError, SettingsError, StoreBusy, StoreCorrupt, StoreError, StoreTimeout, StoreUnavailable

# Neo4j reports a missing full-text index as a failed procedure, ArcadeDB with these words.
_NO_INDEX = ("no such fulltext schema index", "Error executing procedure: db.index.fulltext")
_STOPPED = ("TransactionTimedOut", "LockClientStopped", "Terminated", "TransactionTimedOutClientConfiguration")


def translated(error: Exception, address: str) -> GraphError:
    """Give our error for one that the driver raised while talking to ``address``."""
    match error:
        case AuthError():
            return SettingsError(
                f"{address} refuses the user or the password: correct NEWSGRAPH_USER, NEWSGRAPH_PASSWORD"
            )
        case ConfigurationError():
            return SettingsError(f"{address}: {error}")
        case ServiceUnavailable() | SessionExpired() | OSError():
            return StoreUnavailable(f"nobody answers at {address}: start the store, or correct the address ({error})")
        case Neo4jError() if (error.code or "").endswith("DatabaseUnavailable"):
            return StoreUnavailable(f"the database at {address} is not ready: try again later ({error.message})")
        case ClientError() if (error.code or "").endswith("DatabaseNotFound"):
            return SettingsError(f"{address} has no such database: correct NEWSGRAPH_DATABASE ({error.message})")
        case Neo4jError() if any(word in (error.code or "") for word in _STOPPED) or _is_timeout(error):
            return StoreTimeout(f"{address} stopped the query after its time limit: ask for less, or raise the timeout")
        case ConstraintError() | TransientError():
            return StoreBusy(f"{address} is busy with another writer: try again ({error.message})")
        case Neo4jError() if any(words in (error.message or "") for words in _NO_INDEX):
            return StoreCorrupt(f"{address} lacks an index: run `newsgraph doctor` ({error.message})")
        case Neo4jError():
            return StoreError(f"{address}: {error.message}")
        case DriverError():
            return StoreError(f"{address}: {error}")
        case _:
            return StoreError(f"{address}: {type(error).__name__}: {error}")


def is_gone(error: Exception) -> bool:
    """Whether the server is not there, so that connecting anew may help."""
    return isinstance(error, ServiceUnavailable | SessionExpired | OSError)


def is_passing(error: Exception) -> bool:
    """Whether the same transaction may succeed when it is run again."""
    match error:
        case ConstraintError():
            # Two writers of one new key: Neo4j lets the second wait; ArcadeDB refuses it, and then the key is there.
            return True
        case Neo4jError():
            return error.is_retryable() or "ConcurrentModification" in (error.message or "")
        case DriverError():
            return error.is_retryable()
        case _:
            return False


def _is_timeout(error: Neo4jError) -> bool:
    return "timeout" in (error.message or "").lower()

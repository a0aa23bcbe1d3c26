"""Every error of the driver that a store may meet becomes one of ours, which says what the caller should do."""

from __future__ import annotations

import pytest
from neo4j import exceptions
from neo4j.exceptions import Neo4jError

from graph.driver_errors import is_gone, is_passing, translated
from graph.errors import GraphError, SettingsError, StoreBusy, StoreCorrupt, StoreError, StoreTimeout, StoreUnavailable
from graph.settings import StoreSettings
from graph.store import open_store


def answered(code: str, message: str = "it said so") -> Neo4jError:
    """Make the error that the driver raises for a server's answer."""
    return Neo4jError._hydrate_neo4j(code=code, message=message)


CASES = [
    pytest.param(exceptions.ServiceUnavailable("x"), StoreUnavailable, id="service-unavailable"),
    pytest.param(exceptions.SessionExpired("x"), StoreUnavailable, id="session-expired"),
    pytest.param(exceptions.IncompleteCommit("x"), StoreUnavailable, id="incomplete-commit"),
    pytest.param(ConnectionRefusedError("x"), StoreUnavailable, id="refused"),
    pytest.param(TimeoutError("x"), StoreUnavailable, id="timeout-of-the-socket"),
    pytest.param(answered("Neo.TransientError.Database.DatabaseUnavailable"), StoreUnavailable, id="starting"),
    pytest.param(answered("Neo.ClientError.Security.Unauthorized"), SettingsError, id="password"),
    pytest.param(answered("Neo.ClientError.Database.DatabaseNotFound"), SettingsError, id="database"),
    pytest.param(exceptions.ConfigurationError("x"), SettingsError, id="configuration"),
    pytest.param(answered("Neo.TransientError.Transaction.DeadlockDetected"), StoreBusy, id="deadlock"),
    pytest.param(answered("Neo.ClientError.Schema.ConstraintValidationFailed"), StoreBusy, id="constraint"),
    pytest.param(
        answered("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"), StoreTimeout, id="time-limit"
    ),
    pytest.param(
        answered("Neo.DatabaseError.General.UnknownError", "Timeout on executing command"),
        StoreTimeout,
        id="time-limit-of-arcadedb",
    ),
    pytest.param(
        answered("Neo.ClientError.Procedure.ProcedureCallFailed", "There is no such fulltext schema index: x"),
        StoreCorrupt,
        id="no-index",
    ),
    pytest.param(
        answered("Neo.ClientError.Statement.SemanticError", "Error executing procedure: db.index.fulltext.querynodes"),
        StoreCorrupt,
        id="no-index-in-arcadedb",
    ),
    pytest.param(answered("Neo.ClientError.Statement.SyntaxError"), StoreError, id="syntax"),
    pytest.param(answered("Neo.DatabaseError.General.UnknownError"), StoreError, id="unknown"),
    pytest.param(exceptions.ResultConsumedError(None, "x"), StoreError, id="driver"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("error", "expected"), CASES)
def test_a_foreign_error_becomes_ours_and_names_the_store(error: Exception, expected: type[GraphError]) -> None:
    ours = translated(error, "bolt://somewhere")
    assert type(ours) is expected
    assert "bolt://somewhere" in str(ours)


def test_what_may_pass_is_tried_again_and_what_may_not_is_not() -> None:
    assert is_passing(answered("Neo.TransientError.Transaction.DeadlockDetected"))
    assert is_passing(answered("Neo.ClientError.Schema.ConstraintValidationFailed"))
    assert is_passing(answered("Neo.DatabaseError.General.UnknownError", "ConcurrentModificationException: page"))
    assert not is_passing(answered("Neo.ClientError.Statement.SyntaxError"))
    assert is_gone(exceptions.ServiceUnavailable("x"))
    assert not is_gone(answered("Neo.TransientError.Transaction.DeadlockDetected"))


def test_an_address_where_nobody_answers_is_named() -> None:
    with pytest.raises(StoreUnavailable, match=r"nobody answers at bolt://127\.0\.0\.1:1"):
        open_store(StoreSettings("bolt://127.0.0.1:1", timeout=2))

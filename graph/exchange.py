"""One statement that reads, in one exchange over a connection of the driver's pool, without its session.

Session and result cost Python more than all else that is done for a page, and let other threads in at each step. What
is left to the driver: opening, authentication, TLS, the pool and its checks, packing, framing, unpacking, what becomes
of a lost connection, and the error of a failure. None of that is in its documentation, so only releases in which it was
tested are spoken to so. Bolt: https://neo4j.com/docs/bolt/current/bolt/message/.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import neo4j
from neo4j import READ_ACCESS, Driver
from neo4j.exceptions import Neo4jError

_TESTED = "6.4."
_RUN, _PULL = b"\x10", b"\x3f"
_SUCCESS, _RECORD = b"\x70", b"\x71"


def can_exchange(driver: Driver) -> bool:
    """Whether the driver is of a release that is known, and speaks Bolt to one server.

    In a cluster a server is chosen for each statement; its session does that.
    """
    if not neo4j.__version__.startswith(_TESTED):
        return False
    return isinstance(driver._pool, import_module("neo4j._sync.io._pool").DirectBoltPool)


def exchange(
    driver: Driver,
    database: str | None,
    text: str,
    params: Mapping[str, Any],
    *,
    timeout: float,
    limit: float | None,
) -> list[dict[str, Any]]:
    """Run a statement that reads, and give its records. Raises what the driver raises.

    ``timeout`` is for the wait for a connection, ``limit`` what the server may take; both in seconds.
    """
    extra: dict[str, Any] = {"mode": "r"}
    if database is not None:
        extra["db"] = database
    if limit is not None:
        extra["tx_timeout"] = math.ceil(limit * 1000)
    pool: Any = driver._pool
    connection = pool.acquire(READ_ACCESS, timeout, None, None, None, None)
    # A connection on which something is still to come must not be used again.
    is_settled = False
    try:
        records = _exchanged(connection, text, dict(params), extra)
        is_settled = True
    except Neo4jError:
        is_settled = True
        raise
    finally:
        (pool.release if is_settled else pool.kill_and_release)(connection)
    return records


def _exchanged(connection: Any, text: str, params: dict[str, Any], extra: dict[str, Any]) -> list[dict[str, Any]]:
    if connection.responses:
        # The pool may have begun to authenticate it anew, whose answers would be taken for ours.
        connection.send_all()
        connection.fetch_all()
    connection.outbox.append_message(_RUN, (text, params, extra), None)
    connection.outbox.append_message(_PULL, ({"n": -1},), None)
    connection._send_all()
    tag, fields = connection.inbox.pop(None)
    if tag != _SUCCESS:
        connection.inbox.pop(None)  # The PULL is ignored.
        _fail(connection, tag, fields)
    keys = fields[0]["fields"]
    records = []
    tag, fields = connection.inbox.pop(None)
    while tag == _RECORD:
        records.append(dict(zip(keys, fields[0], strict=True)))
        tag, fields = connection.inbox.pop(None)
    if tag != _SUCCESS:
        _fail(connection, tag, fields)
    return records


def _fail(connection: Any, tag: bytes, fields: list[Any]) -> None:
    """Have the driver make the connection good again and raise its error for a failure."""
    response = import_module("neo4j._sync.io._bolt._common").Response
    connection.responses.append(response(connection, "run", None))
    connection._process_message(tag, fields)
    raise AssertionError(f"the driver took {tag!r} for no failure")

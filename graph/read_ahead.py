"""Reading ahead from a driver's sockets: the driver asks the system twice for each record, and each time another
thread may take the interpreter meanwhile, so that threads spent more time waiting for it than reading.
"""

from __future__ import annotations

from typing import Any

from neo4j import Driver

_MOST_BYTES = 65_536


class ReadAhead:
    """A socket of the driver that takes from the system all that has come, and gives it out as it is asked for."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._taken = b""
        self._place = 0

    def recv_into(self, buffer: memoryview, count: int) -> int:
        """Give at most ``count`` bytes; none at the end."""
        if self._place == len(self._taken):
            self._taken, self._place = self._socket.recv(_MOST_BYTES), 0
        given = self._taken[self._place : self._place + count]
        buffer[: len(given)] = given
        self._place += len(given)
        return len(given)

    def __getattr__(self, name: str) -> Any:
        """Give all the rest as the socket has it."""
        return getattr(self._socket, name)


def read_ahead(driver: Driver) -> None:
    """Have each connection that the driver opens read ahead.

    The driver has no setting for it, so this goes by its inner names; where a release has others, it reads as it does.
    """
    pool: Any = getattr(driver, "_pool", None)
    opener = getattr(pool, "opener", None)
    if opener is None:
        return

    def opened(*given: Any, **named: Any) -> Any:
        connection = opener(*given, **named)
        inbox: Any = getattr(connection, "inbox", None)
        if hasattr(inbox, "_socket"):
            inbox._socket = ReadAhead(inbox._socket)
        return connection

    pool.opener = opened

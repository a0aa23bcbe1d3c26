"""The child process of an embedded store: ArcadeDB, speaking Bolt on 127.0.0.1 until its standard input closes.

``python -m graph.embedded.host FOLDER HEAP_MEGABYTES TIMEOUT_SECONDS`` prints one line: ``READY`` when the server can
be used, ``HELD`` when another process already serves the folder, else why it can't, and ends with status 1.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

from graph.dialects import ARCADEDB
from graph.embedded.folder import DATABASE, Endpoint, StoreFolder

# How long a server that is ending may keep its folder from the next one.
_HANDOVER = 20.0
_TRIES = 5


def main(arguments: list[str]) -> int:
    """Serve the folder until standard input closes; give the exit status."""
    folder = StoreFolder(Path(arguments[0]))
    lock = folder.hosting
    if not lock.wait(_HANDOVER):
        print("HELD", flush=True)  # noqa: T201 -- the line that the launcher waits for
        return 1
    folder.withdraw()
    engine = _engine(folder, heap=arguments[1])
    server, ports = _started(engine, folder)
    try:
        _prepare(server.create_database(DATABASE), timeout=arguments[2])
        folder.publish(Endpoint(os.getpid(), *ports, engine.__version__))
        print("READY", flush=True)  # noqa: T201 -- the line that the launcher waits for
        # The launcher never writes: this returns when it closes the pipe, or ends in whatever way.
        sys.stdin.buffer.read()
    finally:
        folder.withdraw()
        server.stop()
    return 0


def _engine(folder: StoreFolder, *, heap: str) -> Any:
    """Import ArcadeDB, which reads where to log and how much memory to take from the environment at its import."""
    os.environ["ARCADEDB_LOG_DIR"] = str(folder.log)  # noqa: TID251 -- ArcadeDB has no other way to be told
    os.environ["ARCADEDB_LOG_CONSOLE"] = "false"  # noqa: TID251 -- standard output is the launcher's
    os.environ["ARCADEDB_NATIVE_ISOLATE_ARGS"] = f"-Xmx{heap}m"  # noqa: TID251 -- as above
    import arcadedb  # noqa: PLC0415 -- only after the lines above

    return arcadedb


def _started(engine: Any, folder: StoreFolder) -> tuple[Any, tuple[int, int]]:
    """Start the server on two free ports; another program may take one between the choice and the start."""
    for remaining in reversed(range(_TRIES)):
        ports = bolt_port, http_port = _free_ports()
        server = engine.create_server(
            str(folder.server),
            root_password=folder.secret(),
            config={
                "host": "127.0.0.1",
                "http_port": http_port,
                "bolt_port": bolt_port,
                "bolt_host": "127.0.0.1",
                "mode": "development",
                "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            },
        )
        try:
            server.start()
        except engine.ArcadeDBError:
            if not remaining:
                raise
            continue
        return server, ports
    raise AssertionError("the last try returns or raises")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _prepare(database: Any, *, timeout: str) -> None:
    """Set the database's limits and make its schema; both are settings of the database, not of the server."""
    # A transaction is on the disk when it is committed, so that a crash of the machine loses none.
    database.command("sql", "ALTER DATABASE `arcadedb.txWalFlush` 1")
    database.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {int(float(timeout) * 1000)}")
    # As one script: each statement alone would write the schema's file anew, 200 times.
    database.command("sqlscript", "".join(f"{statement};\n" for _, statement in ARCADEDB.schema()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

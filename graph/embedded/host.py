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
    server = _started(engine, folder, timeout=arguments[2])
    try:
        _make_schema(server.create_database(DATABASE))
        folder.publish(_endpoint(server, engine.__version__))
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


def _started(engine: Any, folder: StoreFolder, *, timeout: str) -> Any:
    """Start the server on two free ports; another program may take one between the choice and the start."""
    for remaining in reversed(range(_TRIES)):
        bolt_port, http_port = _free_ports()
        server = engine.create_server(
            str(folder.server),
            root_password=folder.secret(),
            config={
                "host": "127.0.0.1",
                "http_port": http_port,
                "bolt_port": bolt_port,
                "bolt_host": "127.0.0.1",
                "mode": "development",
                # A transaction is on the disk when it is committed, so that a crash of the machine loses none.
                "txWalFlush": "1",
                "command_timeout": str(int(float(timeout) * 1000)),
                "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            },
        )
        try:
            server.start()
        except engine.ArcadeDBError:
            if not remaining:
                raise
            continue
        return server
    raise AssertionError("the last try returns or raises")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _make_schema(database: Any) -> None:
    present = {index["name"] for index in database.query("sql", "SELECT name FROM schema:indexes").to_list()}
    if ARCADEDB.expected() <= present:
        return
    for _, statement in ARCADEDB.schema():
        database.command("sql", statement)


def _endpoint(server: Any, version: str) -> Endpoint:
    config = server._config
    return Endpoint(os.getpid(), config["bolt_port"], config["http_port"], version)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

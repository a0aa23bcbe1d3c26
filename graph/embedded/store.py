"""The embedded store: the same Cypher as Neo4j's, to a server that this process starts or finds running."""

from __future__ import annotations

from dataclasses import replace

from graph.connection import Connection
from graph.dialects import ARCADEDB
from graph.embedded.launcher import Launcher
from graph.errors import StoreUnavailable
from graph.health import Health
from graph.neo4j_store import BoltStore, closed_on_error
from graph.settings import StoreSettings
from graph.similarity import ReadVector


class EmbeddedStore(BoltStore):
    """A store in a folder of this machine; several processes may use it at once."""

    def __init__(self, connection: Connection, launcher: Launcher, *, read_vector: ReadVector | None = None) -> None:
        super().__init__(connection, read_vector=read_vector)
        self._launcher = launcher

    def check(self) -> Health:
        """Compare schema and counts with what they should be, and have ArcadeDB check its files."""
        health = super().check()
        return replace(health, problems=(*health.problems, *self._file_problems()))

    def close(self) -> None:
        """Close the connections, and end the server if this process started it."""
        super().close()
        self._launcher.close()

    def _version(self) -> str:
        # ArcadeDB's dbms.components() says a version of Neo4j, for the sake of drivers.
        super()._version()
        return self._launcher.endpoint().version

    def _file_problems(self) -> tuple[str, ...]:
        (report,) = self._launcher.sql("CHECK DATABASE")
        corrupted = int(report.get("totalErrors") or 0)
        warnings = tuple(str(warning) for warning in report.get("warnings") or ())
        return (*((f"{corrupted} errors in the files",) if corrupted else ()), *warnings)


def open_embedded(settings: StoreSettings, *, read_vector: ReadVector | None = None) -> EmbeddedStore:
    """Open the store in the folder that the settings name. Raises `StoreUnavailable`."""
    if settings.folder is None:
        raise StoreUnavailable(f"{settings.url} is no folder")
    launcher = Launcher(settings.folder, timeout=settings.timeout)
    connection = Connection(
        launcher.locate,
        ARCADEDB,
        name=settings.url,
        pool_size=settings.pool_size,
        timeout=settings.timeout,
        is_relocatable=True,
    )
    store = EmbeddedStore(connection, launcher, read_vector=read_vector)
    with closed_on_error(store):
        store.ping()
    return store

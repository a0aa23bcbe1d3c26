"""The files of an embedded store's folder: the secret, the endpoint of the running server, the locks."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.embedded.locks import FileLock
from graph.errors import StoreUnavailable

DATABASE = "graph"
USER = "root"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the running server listens, on 127.0.0.1; ``version`` is ArcadeDB's."""

    pid: int
    bolt_port: int
    http_port: int
    version: str


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The folder of one embedded store; only its owner can read it."""

    path: Path

    @property
    def server(self) -> Path:
        """Where ArcadeDB keeps its files."""
        return self.path / "server"

    @property
    def log(self) -> Path:
        """Where the server's log is."""
        return self.path / "log"

    @property
    def hosting(self) -> FileLock:
        """The lock that the server's process holds while it lives."""
        return FileLock(self.path / "host.lock")

    @property
    def opening(self) -> FileLock:
        """The lock under which one of several openers starts the server."""
        return FileLock(self.path / "open.lock")

    def make_folder(self) -> None:
        """Make the folder where it is not there yet. Raises `StoreUnavailable`."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.log.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"the folder {self.path} can't be used: {error}") from error

    def make_secret(self) -> None:
        """Make the secret at the first start; only the holder of `opening` may. Raises `StoreUnavailable`."""
        if (self.path / "secret").exists():
            return
        if (self.server / "config").exists():
            raise StoreUnavailable(f"{self.path / 'secret'} is missing: restore it, the server was set up with it")
        self._write_private("secret", secrets.token_urlsafe(32))

    def secret(self) -> str:
        """Give the password that the server was set up with."""
        return (self.path / "secret").read_text("ascii")

    def endpoint(self) -> Endpoint | None:
        """Give where the running server listens, or None while none runs."""
        if not self.path.is_dir() or not self.hosting.is_held():
            return None
        try:
            return Endpoint(**json.loads((self.path / "endpoint.json").read_text("ascii")))
        except (OSError, ValueError, TypeError):
            # The server that holds the lock has not said yet where it listens.
            return None

    def publish(self, endpoint: Endpoint) -> None:
        """Say where the server listens; readers see the whole file or none."""
        self._write_private("endpoint.json", json.dumps(asdict(endpoint)))

    def withdraw(self) -> None:
        """Take back what an earlier server published."""
        with contextlib.suppress(FileNotFoundError):
            (self.path / "endpoint.json").unlink()

    def _write_private(self, name: str, content: str) -> None:
        partial = self.path / f"{name}.{os.getpid()}"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.path / name)

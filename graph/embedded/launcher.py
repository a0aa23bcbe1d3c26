"""Finds the server of an embedded store, or starts it as a child process of this one."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

from graph.connection import Address
from graph.cores import take_all_cores
from graph.embedded.folder import DATABASE, USER, Endpoint, StoreFolder
from graph.errors import StoreUnavailable

# The wheel moves this package, so the child's module is named from here.
_HOST_MODULE = f"{__package__}.host"
_HEAP_MEGABYTES = 2048
_OPENING = 60.0
_CLOSING = 30.0
_PAUSE = 0.02
_TRIES = 3


class Launcher:
    """One folder, as one process sees it: it attaches to a running server, or starts and owns one."""

    def __init__(self, folder: Path, *, timeout: float) -> None:
        self.folder = StoreFolder(folder)
        self._timeout = timeout
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def locate(self) -> Address:
        """Give the running server's address, starting it if none runs. Raises `StoreUnavailable`."""
        with self._lock:
            endpoint = self.folder.endpoint() or self._opened()
            return Address(f"bolt://127.0.0.1:{endpoint.bolt_port}", USER, self.folder.secret(), DATABASE)

    def endpoint(self) -> Endpoint:
        """Give where the running server listens. Raises `StoreUnavailable`."""
        endpoint = self.folder.endpoint()
        if endpoint is None:
            raise StoreUnavailable(f"no server runs for {self.folder.path}")
        return endpoint

    def close(self) -> None:
        """End the server if this process started it; what is committed is kept."""
        with self._lock:
            child, self._child = self._child, None
            if child is not None:
                _end(child)

    def sql(self, command: str) -> list[dict[str, Any]]:
        """Run one statement of ArcadeDB's SQL, for what its Cypher can't ask. Raises `StoreUnavailable`."""
        port, secret = self.endpoint().http_port, self.folder.secret()
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/v1/command/{DATABASE}",
            json.dumps({"language": "sql", "command": command}).encode(),
            {
                "Authorization": "Basic " + base64.b64encode(f"{USER}:{secret}".encode()).decode(),
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:
                result: list[dict[str, Any]] = json.load(response)["result"]
                return result
        except (OSError, ValueError, KeyError) as error:
            raise StoreUnavailable(f"the server of {self.folder.path} does not answer: {error}") from error

    def _opened(self) -> Endpoint:
        """Start the server, unless another process that is opening the same folder does so first."""
        self.folder.make_folder()
        lock = self.folder.opening
        if not lock.wait(_OPENING):
            raise StoreUnavailable(f"{self.folder.path} has been opening for {_OPENING:.0f} s: see {self.folder.log}")
        try:
            self.folder.make_secret()
            return self.folder.endpoint() or self._started()
        finally:
            lock.give()

    def _started(self) -> Endpoint:
        if self._child is not None:
            _end(self._child)
        for _ in range(_TRIES):
            child = _start(self.folder, timeout=self._timeout)
            line = child.stdout.readline().strip() if child.stdout else b""
            endpoint = self._awaited() if line in (b"READY", b"HELD") else None
            if line == b"READY" and endpoint is not None:
                self._child = child
                return endpoint
            _end(child)
            if endpoint is not None:
                return endpoint
            # A child that somebody killed says nothing; one that failed has said why, and would fail again.
            if child.returncode >= 0 and line == b"":
                break
        raise StoreUnavailable(f"ArcadeDB did not start in {self.folder.path}: {_reason(self.folder)}")

    def _awaited(self) -> Endpoint | None:
        end = time.monotonic() + self._timeout
        while time.monotonic() < end:
            endpoint = self.folder.endpoint()
            if endpoint is not None:
                return endpoint
            time.sleep(_PAUSE)
        return None


def _start(folder: StoreFolder, *, timeout: float) -> subprocess.Popen[bytes]:
    take_all_cores()  # The process gets those of the thread that starts it.
    # A session of its own: Ctrl-C in the terminal goes to this process, and the child ends when its input closes.
    with (folder.log / "host.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", _HOST_MODULE, str(folder.path), str(_HEAP_MEGABYTES), str(timeout)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()
    try:
        child.wait(_CLOSING)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _reason(folder: StoreFolder) -> str:
    """Give the last line that the child wrote on its standard error."""
    try:
        lines = (folder.log / "host.log").read_text("utf-8", "replace").strip().splitlines()
    except OSError as error:
        return str(error)
    return lines[-1] if lines else f"see {folder.log}"

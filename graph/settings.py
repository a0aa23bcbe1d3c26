"""What a store is opened with, as values; nothing here reads the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from urllib.request import url2pathname

from graph.errors import SettingsError

EMBEDDED = "embedded"
SERVER_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where the graph is kept, and how patient to be.

    ``url``: ``embedded:///folder`` or Neo4j's address. ``user``, ``password`` and ``database`` are Neo4j's; without
    ``database`` it is the user's home database. ``pool_size``: connections at most. ``timeout``: seconds that one
    query or document may take, and that a connection is waited for. Raises `SettingsError`.
    """

    url: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None
    pool_size: int = 16
    timeout: float = 30.0

    def __post_init__(self) -> None:
        scheme = _split(self.url).scheme
        if scheme != EMBEDDED and scheme not in SERVER_SCHEMES:
            raise SettingsError(
                f"store {self.url!r} is of no known kind: give embedded:///absolute/folder, bolt://host:7687, "
                "neo4j://host:7687, or neo4j+s://host"
            )
        if scheme == EMBEDDED:
            _folder(self.url)
        elif not _split(self.url).hostname:
            raise SettingsError(f"store {self.url!r} names no host: give it as {scheme}://host:7687")
        if self.pool_size < 1:
            raise SettingsError(f"pool_size is {self.pool_size}: give 1 or more")
        if self.timeout <= 0:
            raise SettingsError(f"timeout is {self.timeout}: give seconds greater than 0")

    @property
    def folder(self) -> Path | None:
        """The folder of an embedded store, or None."""
        return _folder(self.url) if _split(self.url).scheme == EMBEDDED else None


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise SettingsError(f"store {url!r} is no address: {error}") from error
    return parts


def _folder(url: str) -> Path:
    parts = _split(url)
    folder = Path(url2pathname(parts.path))
    if parts.netloc or not folder.is_absolute():
        raise SettingsError(f"store {url!r} has no absolute folder: give embedded:///absolute/folder, three slashes")
    return folder

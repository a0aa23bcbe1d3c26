"""The ASGI application: GraphQL over a store, to run by itself or to mount in another application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api.app import create_api
from api.profiles import Profile
from newsgraph.client import Graph, version
from newsgraph.client import open as open_graph


def create_app(store: str | Path | Graph | None = None, **settings: Any) -> FastAPI:
    """Give an application with `/graphql` and `/health`, under whatever path it is mounted.

    ``store`` is an address as for `newsgraph.open`, or an open `Graph`, which then stays the caller's to close.
    The rest is settings by name. Nothing is shared between two applications of one process.
    Raises `SettingsError`, `StoreUnavailable`.
    """
    graph = store if isinstance(store, Graph) else open_graph(store, **settings)
    return create_api(
        graph.store,
        read_question=graph.language.read_question,
        version=version(),
        on_shutdown=None if isinstance(store, Graph) else graph.close,
        concurrency=graph.settings.pool_size,
        profile=Profile(graph.settings.limits()),
    )

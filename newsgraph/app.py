"""The ASGI application: GraphQL over a store, to run by itself or to mount in another application."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI

from api.access import Access, Tokens, load_keys
from api.app import create_api
from api.persisted import Persisted, load_documents
from api.profiles import Profile
from api.rules import load_rules
from graph.errors import SettingsError
from newsgraph.client import Graph, version
from newsgraph.client import open as open_graph
from newsgraph.settings import Settings


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
        ingest=graph.ingest_given,
        broadcast=graph.broadcast,
        version=version(),
        on_shutdown=None if isinstance(store, Graph) else graph.close,
        concurrency=graph.settings.pool_size,
        profile=profile_of(graph.settings),
    )


def profile_of(settings: Settings) -> Profile:
    """Give what an application with these settings allows. Raises `SettingsError`."""
    is_production = settings.profile == "production"
    if settings.documents is None and settings.documents_only:
        raise SettingsError("documents_only needs documents: the file with those that may be asked")
    trusted = load_documents(settings.documents.expanduser()) if settings.documents else {}
    # A file of documents is given to production so that nothing else is asked.
    by_profile = is_production and bool(trusted)
    is_only = by_profile if settings.documents_only is None else settings.documents_only
    access = _access_of(settings)
    return Profile(
        limits=settings.limits(),
        is_introspectable=not is_production if settings.introspection is None else settings.introspection,
        has_graphiql=not is_production,
        is_strict=is_production,
        persisted=Persisted(trusted, is_only=is_only, most=settings.persisted_queries),
        access=access,
        origins=settings.cors_origins,
        # A page of any site can reach a server on one's own machine, and there is nobody to ask who is not let in.
        is_writable=not access.is_open if settings.writes is None else settings.writes,
    )


def _access_of(settings: Settings) -> Access:
    rules = load_rules(settings.rules.expanduser()) if settings.rules else None
    keys = load_keys(settings.keys.expanduser(), rules) if settings.keys else {}
    tokens = None
    if settings.jwks_url:
        if not settings.jwt_issuer or not settings.jwt_audience:
            raise SettingsError("jwks_url needs jwt_issuer and jwt_audience: tokens for others must not be taken")
        address = urlsplit(settings.jwks_url)
        if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
            raise SettingsError(f"jwks_url is {settings.jwks_url}: give an https:// address, or one of this machine")
        tokens = Tokens(settings.jwks_url, issuer=settings.jwt_issuer, audience=settings.jwt_audience)
    return Access(keys, tokens, anyone="admin" if settings.profile == "development" else "read", rules=rules)

"""The FastAPI application: ``/graphql``, ``/health`` and ``/metrics`` over one store, to run or to mount."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import orjson
from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from api.broadcast import Broadcast
from api.connections import Ingest
from api.errors import Refused
from api.http import GRAPHIQL, METHODS, GraphQLEndpoint
from api.metrics import MEDIA
from api.profiles import Profile
from api.schema import create_schema
from api.sockets import GraphQLSocket
from graph.errors import StoreError
from graph.reading import Reading
from graph.store import Store

CONCURRENCY = 16
GRAPHQL = "/graphql"
# What a page of an allowed site may send and read beside what every page may.
ASKED_HEADERS = (
    "Authorization", "Content-Type", "If-None-Match", "X-API-Key", "X-Requested-With", "Apollo-Require-Preflight",
    "Apollographql-Client-Name", "Apollographql-Client-Version", "X-Apollo-Operation-Name", "X-Apollo-Operation-Id",
)  # fmt: skip
TOLD_HEADERS = ("ETag", "Retry-After", "WWW-Authenticate")


class Application(FastAPI):
    """FastAPI with a short way to what is nearly always asked for: its layers take longer than a small query."""

    def __init__(self, graphql: GraphQLEndpoint, **options: Any) -> None:
        super().__init__(**options)
        self._graphql = graphql

    def build_middleware_stack(self) -> ASGIApp:
        """Give the layers around the routes; what somebody has added to them sees every request."""
        layers = super().build_middleware_stack()
        if self.user_middleware:
            return layers

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            is_graphql = scope["type"] == "http" and scope["path"].removeprefix(scope.get("root_path", "")) == GRAPHQL
            # The routes tell FastAPI's spans which of them it is.
            is_traced = scope.get("fastapi.telemetry") is not None
            await (self._graphql if is_graphql and not is_traced else layers)(scope, receive, send)

        return answer


def create_api(
    store: Store,
    *,
    read_question: Callable[[str], Reading],
    ingest: Ingest | None = None,
    broadcast: Broadcast | None = None,
    version: str,
    on_shutdown: Callable[[], None] | None = None,
    concurrency: int = CONCURRENCY,
    profile: Profile | None = None,
) -> FastAPI:
    """Give an application over ``store``, which must be open.

    ``profile`` is what it allows, by default all that helps to develop against it, but no mutations; ``ingest`` reads
    the documents of a mutation, and ``broadcast`` tells what subscribers are told. ``concurrency`` is how many requests
    may ask the store at a time: the size of its pool of connections.
    ``on_shutdown`` is called when the server that runs the application stops; a mounted application is not told.
    """
    allowed = profile or Profile()
    create_schema()  # Now, and not when somebody waits for the first answer.

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if on_shutdown is not None:
            on_shutdown()

    told = broadcast or Broadcast()
    endpoint = GraphQLEndpoint(
        store, read_question=read_question, ingest=ingest, broadcast=told, concurrency=concurrency, profile=allowed
    )
    app = Application(endpoint, title="newsgraph", version=version, lifespan=lifespan, openapi_url=None)
    _allow_origins(app, allowed)
    _add_graphql(app, endpoint, allowed)
    _add_probes(app, endpoint, version=version, is_strict=allowed.is_strict)
    return app


def _allow_origins(app: FastAPI, profile: Profile) -> None:
    if profile.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=profile.origins,
            allow_methods=METHODS,
            allow_headers=ASKED_HEADERS,
            expose_headers=TOLD_HEADERS,
        )


def _add_graphql(app: FastAPI, endpoint: GraphQLEndpoint, profile: Profile) -> None:
    app.router.routes.append(Route(GRAPHQL, endpoint))
    app.router.routes.append(WebSocketRoute(GRAPHQL, GraphQLSocket(endpoint)))
    if profile.has_graphiql:
        app.mount("/graphiql", StaticFiles(directory=GRAPHIQL), name="graphiql")


def _add_probes(app: FastAPI, endpoint: GraphQLEndpoint, *, version: str, is_strict: bool) -> None:
    async def health(_: Request) -> Response:
        # Not among the threads that ask the store: a server with much to do is not ill.
        status, content = await run_sync(partial(_health, endpoint.store, version, is_strict=is_strict))
        return Response(orjson.dumps(content), status, media_type="application/json")

    async def metrics(request: Request) -> Response:
        try:
            (await endpoint.client_of(request.headers)).check("admin")
        except Refused as refused:
            return Response(str(refused), refused.status or 403, refused.headers, media_type="text/plain")
        return Response(endpoint.metrics.text(), media_type=MEDIA)

    app.add_route("/health", health, methods=["GET"])
    app.add_route("/metrics", metrics, methods=["GET"])


def _health(store: Store, version: str, *, is_strict: bool) -> tuple[int, dict[str, Any]]:
    """Whether the store answers; `newsgraph doctor` reads the whole of it, which a probe must not.

    A strict server tells nobody which versions run where.
    """
    try:
        health = store.ping()
    except StoreError as error:
        told = {} if is_strict else {"version": version, "reason": type(error).__name__}
        return 503, {"status": "unavailable", **told}
    if is_strict:
        return 200, {"status": "ok"}
    engine = {"engine": health.engine, "version": health.version, "address": health.address}
    return 200, {"status": "ok", "version": version, "store": engine}

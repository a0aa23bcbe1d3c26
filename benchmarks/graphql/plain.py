"""The same graph as a GraphQL server is commonly written: Strawberry's resolvers, and a DataLoader for each relation.

    NEO4J=bolt://127.0.0.1:7687 uvicorn benchmarks.graphql.plain:app

One query for a root field, one for each relation of a level; nodes are read whole. It serves only the questions that
are compared.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import neo4j
import strawberry
from fastapi import FastAPI
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.fastapi import BaseContext, GraphQLRouter

MOST = 10
# What lies along an edge, by the name of the loader: the label at hand, the pattern, and whether it is cut off.
RELATIONS = {
    "speaker": ("Statement", "(a)-[:SAID_BY]->(b:Actor)", False),
    "events": ("Statement", "(a)-[:ABOUT]->(b:Event)", False),
    "article": ("Statement", "(a)-[:IN]->(b:Article)", False),
    "roles": ("Actor", "(a)-[:HOLDS]->(b:Role)", False),
    "said": ("Actor", "(a)<-[:SAID_BY]-(b:Statement)", True),
    "actors": ("Event", "(a)<-[:ACTOR_IN]-(b:Actor)", False),
    "places": ("Event", "(a)-[:AT]->(b:Place)", False),
    "about": ("Event", "(a)<-[:ABOUT]-(b:Statement)", True),
    "holds": ("Article", "(a)<-[:IN]-(b:Statement)", True),
}


class Context(BaseContext):
    """The driver, and a loader for each relation, new with each request as DataLoader asks."""

    def __init__(self, driver: neo4j.AsyncDriver) -> None:
        super().__init__()
        self.driver = driver
        self.loaders = {name: DataLoader(load_fn=self._loading(*relation)) for name, relation in RELATIONS.items()}

    async def rows(self, text: str, **params: Any) -> list[Any]:
        """Run a statement and give its first column."""
        async with self.driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            return await (await session.run(text, params)).value()  # type: ignore[arg-type]

    def _loading(self, label: str, pattern: str, is_cut: bool) -> Any:
        limit = f" LIMIT {MOST}" if is_cut else ""
        text = (
            f"UNWIND $ids AS id MATCH (a:{label} {{id: id}}) "
            f"RETURN [id, COLLECT {{ MATCH {pattern} WITH b ORDER BY b.sort_key{limit} RETURN b {{.*}} }}]"
        )

        async def load(ids: list[str]) -> list[list[dict[str, Any]]]:
            found = dict(await self.rows(text, ids=ids))
            return [found.get(id, []) for id in ids]

        return load


Info = strawberry.Info[Context, None]


async def _along(info: Info, name: str, kind: Any, id: str) -> list[Any]:
    return [kind(**_known(kind, row)) for row in await info.context.loaders[name].load(id)]


def _known(kind: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {field: row.get(field) for field in kind.__annotations__}


@strawberry.type
class Role:
    """An office."""

    id: strawberry.ID
    title: str


@strawberry.type
class Place:
    """Somewhere."""

    id: strawberry.ID
    name: str
    country: str | None


@strawberry.type
class Actor:
    """Somebody."""

    id: strawberry.ID
    name: str
    country: str | None

    @strawberry.field
    async def roles(self, info: Info) -> list[Role]:
        """Along an edge."""
        return await _along(info, "roles", Role, self.id)

    @strawberry.field
    async def statements(self, info: Info) -> list[Statement]:
        """Along an edge."""
        return await _along(info, "said", Statement, self.id)


@strawberry.type
class Event:
    """What happened."""

    id: strawberry.ID
    name: str
    type: str | None

    @strawberry.field
    async def actors(self, info: Info) -> list[Actor]:
        """Along an edge."""
        return await _along(info, "actors", Actor, self.id)

    @strawberry.field
    async def places(self, info: Info) -> list[Place]:
        """Along an edge."""
        return await _along(info, "places", Place, self.id)

    @strawberry.field
    async def statements(self, info: Info) -> list[Statement]:
        """Along an edge."""
        return await _along(info, "about", Statement, self.id)


@strawberry.type
class Article:
    """One text."""

    id: strawberry.ID
    title: str | None
    url: str | None

    @strawberry.field
    async def statements(self, info: Info) -> list[Statement]:
        """Along an edge."""
        return await _along(info, "holds", Statement, self.id)


@strawberry.type
class Statement:
    """What somebody said."""

    id: strawberry.ID
    text: str
    act: str
    confidence: float

    @strawberry.field
    async def speaker(self, info: Info) -> Actor | None:
        """Along an edge."""
        found = await _along(info, "speaker", Actor, self.id)
        return found[0] if found else None

    @strawberry.field
    async def events(self, info: Info) -> list[Event]:
        """Along an edge."""
        return await _along(info, "events", Event, self.id)

    @strawberry.field
    async def article(self, info: Info) -> Article | None:
        """Along an edge."""
        found = await _along(info, "article", Article, self.id)
        return found[0] if found else None


async def _one(info: Info, kind: Any, id: str) -> Any:
    rows = await info.context.rows(f"MATCH (n:{kind.__name__} {{id: $id}}) RETURN n {{.*}}", id=id)
    return kind(**_known(kind, rows[0])) if rows else None


async def _several(info: Info, kind: Any, match: str, order: str, first: int, **params: Any) -> list[Any]:
    text = f"{match} WITH DISTINCT n ORDER BY {order} LIMIT $first RETURN n {{.*}}"
    return [kind(**_known(kind, row)) for row in await info.context.rows(text, first=first, **params)]


@strawberry.type
class Query:
    """The root fields that the questions ask for."""

    @strawberry.field
    async def actor(self, info: Info, id: strawberry.ID) -> Actor | None:
        """By id."""
        return await _one(info, Actor, id)

    @strawberry.field
    async def event(self, info: Info, id: strawberry.ID) -> Event | None:
        """By id."""
        return await _one(info, Event, id)

    @strawberry.field
    async def article(self, info: Info, id: strawberry.ID) -> Article | None:
        """By id."""
        return await _one(info, Article, id)

    @strawberry.field
    async def actors(self, info: Info, country: str, first: int) -> list[Actor]:
        """By country."""
        return await _several(info, Actor, "MATCH (n:Actor {country: $country})", "n.sort_key", first, country=country)

    @strawberry.field
    async def events(self, info: Info, type: str, first: int) -> list[Event]:
        """By type."""
        return await _several(info, Event, "MATCH (n:Event {type: $type})", "n.sort_key", first, type=type)

    @strawberry.field
    async def statements(
        self,
        info: Info,
        first: int,
        act: str | None = None,
        speaker: strawberry.ID | None = None,
        event_type: str | None = None,
        words: str | None = None,
        surest: bool = False,
    ) -> list[Statement]:
        """By one of these."""
        if speaker:
            match = "MATCH (:Actor {id: $speaker})<-[:SAID_BY]-(n:Statement)"
        elif event_type:
            match = "MATCH (n:Statement) WHERE EXISTS { (n)-[:ABOUT]->(:Event {type: $event_type}) }"
        elif words:
            match = "CALL db.index.fulltext.queryNodes('statement_text', $words) YIELD node AS n"
        else:
            match = "MATCH (n:Statement {act: $act})"
        order = "n.confidence DESC, n.sort_key" if surest else "n.sort_key"
        given = {"act": act, "speaker": speaker, "event_type": event_type, "words": words}
        return await _several(info, Statement, match, order, first, **given)


def _context() -> Context:
    return Context(app.state.driver)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    address = os.environ["NEO4J"]  # noqa: TID251 -- uvicorn hands an application no arguments
    async with neo4j.AsyncGraphDatabase.driver(address) as driver:
        app.state.driver = driver
        yield


schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
app = FastAPI(lifespan=_lifespan)
app.include_router(GraphQLRouter(schema, context_getter=_context), prefix="/graphql")

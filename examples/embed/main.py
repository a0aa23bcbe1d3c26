"""An application of a newsroom: it takes articles in, says who said what about a topic, and has GraphQL for the rest.

uvicorn main:app        # NEWSGRAPH_STORE says where the graph is kept
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

import newsgraph

SAID = """
query Said($topic: String!) {
  statements(where: {about: {some: {event: {text: {matches: $topic}}}}}, first: 20) {
    edges { node { text act speaker { name } } }
  }
}
"""

graph = newsgraph.open()


class Article(BaseModel):
    """An article as the newsroom has it."""

    text: str
    published: str | None = None


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Close the graph with the application: it was opened here, not by the mount."""
    yield
    graph.close()


app = FastAPI(lifespan=lifespan)
app.mount("/news", newsgraph.create_app(graph))


@app.put("/articles/{id}")
def keep(id: str, article: Article) -> dict[str, Any]:
    """Read an article into the graph; the same one again changes nothing."""
    report = graph.ingest(newsgraph.Document(id, article.text, published=article.published))
    if report.refusals:
        raise HTTPException(422, report.refusals[0].reason)
    return report.to_json()


@app.get("/said")
def said(topic: str) -> list[dict[str, Any]]:
    """Say who said what about a topic."""
    found = graph.query(SAID, {"topic": topic})
    if "errors" in found:
        raise HTTPException(502, found["errors"][0]["message"])
    return [edge["node"] for edge in found["data"]["statements"]["edges"]]

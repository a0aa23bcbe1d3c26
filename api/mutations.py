"""The mutations: documents into the graph, and articles out of it."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any, cast

import strawberry
from graphql import GraphQLError

from api.connections import Info
from api.enums import IngestOutcome
from api.errors import WRITES_DISABLED
from graph.errors import DocumentError
from graph.tally import Outcome


@strawberry.input(description="One source text on its way in.")
class DocumentInput:
    """The fields of a line of JSONL."""

    text: str = strawberry.field(description="The article's text, exactly as it is to be kept.")
    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Its id; without one it gets one from its address, or else from its text."
    )
    title: str | None = strawberry.field(default=strawberry.UNSET, description="Its headline.")
    url: str | None = strawberry.field(default=strawberry.UNSET, description="Its address.")
    published: str | None = strawberry.field(
        default=strawberry.UNSET, description="When it was published, as 2023-01-16 or 2023-01-16T09:30:00Z."
    )
    source: str | None = strawberry.field(default=strawberry.UNSET, description="The outlet that published it.")
    author: str | None = strawberry.field(default=strawberry.UNSET, description="Who wrote it.")
    labels: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="Words for it of your own, by which row rules may say who sees it."
    )


@strawberry.type(description="What became of one document.")
class IngestResult:
    """One row for each document, in the order in which they were given."""

    id: strawberry.ID = strawberry.field(
        description="The article's id; of a refused document without an id, which one it was, as 'document 3'."
    )
    outcome: IngestOutcome = strawberry.field(description="What became of it.")
    reason: str | None = strawberry.field(description="Why it was refused; null where it was not.")


@strawberry.type(description="What changes the graph; needs the scope write.")
class Mutation:
    """Mutations of one operation are carried out one after another."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.mutation(  # type: ignore[untyped-decorator]
        description="Read documents into the graph, one transaction a document; a bad one stops none of the others."
    )
    def ingest(
        self,
        info: Info,
        documents: Annotated[list[DocumentInput], strawberry.argument(description="The documents.")],
    ) -> list[IngestResult]:
        """Read the documents; gives a result for each, in their order."""
        ingest = info.context.ingest
        if ingest is None:
            raise GraphQLError("This server reads no documents.", extensions={"code": WRITES_DISABLED})
        return cast("list[IngestResult]", [result_row(each) for each in ingest([_given(one) for one in documents])])

    @strawberry.mutation(  # type: ignore[untyped-decorator]
        description="Delete an article and what it alone supported; gives whether there was one."
    )
    def delete_article(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
    ) -> bool:
        """Delete the article of this id."""
        return info.context.store.delete(str(id)).state == "changed"


def result_row(outcome: Outcome | DocumentError) -> Any:
    """Give the row of `IngestResult`."""
    if isinstance(outcome, DocumentError):
        return {"id": outcome.name, "outcome": "refused", "reason": outcome.reason}
    return {"id": outcome.document, "outcome": outcome.state, "reason": None}


def _given(document: DocumentInput) -> dict[str, object]:
    given = {one.name: getattr(document, one.name) for one in fields(document)}
    return {name: value for name, value in given.items() if value is not strawberry.UNSET}

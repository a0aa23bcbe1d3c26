"""The subscriptions: what an ingest of the same process has done with, as it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Any, cast

import strawberry
from graphql import GraphQLError

from api.broadcast import Progress, Rows
from api.clauses import test_of
from api.connections import Info
from api.errors import FORBIDDEN
from api.filters import StatementWhere
from api.mutations import IngestResult, result_row
from api.planner import plan_selection
from api.types import Statement
from graph.errors import DocumentError
from graph.plan import ALWAYS, MOST_ROWS, And, Equals, Find
from graph.store import Store


@strawberry.type(description="A document that an ingest of this server has done with.")
class IngestProgress:
    """One for each document, refused ones too."""

    ingest: strawberry.ID = strawberry.field(description="Which ingest; several may go on at a time.")
    done: int = strawberry.field(description="How many documents this ingest has done with, this one included.")
    total: int | None = strawberry.field(description="How many it was given; null where that is not known beforehand.")
    result: IngestResult = strawberry.field(description="What became of this document.")


@strawberry.type(description="What happens from now on in the ingests of this server; needs the scope read.")
class Subscription:
    """Told over WebSocket or server-sent events."""

    # Strawberry types the decorator as Any when it has options.
    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description="Each statement of an article that has just been stored, new or changed."
    )
    def statement_added(
        self,
        info: Info,
        where: Annotated[
            StatementWhere | None, strawberry.argument(description="Which of them; all where it is left out.")
        ] = strawberry.UNSET,
    ) -> AsyncIterator[Statement]:
        """Find the statements of each article that is stored; those who ask and see the same share the query."""
        store = info.context.store
        test = test_of(where) if where else ALWAYS
        find = Find(plan_selection(info, "Statement"), where=test, first=MOST_ROWS)
        subscriber = info.context.subscriber
        assert subscriber is not None  # Only a stream carries out a subscription.
        asked = ("statementAdded", find, info.context.visibility)
        rows = subscriber.follow(asked, lambda progress: _statements(store, find, progress))
        return cast("AsyncIterator[Statement]", rows)

    @strawberry.subscription(  # type: ignore[untyped-decorator]
        description="Each document that an ingest has done with: stored, there already, or refused. "
        "Only for those who may see every article."
    )
    def ingest_progress(self, info: Info) -> AsyncIterator[IngestProgress]:
        """Tell of each document, to those who may see every article: it counts all of an ingest."""
        if info.context.visibility is not None:
            message = "This tells of every document; row rules keep some articles from you."
            raise GraphQLError(message, extensions={"code": FORBIDDEN})
        subscriber = info.context.subscriber
        assert subscriber is not None
        return cast("AsyncIterator[IngestProgress]", subscriber.follow("ingestProgress", _progress))


def _statements(store: Store, find: Find, progress: Progress) -> Rows:
    outcome = progress.outcome
    if isinstance(outcome, DocumentError) or outcome.state == "unchanged":
        return ()
    return store.find(replace(find, where=And((Equals("article", outcome.document), find.where)))).rows


def _progress(progress: Progress) -> list[Any]:
    told = {"ingest": progress.ingest, "done": progress.done, "total": progress.total}
    return [{**told, "result": result_row(progress.outcome)}]

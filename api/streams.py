"""Subscriptions carried out: each event that the resolver gives becomes a response, until the client has enough."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

from strawberry.types.execution import PreExecutionError

from api.answering import Prepared, store_seen_by
from api.broadcast import Feeds, Subscriber
from api.connections import Context
from api.documents import DOCUMENT
from api.errors import TOO_MANY_SUBSCRIPTIONS, Refused
from api.schema import create_schema, response_of
from graph.reading import Reading
from graph.store import Store
from graph.visibility import Visibility


class Streams:
    """The subscriptions under way in one application."""

    def __init__(self, store: Store, feeds: Feeds, *, read_question: Callable[[str], Reading], most: int) -> None:
        self._store = store
        self._feeds = feeds
        self._read_question = read_question
        self._most = most
        self.under_way = 0

    async def subscribe(
        self, prepared: Prepared, visibility: Visibility | None = None, *, begun: Callable[[], None]
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Give the responses of a subscription of who may see what ``visibility`` shows; all where it is None.

        ``begun`` is called when it has begun; where it can't, the first response tells why.
        Raises `Refused` where there are as many as may be.
        """
        if self.under_way >= self._most:
            message = "The server has as many subscriptions as it can take; try again later."
            raise Refused(TOO_MANY_SUBSCRIPTIONS, message, status=503, headers={"Retry-After": "10"})
        self.under_way += 1
        subscriber = Subscriber(self._feeds, begun)
        seen = store_seen_by(self._store, visibility)
        try:
            results = await create_schema().subscribe(
                prepared.text,
                variable_values=prepared.variables,
                context_value=Context(seen, self._read_question, subscriber=subscriber, visibility=visibility),
                operation_name=prepared.name,
                operation_extensions={DOCUMENT: prepared.document},
            )
            async with aclosing(results):
                async for result in results:
                    response = response_of(result)
                    if isinstance(result, PreExecutionError):
                        # The stream did not begin, wherever the error stands: GraphQL's specification 6.2.3.1.
                        response.pop("data", None)
                    yield response
        finally:
            subscriber.close()
            self.under_way -= 1

"""The scalars of our own, and how each is read; the core's types know nothing of GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import strawberry
from graphql import GraphQLError

from api import geo, times


def _reading(parse: Callable[[object], Any]) -> Callable[[object], Any]:
    """Let ``parse`` refuse as GraphQL's own scalars do: of another error in a variable the client would not be told."""

    def read(value: object) -> Any:
        try:
            return parse(value)
        except ValueError as error:
            raise GraphQLError(str(error)) from error

    return read


def _unwritten(value: Any) -> Any:
    raise TypeError("GeoJSON is given, and never answered")


SCALARS: Mapping[Any, Any] = {
    times.Time: strawberry.scalar(
        name="Time", description=times.DESCRIPTION, serialize=str, parse_value=_reading(times.parse_time)
    ),
    geo.Area: strawberry.scalar(
        name="GeoJSON",
        description=geo.DESCRIPTION,
        specified_by_url="https://www.rfc-editor.org/rfc/rfc7946",
        serialize=_unwritten,
        parse_value=_reading(geo.parse_area),
    ),
}

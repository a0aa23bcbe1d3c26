"""The scalars of our own, and how each is read; the core's types know nothing of GraphQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from api import geo, times


def _unread(value: Any) -> Any:
    raise TypeError("GeoJSON is given, and never answered")


SCALARS: Mapping[Any, Any] = {
    times.Time: strawberry.scalar(
        name="Time", description=times.DESCRIPTION, serialize=str, parse_value=times.parse_time
    ),
    geo.Area: strawberry.scalar(
        name="GeoJSON",
        description=geo.DESCRIPTION,
        specified_by_url="https://www.rfc-editor.org/rfc/rfc7946",
        serialize=_unread,
        parse_value=geo.parse_area,
    ),
}

"""Which media type a client accepts for its answer (RFC 9110, section 12.5.1; GraphQL over HTTP, section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
HTML = "text/html"
STREAM = "text/event-stream"
# Clients send a few texts again and again.
_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Range:
    """One entry of the header ``Accept``: a media type or a pattern of them, and how much it is wanted (0 to 1)."""

    type: str
    weight: float
    place: int


@lru_cache(_MOST_KEPT)
def accepted_media(accept: str) -> str | None:
    """Give the media type to answer with, or None where the client takes neither.

    A client that names no preference gets plain JSON, as one that does not know the newer type expects.
    """
    ranges = _ranges(accept)
    if not ranges:
        return JSON
    plain, newer = _best(ranges, JSON), _best(ranges, GRAPHQL_JSON)
    if newer.weight <= 0 and plain.weight <= 0:
        return None
    if newer.weight != plain.weight:
        return GRAPHQL_JSON if newer.weight > plain.weight else JSON
    # Wanted as much: what is named wins over what a pattern covers, then what is named first.
    return GRAPHQL_JSON if newer.type == GRAPHQL_JSON and newer.place <= plain.place else JSON


@lru_cache(_MOST_KEPT)
def is_page_wanted(accept: str) -> bool:
    """Whether this is a browser that wants a page to show."""
    return any(one.type == HTML and one.weight > 0 for one in _ranges(accept))


@lru_cache(_MOST_KEPT)
def is_stream_wanted(accept: str) -> bool:
    """Whether the client wants the answer as server-sent events."""
    return any(one.type == STREAM and one.weight > 0 for one in _ranges(accept))


def _ranges(accept: str) -> list[Range]:
    ranges = []
    for place, entry in enumerate(accept.lower().split(",")):
        name, *parameters = (part.strip() for part in entry.split(";"))
        if name:
            weight = next((_weight(value) for value in parameters if value.startswith("q=")), 1.0)
            ranges.append(Range(name, weight, place))
    return ranges


def _best(ranges: list[Range], media: str) -> Range:
    """Give the range that says most precisely how much ``media`` is wanted."""
    for pattern in (media, "application/*", "*/*"):
        for one in ranges:
            if one.type == pattern:
                return one
    return Range("", 0.0, len(ranges))


def _weight(parameter: str) -> float:
    try:
        weight = float(parameter.removeprefix("q="))
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0

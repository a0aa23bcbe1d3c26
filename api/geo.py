"""Where a place may be asked to be: near a point, within a box, inside an area of GeoJSON, and the tests of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import strawberry

from graph.geo import Polygon
from graph.plan import InBox, Inside, Near, Test

DESCRIPTION = (
    "An area: a Polygon or MultiPolygon of GeoJSON (RFC 7946), positions as [longitude, latitude]. Sides are straight "
    "in degrees. An area across the antimeridian is cut there, or goes on beyond 180; one around a pole runs along it."
)
_EXAMPLE = '{type: "Polygon", coordinates: [[[22, 44], [40, 44], [40, 52], [22, 44]]]}'


@dataclass(frozen=True, slots=True)
class Area:
    """The scalar ``GeoJSON``: polygons, each an outer ring and its holes."""

    polygons: tuple[Polygon, ...]


def _degrees(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.input(description="A point and a distance from it.")
class NearPoint:
    """Measured along the ground, whatever meridian or pole lies between."""

    lat: float = _degrees("Latitude in degrees, -90 to 90.")
    lon: float = _degrees("Longitude in degrees, -180 to 180.")
    km: float = _degrees("Kilometres at most, on a sphere of the Earth's mean radius.")


@strawberry.input(description="A box of degrees, edges included.")
class BoundingBox:
    """Four edges, because two corners can be taken in either order."""

    south: float = _degrees("Least latitude.")
    west: float = _degrees("Western longitude; where it is greater than `east`, the box crosses the antimeridian.")
    north: float = _degrees("Greatest latitude.")
    east: float = _degrees("Eastern longitude.")


def near_test(point: NearPoint) -> Test:
    """Give the test of a place near a point."""
    return Near(point.lat, point.lon, point.km)


def box_test(box: BoundingBox) -> Test:
    """Give the test of a place in a box."""
    return InBox(box.south, box.west, box.north, box.east)


def area_test(area: Area) -> Test:
    """Give the test of a place inside an area."""
    return Inside(area.polygons)


def parse_area(value: object) -> Area:
    """Read the scalar; `ValueError` says what it should look like."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"the area is no Polygon or MultiPolygon of GeoJSON: write {_EXAMPLE}")
    polygons = [value.get("coordinates")] if kind == "Polygon" else value.get("coordinates")
    try:
        return Area(
            tuple(tuple(tuple(map(_position, _list(ring))) for ring in _list(polygon)) for polygon in _list(polygons))
        )
    except TypeError as error:
        raise ValueError(
            f"the coordinates of the {kind} are no lists of rings of positions: write {_EXAMPLE}"
        ) from error


def _position(value: object) -> tuple[float, float]:
    """Give longitude and latitude; a height that stands behind them says nothing here."""
    numbers = _list(value)
    if len(numbers) < 2 or not all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers):
        raise TypeError(f"{value!r} is no position")
    return float(numbers[0]), float(numbers[1])


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value

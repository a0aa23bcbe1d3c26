"""Where a place is: near a point, in a box, or inside an area, as tests and as Cypher conditions on its coordinates.

Degrees of WGS 84, kilometres on a sphere of the Earth's mean radius. Each condition begins with ranges of the indexed
latitude and longitude. The engines' own ``point.distance`` differ by a thousandth, so distances are written out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, degrees, isfinite, isqrt, pi, radians, sin
from typing import Any, assert_never

from graph.errors import PlanError

EARTH_KM = 6371.0088
MOST_POSITIONS = 2_000

Position = tuple[float, float]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]
_TURN = 360.0


@dataclass(frozen=True, slots=True)
class Near:
    """The place is at most ``km`` from a point, over whatever meridian or pole."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class InBox:
    """The place is between these degrees, edges included; with ``west`` > ``east`` the box crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Inside:
    """The place is in one of the polygons: each an outer ring and its holes, of (longitude, latitude).

    A ring's last position is its first. Sides are straight in longitude and latitude, as GeoJSON's are: one that
    crosses the antimeridian goes on beyond 180, and one around a pole runs along it. On a side is neither in nor out.
    """

    polygons: tuple[Polygon, ...]


GeoTest = Near | InBox | Inside


def check_geo(test: GeoTest) -> None:
    """Raise `PlanError` for coordinates that are nowhere."""
    match test:
        case Near(lat, lon, km):
            _check_point(lat, lon, 180)
            if not (isfinite(km) and km > 0):
                raise PlanError(f"km is {km}: give a distance greater than 0")
        case InBox(south, west, north, east):
            _check_point(south, west, 180)
            _check_point(north, east, 180)
            if south > north:
                raise PlanError(f"the box is empty: its south {south} is above its north {north}")
        case Inside(polygons):
            for polygon in polygons:
                _check_polygon(polygon)
            size = sum(len(ring) for polygon in polygons for ring in polygon)
            if not 0 < size <= MOST_POSITIONS:
                raise PlanError(f"the area has {size} positions: give 1 to {MOST_POSITIONS}")
        case _:
            assert_never(test)


def geo_condition(test: GeoTest, node: str, add: Callable[[Any], str]) -> str:
    """Give the condition that ``node`` passes; ``add`` makes a parameter. It is null where it is not known where."""
    match test:
        case Near(lat, lon, km):
            box = _between(node, _box_around(test), add)
            north = f"haversin(radians({node}.lat - {add(lat)}))"
            east = f"haversin(radians({node}.lon - {add(lon)}))"
            arc = f"{north} + {add(cos(radians(lat)))} * cos(radians({node}.lat)) * {east}"
            return f"({box} AND {arc} <= {add(sin(min(km / EARTH_KM, pi) / 2) ** 2)})"
        case InBox():
            return f"({_between(node, test, add)})"
        case Inside(polygons):
            areas = [area for polygon in polygons for area in _areas(polygon)]
            if not areas:
                return "false"
            south, north = min(area["south"] for area in areas), max(area["north"] for area in areas)
            bounds = f"{node}.lat >= {add(south)} AND {node}.lat <= {add(north)}"
            return f"({bounds} AND any(area IN {add(areas)} WHERE {_in_area(node)}))"
        case _:
            assert_never(test)


def _check_point(lat: float, lon: float, most: float) -> None:
    # A NaN fails every comparison, so it is refused too.
    if not -90 <= lat <= 90:
        raise PlanError(f"the latitude {lat} is nowhere: give -90 to 90")
    if not -most <= lon <= most:
        raise PlanError(f"the longitude {lon} is nowhere: give -{most:g} to {most:g}")


def _check_polygon(polygon: Polygon) -> None:
    if not polygon:
        raise PlanError("a polygon has no ring: give its outer ring")
    for ring in polygon:
        for lon, lat in ring:
            _check_point(lat, lon, _TURN)
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise PlanError(f"a ring of {len(ring)} positions is not closed: give 4 or more, the last like the first")
    lons = [lon for lon, _ in polygon[0]]
    if max(lons) - min(lons) > _TURN:
        raise PlanError(f"a polygon spans {max(lons) - min(lons):g} degrees of longitude: {_TURN:g} are all there are")


def _box_around(near: Near) -> InBox:
    """Give the smallest box that holds the circle; one that reaches a pole goes all around."""
    arc = near.km / EARTH_KM
    south, north = near.lat - degrees(arc), near.lat + degrees(arc)
    if south <= -90 or north >= 90:
        return InBox(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    width = degrees(asin(sin(arc) / cos(radians(near.lat))))
    return InBox(south, _wrapped(near.lon - width), north, _wrapped(near.lon + width))


def _wrapped(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % _TURN - 180


def _between(node: str, box: InBox, add: Callable[[Any], str]) -> str:
    joint = "AND" if box.west <= box.east else "OR"
    lons = f"({node}.lon >= {add(box.west)} {joint} {node}.lon <= {add(box.east)})"
    return f"{node}.lat >= {add(box.south)} AND {node}.lat <= {add(box.north)} AND {lons}"


def _in_area(node: str) -> str:
    """Count the sides that lie east of the place: an odd number means that it is inside (the even-odd rule)."""
    bounds = (
        f"{node}.lat >= area.south AND {node}.lat <= area.north AND {node}.lon >= area.west AND {node}.lon <= area.east"
    )
    side = f"side[0] <= {node}.lat AND {node}.lat < side[1] AND {node}.lon < side[2] + ({node}.lat - side[0]) * side[3]"
    return f"{bounds} AND size([side IN area.sides WHERE {side}]) % 2 = 1"


def _areas(polygon: Polygon) -> Iterator[dict[str, Any]]:
    """Give the polygon where stored longitudes find it: as it is, and what lies beyond 180 from the other side."""
    for turn in (-_TURN, 0.0, _TURN):
        sides = [side for ring in polygon for side in _sides(ring, turn)]
        yield from (band for band in _bands(sides) if band["east"] >= -180 and band["west"] <= 180)


def _bands(sides: list[list[float]]) -> Iterator[dict[str, Any]]:
    """Cut the area along parallels: a place is compared with the sides of its band alone, not with thousands."""
    lats = sorted({lat for side in sides for lat in side[:2]})
    for south, north in pairwise([*lats[: -1 : isqrt(len(lats)) or 1], *lats[-1:]]):
        near = [side for side in sides if side[0] <= north and side[1] >= south]
        lons = [lon for low, high, lon, slope in near for lon in (lon, lon + (high - low) * slope)]
        yield {"south": south, "north": north, "west": min(lons), "east": max(lons), "sides": near}


def _sides(ring: Ring, turn: float) -> Iterator[list[float]]:
    """Give each side as its lower and upper latitude, the longitude at the lower one, and its slope."""
    for first, second in pairwise(ring):
        (lon, low), (other, high) = sorted((first, second), key=lambda position: position[1])
        if low < high:
            yield [float(low), float(high), lon + turn, (other - lon) / (high - low)]

"""Where places are, asked of both stores, and what is nowhere."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, isclose, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import PlanError
from graph.geo import EARTH_KM, InBox, Inside, Near, Ring, _areas, _box_around
from graph.neo4j_store import BoltStore
from graph.plan import And, Equals, Find, Not, OnEnd, Order, Related, Select, Test

PLACES = {
    "kyiv": (50.45, 30.52),
    "brovary": (50.51, 30.79),
    "fiji": (-17.0, 179.5),
    "samoa": (-14.0, -172.0),
    "pole": (89.9, 10.0),
    "gulf": (0.0, 0.0),
    "unknown": (None, None),
}


def square(west: float, south: float, east: float, north: float) -> Ring:
    return (west, south), (east, south), (east, north), (west, north), (west, south)


@pytest.fixture
def places(store: BoltStore) -> BoltStore:
    rows = [{"id": id, "sort_key": id, "name": id, "lat": lat, "lon": lon} for id, (lat, lon) in PLACES.items()]
    events = [{"id": f"at {row['id']}", "sort_key": row["id"]} for row in rows]
    write = store._connection.write
    write(lambda transaction: transaction.run("UNWIND $rows AS row CREATE (n:Place) SET n = row", rows=rows).consume())
    text = (
        "UNWIND $rows AS row CREATE (e:Event) SET e = row "
        "WITH e, row MATCH (p:Place {id: row.sort_key}) CREATE (e)-[:AT]->(p)"
    )
    write(lambda transaction: transaction.run(text, rows=events).consume())
    return store


UKRAINE = square(22, 44, 40, 52)
OBLAST = square(30.3, 50.3, 30.7, 50.6)
CASES: dict[str, tuple[Test, list[str]]] = {
    "near": (Near(50.45, 30.52, 21), ["brovary", "kyiv"]),
    "near-but-less": (Near(50.45, 30.52, 15), ["kyiv"]),
    "over-the-antimeridian": (Near(-17, -179.5, 200), ["fiji"]),
    "over-the-pole": (Near(89.5, -170, 200), ["pole"]),
    "all-the-world": (Near(0, 0, 30_000), ["brovary", "fiji", "gulf", "kyiv", "pole", "samoa"]),
    "box": (InBox(44, 22, 52, 40), ["brovary", "kyiv"]),
    "box-over-the-antimeridian": (InBox(-20, 170, 0, -170), ["fiji", "samoa"]),
    "box-around-the-world": (InBox(-20, -180, 0, 180), ["fiji", "gulf", "samoa"]),
    "not-in-the-box": (Not(InBox(-20, 170, 0, -170)), ["brovary", "gulf", "kyiv", "pole", "unknown"]),
    "inside": (Inside(((UKRAINE,),)), ["brovary", "kyiv"]),
    "not-in-the-hole": (Inside(((UKRAINE, OBLAST),)), ["brovary"]),
    "any-polygon": (Inside(((OBLAST,), (square(-1, -1, 1, 1),))), ["gulf", "kyiv"]),
    "beyond-180": (Inside(((square(170, -20, 190, 0),),)), ["fiji", "samoa"]),
    "beyond-minus-180": (Inside(((square(-190, -20, -170, 0),),)), ["fiji", "samoa"]),
    "cut-at-180": (Inside(((square(170, -20, 180, 0),), (square(-180, -20, -170, 0),))), ["fiji", "samoa"]),
    "around-the-pole": (Inside(((square(-180, 60, 180, 90),),)), ["pole"]),
    "under-the-slope": (Inside(((((20, 40), (41.4, 40), (41.4, 61), (20, 40)),),)), ["brovary"]),
    "of-no-size": (Inside(((((0, 0), (1, 0), (2, 0), (0, 0)),),)), []),
    "with-others": (And((Inside(((UKRAINE,),)), Equals("name", "kyiv"))), ["kyiv"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_places_are_found_by_where_they_are(places: BoltStore, case: str) -> None:
    test, expected = CASES[case]
    page = places.find(Find(Select("Place", ("id",)), test, order=(Order("name"),), is_counted=True))
    assert [row["id"] for row in page.rows] == expected
    assert page.total == len(expected)


@pytest.mark.parametrize("test", [Near(50.45, 30.52, 21), InBox(44, 22, 52, 40), Inside(((UKRAINE,),))], ids=repr)
def test_events_are_found_by_where_they_are(places: BoltStore, test: Test) -> None:
    at = Related("AT", "out", "some", OnEnd("Place", test))
    first = places.find(Find(Select("Event", ("id",)), at, first=1, is_counted=True))
    assert [row["id"] for row in first.rows] == ["at brovary"]
    assert first.total == 2
    second = places.find(Find(Select("Event", ("id",)), at, first=1, after=first.cursors[0]))
    assert [row["id"] for row in second.rows] == ["at kyiv"]
    none = Related("AT", "out", "none", OnEnd("Place", test))
    assert len(places.find(Find(Select("Event", ("id",)), none)).rows) == len(PLACES) - 2


@pytest.mark.parametrize(
    ("test", "message"),
    [
        pytest.param(Near(91, 0, 1), "latitude 91", id="latitude"),
        pytest.param(Near(float("nan"), 0, 1), "latitude nan", id="no-number"),
        pytest.param(Near(0, 181, 1), "longitude 181", id="longitude"),
        pytest.param(Near(0, 0, 0), "km is 0", id="no-distance"),
        pytest.param(Near(0, 0, float("inf")), "km is inf", id="endless"),
        pytest.param(InBox(1, 0, 0, 1), "its south 1 is above its north 0", id="empty-box"),
        pytest.param(Inside(()), "0 positions", id="no-polygon"),
        pytest.param(Inside(((),)), "no ring", id="no-ring"),
        pytest.param(Inside(((((0, 0), (1, 0), (1, 1), (0, 1)),),)), "not closed", id="open-ring"),
        pytest.param(Inside(((((0, 0), (1, 0), (0, 0)),),)), "not closed", id="line"),
        pytest.param(Inside(((square(-300, 0, 300, 1),),)), "spans 600 degrees", id="twice-around"),
        pytest.param(Inside(((square(0, 0, 400, 1),),)), "longitude 400", id="far-beyond"),
        pytest.param(Inside(((((0.0, 0.0),) * 2001,),)), "2001 positions", id="long"),
    ],
)
def test_what_is_nowhere_is_refused(test: Test, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        Find(Select("Place", ("id",)), test)


def test_only_places_have_coordinates() -> None:
    with pytest.raises(PlanError, match="Event has no latitude"):
        Find(Select("Event", ("id",)), Near(0, 0, 1))


LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.floats(0.1, 25_000))
def test_the_box_around_a_circle_holds_all_of_it(lat: float, lon: float, other: float, there: float, km: float) -> None:
    box = _box_around(Near(lat, lon, km))
    between = box.west <= there <= box.east if box.west <= box.east else there >= box.west or there <= box.east
    distance = kilometres(lat, lon, other, there)
    assert (box.south <= other <= box.north and between) or distance > km or isclose(distance, km, abs_tol=1e-6)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=40), LATITUDES, LONGITUDES)
def test_bands_hold_what_the_whole_area_holds(corners: list[tuple[float, float]], lat: float, lon: float) -> None:
    ring = (*corners, corners[0])
    near = [any(isclose(lat, side) for _, side in ring), any(isclose(lon, side, abs_tol=1e-9) for side, _ in ring)]
    inside = sum(is_east_of(lat, lon, *sides) for sides in pairwise(ring)) % 2 == 1
    bands = [band for band in _areas((ring,)) if band["south"] <= lat <= band["north"]]
    in_a_band = any(
        band["west"] <= lon <= band["east"]
        and sum(low <= lat < high and lon < start + (lat - low) * slope for low, high, start, slope in band["sides"])
        % 2
        for band in bands
    )
    assert inside == in_a_band or any(near)


def is_east_of(lat: float, lon: float, first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Whether a side crosses the parallel of a place east of it."""
    (start, low), (end, high) = sorted((first, second), key=lambda position: position[1])
    return low <= lat < high and lon < start + (lat - low) * (end - start) / (high - low)


def kilometres(lat: float, lon: float, other: float, there: float) -> float:
    north, east = sin(radians(other - lat) / 2), sin(radians(there - lon) / 2)
    arc = north**2 + cos(radians(lat)) * cos(radians(other)) * east**2
    return 2 * EARTH_KM * asin(sqrt(min(arc, 1)))

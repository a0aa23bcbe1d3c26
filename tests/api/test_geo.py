"""Where events and what is said of them are, by place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.schema import execute
from graph.model import Extraction
from graph.neo4j_store import BoltStore
from graph.reading import Reading

Extract = Callable[..., Extraction]
BELARUS = {"type": "Polygon", "coordinates": [[[23, 51], [33, 51], [33, 56], [23, 56], [23, 51]]]}
BOX = {"south": 52, "west": 27, "north": 54, "east": 29}
QUERY = """
query ($inside: GeoJSON!, $box: BoundingBox) {
  places(where: { inside: $inside }) { totalCount edges { node { name } } }
  events(where: { places: { some: { inside: $inside } } }) { totalCount edges { node { name } } }
  statements(
    where: { about: { some: { place: { near: { lat: 53, lon: 28, km: 1 } } } } }, first: 1
  ) { totalCount pageInfo { hasNextPage } edges { node { act } } }
  behind: statements(
    where: { about: { some: { event: { places: { some: { within: $box } } } } } }
  ) { totalCount edges { node { act } } }
}
"""


def ask(store: BoltStore, query: str, **variables: Any) -> dict[str, Any]:
    return execute(store, query, variables, read_question=Reading)


def test_events_and_statements_are_found_by_place(store: BoltStore, extract: Extract) -> None:
    store.write(extract())
    found = ask(store, QUERY, inside=BELARUS, box=BOX)["data"]
    assert found["places"] == {"totalCount": 1, "edges": [{"node": {"name": "Belarus"}}]}
    assert found["events"]["edges"] == [{"node": {"name": "joint drills of Russia and Belarus"}}]
    assert found["statements"] == {
        "totalCount": 1, "pageInfo": {"hasNextPage": False}, "edges": [{"node": {"act": "STATE"}}],
    }  # fmt: skip
    assert found["behind"]["edges"] == [{"node": {"act": "EXPRESS_CONCERN"}}]
    elsewhere = {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]}
    assert ask(store, QUERY, inside=elsewhere)["data"]["events"]["totalCount"] == 0


@pytest.mark.parametrize(
    ("area", "message"),
    [
        pytest.param({"type": "Point", "coordinates": [1, 2]}, "no Polygon or MultiPolygon", id="point"),
        pytest.param([1, 2], "no Polygon or MultiPolygon", id="list"),
        pytest.param({"type": "Polygon"}, "no lists of rings", id="empty"),
        pytest.param({"type": "Polygon", "coordinates": [[1, 2]]}, "no lists of rings", id="flat"),
        pytest.param({"type": "Polygon", "coordinates": [[["1", "2"]]]}, "no lists of rings", id="texts"),
        pytest.param({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}, "not closed", id="open"),
        pytest.param({"type": "Polygon", "coordinates": [[[0, 95], [1, 0], [1, 1], [0, 95]]]}, "latitude 95", id="off"),
        pytest.param({"type": "MultiPolygon", "coordinates": []}, "0 positions", id="none"),
    ],
)
def test_what_is_no_area_is_refused(embedded_store: BoltStore, area: object, message: str) -> None:
    result = ask(embedded_store, "query ($a: GeoJSON!) { places(where: { inside: $a }) { totalCount } }", a=area)
    (error,) = result["errors"]
    assert message in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_an_area_may_stand_in_the_query(embedded_store: BoltStore) -> None:
    area = '{type: "Polygon", coordinates: [[[22, 44, 0], [40, 44, 0], [40, 52, 0], [22, 44, 0]]]}'
    result = ask(embedded_store, f"{{ places(where: {{ inside: {area} }}) {{ totalCount }} }}")
    assert "errors" not in result


def test_a_wrong_time_in_a_variable_is_refused(embedded_store: BoltStore) -> None:
    query = "query ($t: Time) { events(where: { start: { lt: $t } }) { totalCount } }"
    (error,) = ask(embedded_store, query, t="yesterday")["errors"]
    assert "'yesterday' is not a time: write 2023" in error["message"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"

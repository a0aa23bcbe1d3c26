"""Under which other words the graph may have a word of a question: its lemma, spelling, event class, country."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from graph.plan import alternatives
from ingest.extract.events.event_classes import classes_of, words_of
from ingest.extract.participants.countries import Country, country_of, country_of_capital, country_of_people
from ingest.extract.tables import read_table


def spellings(token: Token) -> tuple[str, ...]:
    """Give the word and the others that may stand for it, in lower case, without repetitions."""
    return alternatives(_variants(token))


def _variants(token: Token) -> Iterator[str]:
    whole = _hyphenated(token)
    words = [whole, token.lemma_] if whole == token.text else [whole]
    for word in words:
        yield word
        yield from _others().get(word.lower(), ())
    if token.pos_ == "PROPN" or token.ent_type_:
        yield from _names_by_country(token.text)
    else:
        yield from (word for name in sorted(classes_of(token)) for word in words_of(name))


def _names_by_country(name: str) -> tuple[str, ...]:
    """Give the names of a country by its name, its people or its capital: "Tehran" may be said of Iran."""
    country = country_of(name) or country_of_people(name) or country_of_capital(name)
    return names_of_country(country) if country else ()


def names_of_country(country: Country) -> tuple[str, ...]:
    """Give the name of a country, its peoples and its other names, the name alone where it has no others."""
    row = next((row for row in read_table("countries") if row["iso2"] == country.iso2), {"demonyms": "", "aliases": ""})
    return (country.name, *(word for column in ("demonyms", "aliases") for word in row[column].split(",") if word))


def _hyphenated(token: Token) -> str:
    """Give the word with what hyphens join before it: "pull-out"."""
    start = token.i
    while start >= 2 and token.doc[start - 1].tag_ == "HYPH":
        start -= 2
    return token.doc[start : token.i + 1].text


@cache
def _others() -> dict[str, tuple[str, ...]]:
    others: dict[str, tuple[str, ...]] = {}
    for row in read_table("spellings"):
        for word, other in ((row["word"], row["other"]), (row["other"], row["word"])):
            others[word] = (*others.get(word, ()), other)
    return others

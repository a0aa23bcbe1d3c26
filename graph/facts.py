"""What several articles say of one actor, role or place, put together: the same in whatever order they are read.

Every property is put together by a rule whose result does not depend on order or repetition, so that a new article is
merged into the stored noun without reading the others; only when an article goes are the others' facts read again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from graph.labels import ACTOR, APPEARS_IN, PLACE, ROLE, Label
from graph.lookups import properties_of

Facts = Mapping[str, Any]

# The fullest form wins: "Alexander Lukashenko" before "Lukashenko".
_FULLEST = ("name", "title", "organization_name")
# PLOVER's sectors of those who act for a state.
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD"})
_SHARED = {label.name: label for label in (ACTOR, ROLE, PLACE)}


def stored_facts(label: str) -> tuple[str, ...]:
    """Give the properties of a noun of ``label`` that articles say; the others are derived from them."""
    said = {property.name for property in APPEARS_IN.properties}
    return tuple(name for name in properties_of(label) if name in said)


def merged(facts: Iterable[Facts]) -> dict[str, Any]:
    """Give what all of ``facts`` say together; a name that did not win is an alias."""
    said = list(facts)
    result: dict[str, Any] = {}
    for property in APPEARS_IN.properties:
        values = [each[property.name] for each in said if each.get(property.name) is not None]
        if not values:
            continue
        if property.type == "strings":
            result[property.name] = sorted({value for each in values for value in each})
        elif property.name in _FULLEST:
            result[property.name] = min(values, key=lambda value: (-len(value), value))
        elif property.type == "boolean":
            result[property.name] = any(values)
        else:
            result[property.name] = min(values)
    if "aliases" in result:
        names = {each["name"] for each in said if each.get("name")}.union(result["aliases"])
        result["aliases"] = sorted(names - {result.get("name")})
    return result


def properties(label: Label, id: str, facts: Facts) -> dict[str, Any]:
    """Give the properties of a stored noun: its facts, and what is derived from them."""
    names = stored_facts(label.name)
    given = {name: facts.get(name) for name in names}
    main = str(facts.get("name") or facts.get("title") or "")
    derived: dict[str, Any] = {"sort_key": f"{sortable(main)} {id}"}
    if "search_text" in properties_of(label.name):
        # "Kyiv" and "the Iranian president" are found by the code of the country that somebody acts for.
        country = facts.get("country") if facts.get("sector") in _OF_STATE else None
        words = [main, *(facts.get("aliases") or ()), *(facts.get("titles") or ()), *([country] if country else ())]
        derived["search_text"] = "\n".join(dict.fromkeys(words))
    return {**given, **derived}


def sortable(name: str) -> str:
    """Give ``name`` without case and accents, so that a list of names is in the order people expect."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in decomposed if not unicodedata.combining(character))

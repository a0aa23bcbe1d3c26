"""What a noun or verb names by its most frequent sense: an act, an event, a person, a state, after WordNet."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from ingest.extract.layout import layout_of
from ingest.extract.tables import read_table

_PARTS = {"NOUN": "noun", "VERB": "verb"}
_PEOPLE = frozenset({"noun.person", "noun.group"})


def class_of(token: Token) -> str | None:
    """Give WordNet's class of a noun or verb, as "noun.act"; None for other words and those it does not know."""
    layout, place = layout_of(token.doc), token.i
    part = _PARTS.get(layout.poses[place])
    return _classes().get((part, layout.lemmas[place].lower())) if part else None


def names_people(token: Token) -> bool:
    """Whether a noun names a person or a group of them."""
    return class_of(token) in _PEOPLE


@cache
def _classes() -> dict[tuple[str, str], str]:
    return {
        (row["class"].partition(".")[0], word): row["class"]
        for row in read_table("word_classes")
        for word in row["words"].split(", ")
    }

"""Whether a person is he or she: by courtesy title, gendered office, or a given name that is nearly always one."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from ingest.extract.participants.cast import Cast, Draft, Gender
from ingest.extract.participants.mentions import Name
from ingest.extract.participants.name_matching import name_words
from ingest.extract.tables import read_table


def cast_genders(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Set the gender of every person for whom the article or the given name tells it; the others agree with both."""
    for name in names:
        draft = cast.at(name.head)
        if name.type == "PER" and draft is not None and name.start:
            told = _courtesies().get(doc[name.start - 1].lower_)
            draft.gender = draft.gender or told
    for draft in cast.of_kind("person"):
        draft.gender = draft.gender or _by_given_name(draft)


def gender_of_pronoun(word: str) -> Gender | None:
    """Give the gender of a singular personal pronoun or possessive, None for other words."""
    if word in {"he", "him", "his", "himself"}:
        return "masculine"
    return "feminine" if word in {"she", "her", "hers", "herself"} else None


def _by_given_name(draft: Draft) -> Gender | None:
    words = name_words(draft.name)
    if len(words) < 2:
        return None
    return next((_given_names()[word] for word in words[:-1] if word in _given_names()), None)


@cache
def _given_names() -> dict[str, Gender]:
    return {row["word"]: _gender(row["gender"]) for row in read_table("first_names")}


@cache
def _courtesies() -> dict[str, Gender]:
    return {row["word"]: _gender(row["gender"]) for row in read_table("courtesies") if row["gender"]}


def _gender(word: str) -> Gender:
    return "feminine" if word == "feminine" else "masculine"

"""Nouns for offices, occupations and relations: what the table of titles knows of them, and which nouns are such."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from ingest.extract.tables import read_table
from ingest.extract.word_classes import class_of


@dataclass(frozen=True, slots=True)
class TitleWord:
    """What the table of titles knows of a noun."""

    sector: str | None
    gender: str | None
    group: str


def title_word(word: str) -> TitleWord | None:
    """Give the entry of a title noun, singular or plural, in any case."""
    word = word.lower()
    for form in (word, word.removesuffix("s"), word.removesuffix("-elect")):
        entry = _titles().get(form)
        if entry:
            return entry
    return None


def role_word(noun: Token) -> str:
    """Give the noun in lower case, whole where it is written with a hyphen: "secretary-general"."""
    doc, start = noun.doc, noun.i
    while (
        start >= 2 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_
    ):
        start -= 2
    return str(doc[start : noun.i + 1].text).lower()


def is_role_noun(noun: Token) -> bool:
    """Whether a noun may say what a person is."""
    if noun.tag_ not in {"NN", "NNP"}:
        return False
    if title_word(noun.text) is not None:
        return True
    return noun.tag_ == "NN" and (noun.lower_.endswith(("er", "or", "ist", "man")) or class_of(noun) == "noun.person")


@cache
def _titles() -> dict[str, TitleWord]:
    return {
        row["word"]: TitleWord(row["sector"] or None, row["gender"] or None, row["class"])
        for row in read_table("titles")
    }

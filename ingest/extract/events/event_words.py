"""Words that name events: the PLOVER types and modes that words of `tables/event_words.tsv` stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from ingest.extract.tables import read_table

_PARTS = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "AUX": "verb"}
# What is left of "-ches", "-shes", "-sses", "-xes", "-ies" when only "s" was taken off.
_PLURAL_LEFT = ("che", "she", "sse", "xe", "ie")
# The doc that is read, and a question that is read meanwhile.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Sense:
    """An event type that words stand for; ``length`` is how many words said so: the more, the surer."""

    type: str
    mode: str | None
    length: int


@dataclass(frozen=True, slots=True)
class _Entry:
    sense: Sense
    others: frozenset[str]


Senses = dict[int, tuple[Sense, ...]]


def senses_in(doc: Doc) -> Senses:
    """Give the senses of all words of ``doc`` that have any, by index."""
    found = {token.i: senses_of(token) for token in doc if token.pos_ in _PARTS}
    return {index: senses for index, senses in found.items() if senses}


def senses_of(token: Token) -> tuple[Sense, ...]:
    """Give the senses of the longest words of the table that ``token`` heads, none where it is in no entry."""
    entries = _entries().get((_PARTS.get(token.pos_, ""), event_lemma(token)), ())
    if not entries:
        return ()
    near = _near_lemmas(token)
    found = [entry.sense for entry in entries if entry.others <= near]
    longest = max((sense.length for sense in found), default=0)
    return tuple(sense for sense in found if sense.length == longest)


def event_lemma(token: Token) -> str:
    """Give the lemma in lower case, mended where it was cut wrongly: "endors", "expell", "clashe", "rallie"."""
    return _event_lemmas(token.doc)[token.i]


@lru_cache(maxsize=_KEPT)
def _event_lemmas(doc: Doc) -> list[str]:
    """Give those of all tokens at once; each is asked for by all words around it."""
    return [_lemma_of(token) for token in doc]


def _lemma_of(token: Token) -> str:
    lemma = token.lemma_.lower()
    is_whole = lemma == token.lower_
    if token.pos_ == "VERB" and not is_whole:
        return _mended(lemma)
    if token.tag_ == "NNS" and (is_whole or lemma.endswith(_PLURAL_LEFT)):
        return _mended(lemma.removesuffix("s") if is_whole else lemma)
    return lemma


@cache
def _mended(lemma: str) -> str:
    known = _lemmas()
    if lemma in known or len(lemma) < 3:
        return lemma
    guesses = [lemma + "e"]
    if lemma[-1] in ("e", lemma[-2]):
        guesses.append(lemma[:-1])
    if lemma.endswith(("i", "ie")):
        guesses.append(lemma.rstrip("e")[:-1] + "y")
    return next((guess for guess in guesses if guess in known), lemma)


def _near_lemmas(token: Token) -> set[str]:
    """Give the lemmas of the words that depend on ``token``, directly or through one of them."""
    direct = list(token.children)
    return {event_lemma(child) for child in [*direct, *(below for child in direct for below in child.children)]}


@cache
def _entries() -> dict[tuple[str, str], tuple[_Entry, ...]]:
    entries: dict[tuple[str, str], list[_Entry]] = {}
    for row in read_table("event_words"):
        mode = None if row["mode"] == "-" else row["mode"]
        for phrase in row["words"].split(", "):
            words = phrase.split(" ")
            head = words[0] if row["part"] == "verb" else words[-1]
            entry = _Entry(Sense(row["type"], mode, len(words)), frozenset(words) - {head})
            entries.setdefault((row["part"], head), []).append(entry)
    return {key: tuple(found) for key, found in entries.items()}


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(word for row in read_table("event_words") for word in row["words"].replace(",", "").split(" "))

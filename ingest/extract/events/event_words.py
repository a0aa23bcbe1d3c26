"""Words that name events: the PLOVER types and modes that words of `tables/event_words.tsv` stand for."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of
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
    """Give the senses of all words of ``doc`` that have any, by index: those of the longest words that each heads."""
    known = _entries()
    words = zip(layout_of(doc).poses, event_lemmas(doc), strict=True)
    found = {
        index: _longest(entries, _near_lemmas(doc, index))
        for index, (pos, lemma) in enumerate(words)
        if (entries := known.get((_PARTS.get(pos, ""), lemma)))
    }
    return {index: senses for index, senses in found.items() if senses}


def _longest(entries: Iterable[_Entry], near: Set[str]) -> tuple[Sense, ...]:
    found = [entry.sense for entry in entries if entry.others <= near]
    longest = max((sense.length for sense in found), default=0)
    return tuple(sense for sense in found if sense.length == longest)


def event_lemma(token: Token) -> str:
    """Give the lemma in lower case, mended where it was cut wrongly: "endors", "expell", "clashe", "rallie"."""
    return event_lemmas(token.doc)[token.i]


@lru_cache(maxsize=_KEPT)
def event_lemmas(doc: Doc) -> list[str]:
    """Give `event_lemma` of all tokens at once; each is asked for by all words around it."""
    layout = layout_of(doc)
    return [*map(_lemma_of, layout.lemmas, layout.words, layout.poses, layout.tags)]


def _lemma_of(lemma: str, word: str, pos: str, tag: str) -> str:
    lemma = lemma.lower()
    is_whole = lemma == word
    if pos == "VERB" and not is_whole:
        return _mended(lemma)
    if tag == "NNS" and (is_whole or lemma.endswith(_PLURAL_LEFT)):
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


def _near_lemmas(doc: Doc, index: int) -> set[str]:
    """Give the lemmas of the words that depend on the one at ``index``, directly or through one of them."""
    children, lemmas = layout_of(doc).children, event_lemmas(doc)
    direct = children[index]
    return {lemmas[child] for child in [*direct, *(below for child in direct for below in children[child])]}


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

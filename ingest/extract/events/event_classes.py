"""Which words name one event by turns: "drills", "exercises", "manoeuvres"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Token

from ingest.extract.events.event_words import event_lemma
from ingest.extract.tables import read_table

# From the longest to the shortest: "bombing" and "bomb", "invasion" and "invade", "arrested" and "arrest".
_ENDINGS = (
    "ations", "ation", "ition", "ments", "ment", "ings", "ing", "sion", "tion", "ure", "ions", "ion", "ers",
    "als", "al", "ance", "ed", "es", "e", "s",
)  # fmt: skip

# So many stems are remembered.
_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class _Row:
    types: tuple[str, ...]
    subtype: str | None
    words: tuple[str, ...]


def classes_of(token: Token) -> frozenset[str]:
    """Give the names of the classes that the word belongs to; a compound counts where the table has it."""
    lemma = event_lemma(token)
    found = set(_classes().get(lemma, ()))
    if token.i and token.nbor(-1).head == token and token.nbor(-1).dep_ in ("compound", "amod"):
        found.update(_classes().get(f"{event_lemma(token.nbor(-1))} {lemma}", ()))
    return frozenset(found)


def words_of(name: str) -> tuple[str, ...]:
    """Give the words of the class ``name``."""
    return _rows()[name].words


def is_of_type(name: str, event_type: str) -> bool:
    """Whether the class ``name`` has words for events of this PLOVER type."""
    return event_type in _rows()[name].types


def subtype_of(name: str) -> str | None:
    """Give what the class calls its events, stored with them."""
    return _rows()[name].subtype


@lru_cache(_WORDS)
def stem_of(lemma: str) -> str:
    """Give what a verb and its noun share: "bomb" of "bombing", "invad" and "inva" stay apart."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)]
    return lemma


@cache
def _rows() -> dict[str, _Row]:
    return {
        row["class"]: _Row(
            tuple(row["types"].split(" ")),
            None if row["subtype"] == "-" else row["subtype"],
            tuple(row["words"].split(", ")),
        )
        for row in read_table("event_classes")
    }


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name, row in _rows().items():
        for word in row.words:
            classes.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in classes.items()}

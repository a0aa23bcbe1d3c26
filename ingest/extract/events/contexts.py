"""The PLOVER contexts of an event: military, legal, diplomatic, …, by the words that stand with it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from graph.plover import CONTEXTS
from ingest.extract.events.event_words import event_lemma
from ingest.extract.tables import read_table

# So few an event: the annotation gives two on average, and a long list says nothing.
_MOST = 3
_OUTSIDE = frozenset({"conj", "parataxis", "advcl", "ccomp", "acl:relcl", "punct", "mark", "cc"})


def contexts_of(tokens: Iterable[Token], kind: str | None, mode: str | None) -> tuple[str, ...]:
    """Give the contexts of an event by its type, and by its mentions and what depends on them."""
    found = list(_by_type().get(f"{kind}.{mode}", ()))
    for token in tokens:
        for word in _phrase(token):
            found += _by_word().get(event_lemma(word), ())
    return tuple(dict.fromkeys(found))[:_MOST]


def _phrase(token: Token) -> list[Token]:
    """Give the word and what depends on it inside its clause."""
    words, stack = [token], [token]
    while stack:
        for child in stack.pop().children:
            if child.dep_ not in _OUTSIDE:
                words.append(child)
                stack.append(child)
    return words


@cache
def _by_word() -> dict[str, list[str]]:
    return _keyed(is_type=False)


@cache
def _by_type() -> dict[str, list[str]]:
    return _keyed(is_type=True)


def _keyed(*, is_type: bool) -> dict[str, list[str]]:
    keyed: dict[str, list[str]] = {}
    for row in read_table("event_contexts"):
        if row["context"] not in CONTEXTS:
            raise ValueError(f"{row['context']} is no PLOVER context")
        for word in row["words"].split(", "):
            if word.startswith("+") == is_type:
                keyed.setdefault(word.removeprefix("+"), []).append(row["context"])
    return keyed

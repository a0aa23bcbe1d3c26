"""Verbs that lend their subject, place and time to an event named by another word: "began joint drills"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from ingest.extract.events.event_words import event_lemma
from ingest.extract.tables import read_table

_OBJECTS = frozenset({"obj", "nsubj:pass"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_INTO = frozenset({"obj", "obl", "nmod"})


def light_verb(noun: Token) -> tuple[Token, str] | None:
    """Give the light verb of an event noun and its kind: support, begin, end, last, occur, join.

    "held talks", "began drills", "drills that will last until …", "the attack took place", "took part in the drills".
    """
    head = noun.head
    if noun.dep_ == "conj":
        return light_verb(head) if head.pos_ == noun.pos_ else None
    kinds = kinds_of(head) if head.pos_ in ("VERB", "AUX") else frozenset()
    if noun.dep_ in _OBJECTS and (found := kinds & {"support", "begin", "end", "join"}):
        return head, "support" if found == {"support", "join"} else min(
            found, key=("begin", "end", "join", "support").index
        )
    if noun.dep_ in _SUBJECTS and (found := kinds & {"begin", "end", "last", "occur"}):
        return head, min(found, key=("begin", "end", "last", "occur").index)
    if noun.dep_ in _INTO and (verb := _joining(noun)):
        return verb, "join"
    for child in noun.children:
        if child.dep_ in ("acl:relcl", "acl") and (found := kinds_of(child) & {"begin", "end", "last"}):
            return child, min(found, key=("begin", "end", "last").index)
    return None


def kinds_of(verb: Token) -> frozenset[str]:
    """Give the kinds of a light verb, none for any other word."""
    return _kinds().get(event_lemma(verb), frozenset())


def _joining(noun: Token) -> Token | None:
    """Give the verb of "take part in the drills", whichever word the parse hangs the drills on."""
    verb = noun.head if noun.head.pos_ == "VERB" else noun.head.head
    if event_lemma(verb) == "take":
        return verb if any(event_lemma(child) == "part" for child in verb.children) else None
    return verb if "join" in kinds_of(verb) and noun.head == verb else None


@cache
def _kinds() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in read_table("light_verbs"):
        kinds.setdefault(row["verb"], set()).add(row["kind"])
    return {verb: frozenset(found) for verb, found in kinds.items()}

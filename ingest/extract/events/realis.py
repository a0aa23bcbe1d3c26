"""Whether an event is told as a fact, planned, merely possible, said not to be, or long past."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import get_args

from spacy.tokens import Token

from graph.model import Realis, Timespan
from ingest.extract.events.event_words import event_lemma
from ingest.extract.heads import trigger_odds
from ingest.extract.phrases import children, is_negated, prepositions
from ingest.extract.tables import read_table

# "Told as background from well before the news": over about a month (the guidelines for events).
_BACKGROUND = timedelta(days=31)
# What the reading by syntax adds to the log odds of the language model: the most right on unseen articles.
_SYNTAX = 1.5
_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj", "PROPN": "noun", "DET": "adj"}
_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_MIGHT = frozenset({"may", "might", "could", "can", "should", "must", "would", "'d", "’d", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided"})
_CLAUSES = frozenset({"ccomp", "xcomp", "acl", "advcl"})


def realis_of(token: Token) -> Realis:
    """Give the realis of the event that ``token`` names, by the syntax above it: never "historical"."""
    if is_negated(token) and not _is_not_only(token):
        return "negated"
    return _by_auxiliaries(token) or _by_modifiers(token) or _by_governors(token) or "asserted"


def read_realis(token: Token) -> Realis:
    """Give the realis of the event that ``token`` names by the language model and by syntax; "historical" too."""
    by_syntax = realis_of(token)
    odds = trigger_odds(token.doc, "realis", token.i)
    if odds is None:
        return by_syntax
    told = {name: chance + (_SYNTAX if name == by_syntax else 0.0) for name, chance in odds.items()}
    kinds: tuple[Realis, ...] = get_args(Realis)
    return max(kinds, key=lambda name: told[name])


def is_long_past(time: Timespan | None, published: date | None) -> bool:
    """Whether ``time`` ended over about a month before the day of publication."""
    if time is None or time.end is None or published is None:
        return False
    return date.fromisoformat(time.end[:10]) < published - _BACKGROUND


def _is_not_only(token: Token) -> bool:
    return any(child.lower_ == "only" for child in token.children)


def _by_auxiliaries(token: Token) -> Realis | None:
    words = {child.lower_ for child in children(token, "aux")}
    if any(_has_condition(child) for child in [token, *children(token, "advcl")]):
        return "hypothetical"
    if words & _WILL or any(child.lemma_ == "be" and _is_to(token) for child in children(token, "aux", "cop")):
        return "future"
    if words & _MIGHT:
        is_reported = "would" in words and token.dep_ == "ccomp" and event_lemma(token.head) not in ("want", "wish")
        return "future" if is_reported else "hypothetical"
    return None


def _has_condition(token: Token) -> bool:
    return token.dep_ in ("advcl", "ccomp") and any(mark.lower_ in _CONDITIONS for mark in children(token, "mark"))


def _is_to(token: Token) -> bool:
    return any(mark.lower_ == "to" for mark in children(token, "mark", "aux"))


def _by_modifiers(token: Token) -> Realis | None:
    for child in children(token, "amod", "det", "advmod"):
        if found := _words().get((_PARTS.get(child.pos_, "adj"), event_lemma(child))) or _words().get(
            ("adj", child.lower_)
        ):
            return found
    return None


def _by_governors(token: Token) -> Realis | None:
    """Go up from the event to what governs it, until a word or an auxiliary tells."""
    for _ in range(4):
        head, relation = token.head, token.dep_.split(":")[0]
        if head == token:
            return None
        if _is_under(token, relation, head):
            found = _governing(token, relation, head)
            if found and is_negated(head):
                return "negated" if found != "negated" else None
            if found:
                return found
            if relation != "ccomp" and (above := _by_auxiliaries(head)):
                return above
            if relation in ("obj", "xcomp") and is_negated(head):
                return "negated"
        elif relation != "conj" and not (relation == "nsubj" and token.pos_ != "VERB"):
            return None
        elif relation == "nsubj":
            return _by_auxiliaries(head) if head.pos_ in ("VERB", "AUX") else None
        token = head
    return None


def _governing(token: Token, relation: str, head: Token) -> Realis | None:
    key = (_PARTS.get(head.pos_, ""), event_lemma(head))
    if key in _only_for() and relation not in _CLAUSES and "for" not in prepositions(token):
        return None
    return _words().get(key)


def _is_under(token: Token, relation: str, head: Token) -> bool:
    """Whether the governor says something of the event's reality: its complement, or what it is for or of."""
    if relation == "advcl":
        return _is_to(token)
    if relation == "xcomp":
        return _is_to(token) or token.tag_ == "VBG"
    if relation in _CLAUSES:
        return relation != "acl" or (_is_to(token) or (head.pos_ == "NOUN" and token.tag_ == "VB"))
    if relation in ("obj", "nsubj") and (relation == "obj" or token.dep_ == "nsubj:pass"):
        return True
    return relation in ("obl", "nmod") and set(prepositions(token)) <= {"for", "of", "to", "on", "against", "at"}


@cache
def _words() -> dict[tuple[str, str], Realis]:
    return {(row["part"], row["word"]): row["realis"] for row in read_table("realis_words")}  # type: ignore[misc]


@cache
def _only_for() -> frozenset[tuple[str, str]]:
    return frozenset((row["part"], row["word"]) for row in read_table("realis_words") if row["governs"] == "for")

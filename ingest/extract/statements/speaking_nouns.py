"""Nouns that speak for somebody: texts for who wrote them, organs for those whom they are called after."""

from __future__ import annotations

from spacy.tokens import Token

from ingest.extract.statements.attribution import Range
from ingest.extract.tables import read_words
from ingest.extract.word_classes import class_of

# Classes of nouns for texts rather than for those who write them.
TEXTS = frozenset({"noun.communication", "noun.cognition", "noun.act"})
# Nouns for groups and what they do together, and for the houses that they work in.
_ORGANS = frozenset({"noun.group", "noun.act", "noun.event", "noun.artifact"})


def is_text(noun: Token) -> bool:
    """Whether a noun means a text or a thought, which speaks for whoever wrote or had it: a report, statistics."""
    is_told = noun.lemma_.lower() in read_words("said_in")
    return is_told or (noun.pos_ == "NOUN" and class_of(noun) in {"noun.communication", "noun.cognition"})


def organ_in(head: Token, source: Range) -> Range | None:
    """Give the words for an organ that is called after a person or a place: "the Trump administration"."""
    is_organ = head.pos_ == "NOUN" and head.tag_ == "NN" and class_of(head) in _ORGANS
    if not is_organ or is_text(head):
        return None
    start = head.i
    while start > source[0] and _stands_on(head.doc[start - 1], head):
        start -= 1
    return (start, head.i + 1) if head.doc[start].ent_type_ in {"PER", "LOC"} else None


def _stands_on(token: Token, head: Token) -> bool:
    return token.dep_ not in {"det", "punct", "cc"} and token.pos_ != "ADP" and token.head.i <= head.i

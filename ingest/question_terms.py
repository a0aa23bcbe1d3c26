"""The words of a question's target, each which of them must be found, by any of their spellings."""

from __future__ import annotations

from spacy.tokens import Token

from graph.reading import Terms
from ingest.extract.phrases import children, noun_phrase
from ingest.question_spellings import spellings

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_SUBJECT_FIRST = ("nsubj", "nsubj:pass", "obj", "obl", "nmod")


def nominal_terms(head: Token) -> Terms | None:
    """Give the terms of a noun phrase: its head and the names in it must be found, the other words need not be.

    "Responsibility for the stabbing" is found by either noun. None for a pronoun, which names nothing.
    """
    if head.pos_ not in _CONTENT:
        return None
    start, end = _asked_phrase(head)
    names = [child for child in children(head, "compound", "flat") if child.pos_ == "PROPN"]
    nested = [child for child in children(head, "nmod") if child.pos_ == "NOUN" and child.dep_ != "nmod:poss"]
    about = tuple(dict.fromkeys(word for token in (head, *nested) for word in spellings(token)))
    groups = tuple(spellings(token) for token in names if token.i < head.i)
    after = tuple(spellings(token) for token in names if token.i > head.i)
    return Terms(head.doc[start:end].text, (*groups, about, *after))


def _asked_phrase(head: Token) -> tuple[int, int]:
    """Give the tokens of a noun phrase without the "which" that asks for it."""
    start, end = noun_phrase(head)
    return start + (head.doc[start].tag_ == "WDT"), end


def clause_terms(verb: Token) -> Terms | None:
    """Give the terms of a clause: what it is said of (its subject or object), or its verb where these are pronouns."""
    nominals = [child for relation in _SUBJECT_FIRST for child in children(verb, relation) if child.pos_ in _CONTENT]
    heads = [child for child in nominals if child.pos_ != "PRON"] or [verb]
    words = [token for token in verb.subtree if token.dep_ != "mark" and not token.is_punct]
    text = verb.doc[min(token.i for token in words) : max(token.i for token in words) + 1].text
    return Terms(text, (spellings(heads[0]),))

"""The words of a question's target, each which of them must be found, by any of their spellings."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from graph.plan import alternatives
from graph.reading import Terms
from ingest.extract.participants.countries import country_of, country_of_capital, country_of_people
from ingest.extract.participants.roles import TitleWord, role_word, title_word
from ingest.extract.phrases import children, noun_phrase
from ingest.extract.tables import read_table
from ingest.question_spellings import spellings

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Classes of offices whose holders are called the head or leader of something, and the words that call them so.
_HEADS = frozenset({"leader", "director", "chair", "executive", "monarch"})
_HEADS_WORDS = frozenset({"leader", "head", "chief", "boss", "premier"})
# Classes of nouns that say no more than that it is somebody.
_ANYBODY = frozenset({"man", "woman"})
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


def speaker_terms(head: Token) -> Terms | None:
    """Give the terms of somebody: the name, or the office under all its words, and each name that tells whose it is.

    "Iran's president" holds the office and acts for Iran; of "the UNICEF man", UNICEF alone can be found.
    """
    entry = title_word(role_word(head))
    if head.pos_ not in _CONTENT:
        return None
    if entry is None and head.pos_ == "PROPN":
        return _with_codes(nominal_terms(head))
    start, end = _asked_phrase(head)
    owners = [
        token
        for child in children(head, "nmod", "compound", "amod", "nmod:poss")
        for token in (child, *children(child, "compound", "flat"))
        if token.pos_ == "PROPN" or token.ent_type_
    ]
    groups = [_with_code(spellings(token)) for token in owners if token.dep_ != "flat"]
    if not (groups and entry is not None and entry.group in _ANYBODY):
        groups.append(_office_words(head, entry))
    return Terms(head.doc[start:end].text, tuple(groups))


def _office_words(head: Token, entry: TitleWord | None) -> tuple[str, ...]:
    """Give the words for an office: its own, and those of its class where the word stands for the class."""
    own = spellings(head)
    before = [token for token in children(head, "amod", "compound") if token.i == head.i - 1 and not token.ent_type_]
    if entry is None:
        return own
    if before and entry.group == "minister" and title_word(before[0].text) is None:
        return alternatives(f"{before[0].lower_} {word}" for word in own)
    classes = _HEADS if entry.group in _HEADS and head.lemma_.lower() in _HEADS_WORDS else {entry.group}
    is_general = head.lemma_.lower() in {*classes, *_HEADS_WORDS} or entry.group == "spokesperson"
    return alternatives((*own, *(_words_of_classes(frozenset(classes)) if is_general else ())))


def _with_codes(terms: Terms | None) -> Terms | None:
    return terms and Terms(terms.words, tuple(_with_code(group) for group in terms.alternatives))


def _with_code(group: tuple[str, ...]) -> tuple[str, ...]:
    """Add the code of the country that a group of names is of: who acts for it has the code."""
    names = [name for word in group for name in (word, word.title(), word.upper())]
    found = (country_of(name) or country_of_people(name) or country_of_capital(name) for name in names)
    country = next(filter(None, found), None)
    return alternatives((*group, country.iso3)) if country else group


@cache
def _words_of_classes(classes: frozenset[str]) -> tuple[str, ...]:
    return tuple(row["word"] for row in read_table("titles") if row["class"] in classes)


def clause_terms(verb: Token) -> Terms | None:
    """Give the terms of a clause: what it is said of (its subject or object), or its verb where these are pronouns."""
    nominals = [child for relation in _SUBJECT_FIRST for child in children(verb, relation) if child.pos_ in _CONTENT]
    heads = [child for child in nominals if child.pos_ != "PRON"] or [verb]
    words = [token for token in verb.subtree if token.dep_ != "mark" and not token.is_punct]
    text = verb.doc[min(token.i for token in words) : max(token.i for token in words) + 1].text
    return Terms(text, (spellings(heads[0]),))

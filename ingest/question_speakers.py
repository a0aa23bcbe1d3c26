"""Whom a question names as the one who speaks: by name, by office or relation, and by whose office it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from graph.plan import alternatives
from graph.reading import Terms
from ingest.extract.participants.actors import state_nouns
from ingest.extract.participants.countries import (
    country_of,
    country_of_capital,
    country_of_people,
    country_of_seat,
)
from ingest.extract.participants.name_matching import is_acronym
from ingest.extract.participants.title_words import role_word, title_word
from ingest.extract.phrases import children, noun_phrase
from ingest.extract.tables import read_table, read_words
from ingest.question_spellings import names_of_country, spellings

_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
# Nouns that say no more than that it is somebody, where it is told of whom or what: "the UNICEF man"; and
# of a state, `state_nouns`: "the Spanish government" is who acts for Spain.
_ANYBODY = frozenset({"man", "woman", "person", "figure"})
# What speaks for the holder of an office: "the president's office" is the president.
_MOUTHPIECES = frozenset({"office", "team", "camp", "side", "entourage"})
# Codes of who acts for a whole family of organizations, each by the family's name.
_FAMILIES = {"United Nations": "UNO", "European Union": "EUR"}
# Classes of offices that states have, and those among them that towns and provinces have.
_OF_STATE = frozenset({"leader", "minister", "spokesperson", "diplomat", "official", "monarch", "royal"})
_OF_TOWN = frozenset({"mayor", "mayoress", "governor"})
# What tells how long somebody holds an office.
_TIMES = frozenset(
    {"acting", "caretaker", "current", "former", "ex", "incumbent", "interim", "late", "new", "old", "outgoing", "then"}
)
_OWNERS = ("nmod", "compound", "amod", "nmod:poss", "det")


def speaker_terms(head: Token, *owners: Token) -> Terms | None:
    """Give the terms of somebody: the name, or the office under all its words, and each name that tells whose it is.

    "Iran's president" holds the office and acts for Iran; of "the UNICEF man", UNICEF alone can be found.
    ``owners`` tell whose it is where the parser did not hang them on ``head``. None for a pronoun, which names nobody.
    """
    if head.pos_ not in _NAMING:
        return None
    start, end = noun_phrase(head)
    start = min([start, *(owner.left_edge.i for owner in owners)])
    start += head.doc[start].tag_ == "WDT"
    groups = tuple(dict.fromkeys(_groups(head, owners)))
    others = [tuple(dict.fromkeys(_groups(other, ()))) for other in children(head, "conj") if _is_named(other)]
    if others and all(len(each) == 1 for each in (groups, *others)):
        # "Merkel and Johnson": either is asked for.
        groups = (alternatives(word for each in (groups, *others) for word in each[0]),)
    return Terms(head.doc[start:end].text, groups) if groups else None


def _groups(head: Token, owners: tuple[Token, ...]) -> Iterator[tuple[str, ...]]:
    if _is_named(head):
        yield from _names([head, *children(head, "compound", "flat", "amod")])
        return
    holders = [child for child in (*owners, *children(head, "nmod:poss")) if title_word(role_word(child)) is not None]
    if head.lemma_.lower() in _MOUTHPIECES and holders:
        yield from _groups(holders[0], tuple(child for child in children(head, "amod") if _name_around(child)))
        return
    named = list(_names([*owners, *_owners_of(head)], head))
    yield from named
    fields = [token for token in children(head, "compound") if token.pos_ == "NOUN"]
    if head.lower_ in _ANYBODY and fields and not named:
        yield spellings(fields[-1])
    elif not (named and head.lower_ in _ANYBODY | state_nouns()):
        yield _office_words(head)


def _is_named(head: Token) -> bool:
    return head.pos_ == "PROPN" and title_word(role_word(head)) is None and head.lower_ not in _offices()


def _owners_of(head: Token) -> list[Token]:
    """Give the words that say whose or of what: of "the head of the UN refugee agency", "UN" too."""
    found = children(head, *_OWNERS)
    return [owner for child in found for owner in (child, *children(child, *_OWNERS))]


def _names(tokens: Iterable[Token], office: Token | None = None) -> Iterator[tuple[str, ...]]:
    """Give a group of words for each name among ``tokens``; of a person whose ``office`` it is, the surname."""
    spans = dict.fromkeys((token.doc, span) for token in tokens if (span := _name_around(token)) is not None)
    for doc, (start, end) in spans:
        known = _known_words(doc[start:end].text, is_seat=office is None or _is_of_state(office))
        if known:
            yield known
        elif office is not None and doc[end - 1].ent_type_ == "PER":
            yield spellings(doc[end - 1])
        else:
            yield from (spellings(token) for token in doc[start:end] if not token.is_punct)


def _name_around(token: Token) -> tuple[int, int] | None:
    """Give the run of names that the word stands in, None where it is no name; titles are not of it."""
    if not _is_of_name(token):
        before = token.nbor(-1).text if token.i else ""
        if country_of_people(f"{before} {token.text}"):
            return token.i - 1, token.i + 1
        is_land = token.tag_ == "JJ" and token.i > 0 and token.text[0].isupper() and title_word(token.text) is None
        return (token.i, token.i + 1) if is_land or country_of_people(token.text) else None
    start, end = token.i, token.i + 1
    while start and _is_of_name(token.doc[start - 1]):
        start -= 1
    while end < len(token.doc) and _is_of_name(token.doc[end]):
        end += 1
    return start, end


def _is_of_name(token: Token) -> bool:
    is_title = title_word(token.text) is not None or token.lower_ in read_words("courtesies")
    return token.tag_ in {"NNP", "NNPS"} and not is_title and token.lower_ not in {"prime", "first"}


def _known_words(name: str, *, is_seat: bool) -> tuple[str, ...] | None:
    """Give all names of a country, and the code that who acts for it has; ``is_seat``: a capital may stand for it.

    Of the organizations of many countries, the acronym and the full name, and the code of a whole family.
    """
    country = country_of(name) or country_of_people(name) or country_of_seat(name)
    if country is None and is_seat:
        country = country_of_capital(name)
    if country is not None:
        return alternatives((name, *names_of_country(country), country.iso3))
    known = _international()
    if name not in known:
        return None
    others = [other for other in known if is_acronym(name, other) or is_acronym(other, name)]
    codes = [code for family, code in _FAMILIES.items() if family in {name, *others}]
    return alternatives((name, *others, *codes))


def _is_of_state(office: Token) -> bool:
    """Whether an office is one of a state, whose capital may stand for it: "Tehran's envoy", but "London's mayor"."""
    entry = title_word(role_word(office))
    return entry is not None and entry.group in _OF_STATE and office.lemma_.lower() not in _OF_TOWN


def _office_words(head: Token) -> tuple[str, ...]:
    """Give the words for an office: its own, and the titles that readers may mean by it."""
    own = spellings(head)
    before = [token.lower_ for token in _modifiers(head)]
    kinds = [child.lemma_.lower() for child in children(head, "nmod") if child.pos_ == "NOUN"]
    kinds += [token.lower_ for token in head.doc[head.i + 1 : head.i + 2] if token.lower_ == "general"]
    word = role_word(head) if "-" in role_word(head) else head.lemma_.lower()
    for phrase in (*(" ".join((*before[-length:], word)) for length in (2, 1) if len(before) >= length),
                   *(f"{word} {kind}" for kind in kinds)):  # fmt: skip
        if phrase in _offices():
            return alternatives((phrase, *_offices()[phrase]))
    plain = alternatives((*own, *_offices().get(word, ())))
    entry = title_word(word)
    if entry is not None and entry.group == "minister" and before:
        return alternatives(f"{before[-1]} {each}" for each in plain)
    return plain


def _modifiers(head: Token) -> list[Token]:
    """Give the words directly before an office that belong to it, "foreign" or "prime"; not whose it is."""
    start = head.i
    while start and head.doc[start - 1].dep_ in {"amod", "compound"} and not _is_owner_or_time(head.doc[start - 1]):
        start -= 1
    return list(head.doc[start : head.i])


def _is_owner_or_time(token: Token) -> bool:
    return _name_around(token) is not None or token.lower_ in _TIMES


@cache
def _offices() -> dict[str, tuple[str, ...]]:
    return {row["asked"]: tuple(row["held"].split(", ")) for row in read_table("offices")}


@cache
def _international() -> frozenset[str]:
    return read_words("international", "name")

"""Whom "it", "they", "the latter" and "her country" mean: organizations, states and pairs, by rules that seldom err.

A pronoun is resolved to the subject that governs its clause ("the ministry said it …"), to its own clause's subject
("the bank closed its …"), or to the main subject of the sentence before; where a noun that is nobody stands in
that place, only what the language model is sure of is resolved.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of
from ingest.extract.participants.actors import state_draft
from ingest.extract.participants.beliefs import Beliefs
from ingest.extract.participants.cast import Cast, Draft
from ingest.extract.participants.countries import country_of_code
from ingest.extract.participants.mentions import Name
from ingest.extract.phrases import children, head_between, sentence_start, subjects

_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_LANDS = frozenset({"country", "nation", "homeland"})
_ASKED = _SINGULAR | _PLURAL | _LANDS | {"latter", "former"}
# Verbs whose "it" stands for no one: "it rained", "it seems"; adjectives and clauses are seen by the tree.
_EMPTY = frozenset({"seem", "appear", "rain", "snow", "happen", "turn", "emerge", "take", "remain"})

# From this probability on the language model is right about "it" four times in five, on unseen documents.
_SURE = 0.5


def cast_impersonal(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Let "it", "they" and their possessives, "the former" and "the latter", "her country" point at actors."""
    beliefs = Beliefs(doc, names, cast)
    for place, word in enumerate(layout_of(doc).words):
        if word not in _ASKED or place in cast.by_token:
            continue
        token = doc[place]
        if word in _SINGULAR | _PLURAL and token.pos_ in {"PRON", "DET"}:
            _cast_pronoun(doc, token, cast)
            if beliefs.is_available and token.i not in cast.by_token and token.i not in cast.many_by_token:
                _cast_believed(token, cast, beliefs)
        elif word in {"latter", "former"} and any(child.lower_ == "the" for child in token.children):
            _cast_one_of_two(doc, token, cast)
        elif word in _LANDS:
            _cast_land(token, cast)


def _cast_pronoun(doc: Doc, token: Token, cast: Cast) -> None:
    if token.lower_ in _SINGULAR and _is_empty(token):
        return
    for subject, confidence in _governing(doc, token):
        draft = cast.at(subject.i)
        pair = [cast.at(one.i) for one in (subject, *children(subject, "conj"))]
        if token.lower_ in _PLURAL and len(pair) > 1 and all(pair):
            cast.many_by_token[token.i] = tuple(one.key for one in pair if one)
        elif draft is not None and _fits(token, draft):
            cast.refer(token.i, draft, "pronoun", confidence=confidence)
        return


def _cast_believed(token: Token, cast: Cast, beliefs: Beliefs) -> None:
    """Let a pronoun that grammar leaves open stand for the organization or state that the language model is sure of."""
    kinds = {"organization", "state"} if token.lower_ in _SINGULAR else {"organization"}
    shares = {key: share for key, share in beliefs.shares(token.i).items() if key in cast.drafts}
    best = max(shares, key=lambda key: shares[key], default=None)
    if best is not None and shares[best] >= _SURE and cast.drafts[best].kind in kinds:
        cast.refer(token.i, cast.drafts[best], "pronoun", confidence=shares[best])


def _fits(token: Token, draft: Draft) -> bool:
    if token.lower_ in _SINGULAR:
        return draft.kind in {"organization", "state"}
    return draft.kind in {"organization", "group"}


def _is_empty(token: Token) -> bool:
    """Whether "it" stands for a clause or for nothing: "it is clear that", "it seems", "make it possible to"."""
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in _EMPTY:
        return True
    has_copula = any(child.dep_ == "cop" for child in verb.children)
    return token.dep_ != "nmod:poss" and (
        has_copula or any(child.dep_ in {"csubj", "csubj:pass"} for child in verb.children)
    )


def _governing(doc: Doc, token: Token) -> list[tuple[Token, float]]:
    """Give the one noun that grammar and nearness offer, with how sure that is; nothing where there is none."""
    clause = _clause_of(token)
    own = [subject for subject in subjects(clause) if subject.i < token.i]
    if own and (token.dep_ == "nmod:poss" or own[0].i != token.i) and token not in own:
        # An object is not its own clause's subject: "the court rejected it".
        return [(own[0], 0.85)] if token.dep_ == "nmod:poss" else []
    above = clause
    while above.head != above:
        above = above.head
        found = [child for child in above.children if child.dep_ in {"nsubj", "nsubj:pass"} and child.i < token.i]
        if found and found[0] != token:
            return [(found[0], 0.8)]
    return _before(doc, token)


def _clause_of(token: Token) -> Token:
    token = token.head
    while token.head != token and not any(child.dep_.startswith(("nsubj", "cop")) for child in token.children):
        token = token.head
    return token


def _before(doc: Doc, token: Token) -> list[tuple[Token, float]]:
    """Give the main subject of the sentence before, where the pronoun is itself its sentence's subject."""
    if token.dep_ not in {"nsubj", "nsubj:pass"} or token.head.dep_ not in {
        "ROOT",
        "conj",
        "advcl",
        "ccomp",
        "parataxis",
    }:
        return []
    start = sentence_start(token)
    while start and doc[start - 1].is_space:
        start -= 1
    if not start:
        return []
    root = head_between(doc, sentence_start(doc[start - 1]), start)
    found = [child for child in root.children if child.dep_ in {"nsubj", "nsubj:pass"}]
    return [(found[0], 0.65)] if found else []


def _cast_one_of_two(doc: Doc, token: Token, cast: Cast) -> None:
    """ "The latter" is the one named last of the two parties before, "the former" the other."""
    start = sentence_start(token)
    earlier = sentence_start(doc[max(start - 1, 0)])
    for first in (start, earlier):
        keys = [cast.by_token[position] for position in range(token.i - 1, first - 1, -1) if position in cast.by_token]
        last = list(dict.fromkeys(keys))
        if len(last) >= 2:
            chosen = last[0] if token.lower_ == "latter" else last[1]
            cast.refer(token.i, cast.drafts[chosen], "pronoun", confidence=0.7)
            return


def _cast_land(token: Token, cast: Cast) -> None:
    """ "Her country" is the country of the person whom "her" means, "its country" never."""
    for owner in children(token, "nmod:poss"):
        person = cast.at(owner.i)
        if person is not None and person.kind == "person" and person.country:
            country = country_of_code(person.country)
            if country is not None:
                cast.refer(token.i, state_draft(country, country.name, cast), "pronoun", confidence=0.8)

"""Definite nouns that stand for someone named: "the spokeswoman", "the ministry", "the government", "the country"."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.tokens import Doc, Token

from graph.model import Via
from ingest.extract.layout import layout_of
from ingest.extract.participants.beliefs import Beliefs
from ingest.extract.participants.cast import Cast, Draft
from ingest.extract.participants.countries import Country, country_of, country_of_people
from ingest.extract.participants.mentions import Name
from ingest.extract.participants.name_matching import name_words
from ingest.extract.participants.title_words import role_word, title_word
from ingest.extract.phrases import children
from ingest.extract.tables import read_table, read_words
from ingest.extract.word_classes import class_of, names_people

_LANDS = frozenset({"country", "nation", "state"})
_INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG"})
_TOWNS = frozenset({"city", "town", "capital", "village"})
# An organization that was last named more sentences ago than this is no longer meant by "the company".
_MEMORY = 12
# From this probability on what the language model believes of a noun is taken.
_SURE = 0.5
# Between several who hold the office, this is enough.
_LIKELY = 0.2


def cast_nominals(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Let the heads of definite nouns point at whom they stand for, where one actor fits best."""
    inside = {token for name in names for token in range(name.start, name.end)}
    beliefs = Beliefs(doc, names, cast)
    layout = layout_of(doc)
    for place, pos in enumerate(layout.poses):
        if pos not in {"NOUN", "PROPN"} or place in inside or place in cast.by_token:
            continue
        token = doc[place]
        if layout.tags[place] == "NNS":
            _cast_pair(token, cast)
            continue
        draft, via = _resolve(token, cast, beliefs)
        if draft is not None:
            cast.refer(place, draft, via, confidence=0.8)
        elif layout.words[place] in _TOWNS and _is_bare_definite(token):
            _cast_town(token, cast)


def _resolve(token: Token, cast: Cast, beliefs: Beliefs) -> tuple[Draft | None, Via]:
    if token.lower_ == "government":
        return _government(token, cast), "metonym"
    if token.lower_ in _LANDS and _is_bare_definite(token):
        return _nearest(token, cast.of_kind("state")), "name"
    person = _person(token, cast, beliefs) if _is_definite(token) else None
    if person is not None:
        return person, "title"
    organization = _organization(token, cast)
    return (organization or _believed(token, cast, beliefs)), "organisation"


def _believed(token: Token, cast: Cast, beliefs: Beliefs) -> Draft | None:
    """Give the actor that the language model is sure a definite noun for people means: "the court", "the group"."""
    is_asked = (
        _is_definite(token)
        and "spokes" not in token.lower_
        and (names_people(token) or title_word(token.text) is not None)
    )
    if not is_asked or not beliefs.is_available:
        return None
    shares = {key: share for key, share in beliefs.shares(token.i).items() if key in cast.drafts}
    best = max(shares, key=lambda key: shares[key], default=None)
    if best is None or shares[best] < _SURE or cast.drafts[best].kind == "state":
        return None
    is_person = class_of(token) == "noun.person" or title_word(token.text) is not None
    return cast.drafts[best] if (cast.drafts[best].kind == "person") == is_person else None


def _is_definite(token: Token) -> bool:
    """Whether an article, "this" or an owner tells that it is a certain one: "the governor", "Iowa's governor"."""
    told = any(child.lower_ in {"the", "this", "that"} for child in children(token, "det"))
    return told or bool(children(token, "nmod:poss"))


def _is_bare_definite(token: Token) -> bool:
    """Whether it is "the company" with nothing that would tell a new one apart."""
    return _is_definite(token) and not any(
        child.dep_.split(":")[0] in {"nmod", "amod", "compound", "acl", "appos", "nummod"} for child in token.children
    )


def _nearest(token: Token, drafts: list[Draft], *, memory: int = _MEMORY) -> Draft | None:
    """Give the draft mentioned last before ``token``, in the last few sentences."""
    doc = token.doc
    last = [(max((t for t in draft.tokens if t < token.i), default=-1), draft) for draft in drafts]
    position, draft = max(last, key=lambda pair: pair[0], default=(-1, None))
    if position < 0 or _sentences_between(doc, position, token.i) > memory:
        return None
    return draft


def _sentences_between(doc: Doc, start: int, end: int) -> int:
    starts = layout_of(doc).starts
    return sum(starts[place] == place for place in range(start, end))


def _person(token: Token, cast: Cast, beliefs: Beliefs) -> Draft | None:
    """Give the holder of the role: the same noun before a noun of the same class, known before known later."""
    own = role_word(token)
    entry = title_word(own)
    people = [draft for draft in cast.of_kind("person") if draft.role_words]
    if entry and entry.gender:
        people = [draft for draft in people if draft.gender in {None, entry.gender}]
    same = [draft for draft in people if _holds(draft, token, lambda word: word == own) and _agrees(token, draft, cast)]
    if not same and entry:
        group = entry.group
        same = [
            draft
            for draft in people
            if _holds(draft, token, lambda word: _group(word) == group) and _agrees(token, draft, cast)
        ]
    known = [draft for draft in same if min(position for _, position in draft.role_words) < token.i]
    if len(known) > 1 and beliefs.is_available:
        shares = beliefs.shares(token.i)
        best = max(known, key=lambda draft: shares.get(draft.key, 0.0))
        if shares.get(best.key, 0.0) >= _LIKELY:
            return best
    if known:
        return _nearest(token, known, memory=10_000)
    return same[0] if len(same) == 1 else None


def _holds(draft: Draft, noun: Token, is_office: Callable[[str], bool]) -> bool:
    """Whether one of the roles of a person is such an office, of the rank that ``noun`` tells."""
    return any(is_office(word) and _ranks(noun.doc[position]) == _ranks(noun) for word, position in draft.role_words)


def _ranks(noun: Token) -> frozenset[str]:
    """Give the words that make another office of one: the deputy governor is not the governor."""
    return frozenset(child.lower_ for child in children(noun, "amod", "compound")) & read_words("ranks")


def _group(word: str) -> str | None:
    entry = title_word(word)
    return entry.group if entry else None


def _agrees(token: Token, draft: Draft, cast: Cast) -> bool:
    """Whether the country and organization that stand on the noun are the person's ("the Belarusian leader")."""
    for child in children(token, "amod", "compound", "nmod"):
        country = _country(child)
        if country is not None and draft.country not in {None, country.iso3}:
            return False
        other = cast.at(child.i)
        if other is not None and other.kind == "organization":
            orgs = {word for role in draft.roles if role.org for word in name_words(role.org)}
            if orgs.isdisjoint(word for name in other.names for word in name_words(name)):
                return False
        if other is not None and other.kind == "person" and other is not draft and child.dep_ == "nmod:poss":
            return False
    return not any(child.dep_ in {"acl", "acl:relcl"} for child in token.children if child.i == token.i + 1)


def _country(token: Token) -> Country | None:
    first = next(
        (child for child in token.children if child.dep_ in {"compound", "amod"} and child.i == token.i - 1), None
    )
    whole = token.doc[(first or token).i : token.i + 1].text
    return country_of(whole) or country_of_people(whole) or country_of(token.text) or country_of_people(token.text)


def _organization(token: Token, cast: Cast) -> Draft | None:
    """Give the organization whose name has the noun ("the ministry"), else the last one of the noun's sector."""
    row = _anaphors().get(token.lower_)
    if row is None or not (_is_bare_definite(token) or (row["anaphor"] == "bare" and not list(token.children))):
        return None
    before = [draft for draft in cast.of_kind("organization") if min(draft.tokens, default=token.i) < token.i]
    named = [draft for draft in before if any(token.lower_ in name_words(name) for name in draft.names)]
    if named:
        return _nearest(token, named, memory=10_000)
    if row["anaphor"] == "bare":
        return None
    if not row["sector"]:
        # "The group" says too little: only an international organization is meant without its name's word.
        return _nearest(token, [draft for draft in before if draft.country in _INTERNATIONAL], memory=2)
    fitting = [draft for draft in before if draft.sector == row["sector"]]
    unknown = [draft for draft in before if draft.sector is None and row["sector"] == "BUS"]
    return _nearest(token, fitting) or _nearest(token, unknown, memory=3)


@cache
def _anaphors() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in read_table("organizations") if row["anaphor"] != "no"}


def _government(token: Token, cast: Cast) -> Draft | None:
    """Give the state of "the government of Egypt" and "London's government"; bare, the state that was meant last."""
    for child in children(token, "nmod", "compound"):
        draft = cast.at(child.i)
        if draft is not None:
            return draft if draft.kind == "state" else None
    if not _is_bare_definite(token):
        return None
    states = cast.of_kind("state")
    governing = [
        draft for draft in states if any(_is_governing(t, cast, token.doc) for t in draft.tokens if t < token.i)
    ]
    return _nearest(token, governing) or (states[0] if len(states) == 1 else None) or _nearest(token, states, memory=4)


def _is_governing(position: int, cast: Cast, doc: Doc) -> bool:
    return cast.via.get(position) == "metonym" or doc[position].dep_ == "nsubj"


def _cast_pair(token: Token, cast: Cast) -> None:
    """ "Both countries", "the two leaders": the last two that were named."""
    dependents = {child.lower_ for child in children(token, "det", "nummod")}
    if not ("both" in dependents or {"the", "two"} <= dependents):
        return
    is_state = token.lemma_.lower() in {*_LANDS, "side", "government"}
    if not is_state and title_word(token.lemma_) is None:
        return
    kind = cast.of_kind("state") if is_state else cast.of_kind("person")
    last = sorted(((max((t for t in d.tokens if t < token.i), default=-1), d.key) for d in kind), reverse=True)[:2]
    if len(last) == 2 and last[1][0] >= 0 and _sentences_between(token.doc, last[1][0], token.i) <= 4:
        cast.many_by_token[token.i] = tuple(key for _, key in reversed(last))


def _cast_town(token: Token, cast: Cast) -> None:
    before = [
        (position, key)
        for position, key in cast.place_by_token.items()
        if position < token.i and cast.places[key].resolution == "city"
    ]
    if before:
        cast.place_by_token[token.i] = max(before)[1]

"""Names gathered into actors: persons, organizations, states and groups, each under the fullest name in the article."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of
from ingest.extract.participants.cast import Cast, Draft
from ingest.extract.participants.countries import Country, country_in, country_of, country_of_people, country_of_seat
from ingest.extract.participants.mentions import Name
from ingest.extract.participants.name_matching import name_words, organization_match, person_match
from ingest.extract.phrases import children
from ingest.extract.tables import read_table, read_words

_WITHIN = frozenset({"compound", "amod", "flat"})


def cast_names(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Let every name that is an actor's point at its draft."""
    _cast_persons([name for name in names if name.type == "PER"], cast)
    for name in names:
        country = state_named(name)
        if country:
            _cast_state(doc, name, country, cast)
    _cast_organizations(doc, [name for name in names if name.type == "ORG" and not state_named(name)], cast)
    for name in names:
        if name.type == "NORP":
            _cast_people(doc, name, cast)


def state_named(name: Name) -> Country | None:
    """Give the state that a name stands for by itself: "Belarus", "the Kremlin", "the Russian government"."""
    if name.type == "LOC":
        return country_of(name.text) or country_of_seat(name.text)
    if name.type in {"ORG", "FAC"}:
        words = name.text.split()
        if words[-1].lower() in state_nouns() and len(words) > 1:
            before = " ".join(words[:-1])
            return country_of_people(before) or country_of(before)
        return country_of(name.text) or country_of_seat(name.text)
    return None


@cache
def state_nouns() -> frozenset[str]:
    """Give the nouns that make "the Russian …" the state itself."""
    return frozenset(row["word"] for row in read_table("power_nouns") if row["is_state"] == "yes")


def state_draft(country: Country, name: str, cast: Cast) -> Draft:
    """Give the draft of a state, called ``name`` here; its own name comes first among its names."""
    key = f"state:{country.iso3}"
    known = cast.drafts.get(key)
    draft = cast.add("state", name, key=key, country=country.iso3)
    draft.sector = "GOV"
    if known is None and not country_of(name):
        draft.names.insert(0, country.name)
    return draft


def organization_sector(name: str) -> str | None:
    """Give the sector that an organization's name tells, its last telling word first; after "of" words tell less."""
    sectors, international = _sectors(), _international()
    if name in international:
        return international[name]["sector"]
    words = [word.lower() for word in name.split()]
    head = words[: words.index("of")] if "of" in words else words
    told = [sectors[word] for word in (*reversed(head), *words) if sectors.get(word)]
    return told[0] if told else None


@cache
def _sectors() -> dict[str, str]:
    return {row["word"]: row["sector"] for row in read_table("organizations")}


@cache
def _international() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in read_table("international")}


def _cast_persons(names: list[Name], cast: Cast) -> None:
    """Longest names first, so that a surname finds its owner even where it stands before the full name."""
    fulls: list[Draft] = []
    for name in sorted(names, key=lambda name: -len(name_words(name.text))):
        draft = _best_person(name, fulls)
        if draft is None:
            draft = cast.add("person", name.text, key=f"person:{name.start}")
            fulls.append(draft)
        cast.add("person", name.text, key=draft.key)
        cast.refer(name.head, draft, "name")


def _best_person(name: Name, drafts: list[Draft]) -> Draft | None:
    """Give the best match; of several, the one mentioned most, then the one named last before."""
    scored = [(max(person_match(name.text, known) for known in draft.names[:1]), draft) for draft in drafts]
    best = max((score for score, _ in scored), default=0)
    matched = [draft for score, draft in scored if score == best]
    if not best or (best == 1 and len(matched) > 1):
        return None
    return max(
        matched,
        key=lambda draft: (len(draft.tokens), max((t for t in draft.tokens if t < name.start), default=-1)),
    )


def _cast_state(doc: Doc, name: Name, country: Country, cast: Cast) -> None:
    draft = state_draft(country, name.text, cast)
    via = "name" if country_of(name.text) else "metonym"
    cast.refer(name.head, draft, "name" if via == "name" else "metonym")


def _cast_organizations(doc: Doc, names: list[Name], cast: Cast) -> None:
    acronyms = _acronyms(doc, names)
    drafts: list[Draft] = []
    for name in sorted(names, key=lambda name: -len(name_words(name.text))):
        full = acronyms.get(name.text)
        draft = next((draft for draft in drafts if full in draft.names), None) if full else None
        draft = draft or _best_organization(name, drafts)
        if draft is None:
            draft = cast.add("organization", name.text, key=f"organization:{name.start}")
            drafts.append(draft)
        cast.add("organization", name.text, key=draft.key)
        cast.refer(name.head, draft, "name")
        people = country_of_people(doc[name.start].text)
        if people and doc[name.end - 1].lower_ in read_words("power_nouns"):
            # In "Russian and Belarusian Air Forces" the name swallows the second state.
            cast.refer(name.start, state_draft(people, people.name, cast), "metonym")
    for draft in drafts:
        _describe_organization(doc, draft)


def _acronyms(doc: Doc, names: list[Name]) -> dict[str, str]:
    """Give the full name for each short one that stands in brackets behind it: "British Transport Police (BTP)"."""
    found = {}
    for before, after in pairwise(names):
        is_bracketed = after.start == before.end + 1 and doc[before.end].text == "(" and after.end < len(doc)
        if is_bracketed and doc[after.end].text == ")" and len(after.text) < len(before.text):
            found[after.text] = before.text
    return found


def _best_organization(name: Name, drafts: list[Draft]) -> Draft | None:
    scored = [(max(organization_match(name.text, known) for known in draft.names), draft) for draft in drafts]
    best = max((score for score, _ in scored), default=0)
    if not best:
        return None
    matched = [draft for score, draft in scored if score == best]
    return max(matched, key=lambda draft: max((t for t in draft.tokens if t < name.start), default=-1))


def _describe_organization(doc: Doc, draft: Draft) -> None:
    international = _international()
    draft.sector = next(filter(None, (organization_sector(name) for name in draft.names)), None)
    draft.country = next((international[name]["code"] for name in draft.names if name in international), None)
    if draft.country is None:
        told = next(filter(None, (country_in(name) for name in draft.names)), None)
        told = told or next(filter(None, (_country_around(doc[token]) for token in draft.tokens)), None)
        draft.country = told.iso3 if told else None


def _country_around(head: Token) -> Country | None:
    """Give the country that stands on an organization: "Iran's Foreign Ministry", "the Senate of Canada"."""
    layout = layout_of(head.doc)
    for child in children(head, "amod", "compound", "nmod"):
        below = layout.subtree(child.i)
        start = min(place for place in below if layout.relations[place] in _WITHIN or place == child.i)
        words = head.doc[start : child.i + 1].text
        found = country_of(words) or country_of_people(words) or country_of_people(child.text)
        if found:
            return found
    return None


def _cast_people(doc: Doc, name: Name, cast: Cast) -> None:
    """A people's name stands for its state on a word of power ("Russian forces"); as a noun, for a group."""
    token = doc[name.head]
    country = country_of_people(name.text)
    power = _power_noun(token)
    if country and power is not None:
        draft = state_draft(country, country.name, cast)
        cast.refer(token.i, draft, "metonym")
        if power.lower_ in state_nouns():
            if power.i in cast.by_token and cast.by_token[power.i] != draft.key:
                # "The Russian-Belarusian side" is two states.
                cast.many_by_token[power.i] = (cast.by_token.pop(power.i), draft.key)
                return
            cast.refer(power.i, draft, "metonym")
            cast.add("state", doc[name.start : power.i + 1].text, key=draft.key)
    elif token.tag_ in {"NNPS", "NNS"} or (token.pos_ in {"NOUN", "PROPN"} and _is_argument(token)):
        draft = cast.add("group", name.text, key=f"group:{_singular(name.text)}")
        draft.country = country.iso3 if country else None
        cast.refer(token.i, draft, "collective")


def _power_noun(token: Token) -> Token | None:
    """Give the word of power that an adjective of a people stands on, also in "Russian and Belarusian Air Forces"."""
    while token.dep_ == "conj":
        token = token.head
    head = token.head
    modifies = token.dep_ in {"amod", "compound", "nmod", "nmod:poss", "nmod:desc"} and head.i > token.i
    return head if modifies and head.lower_ in read_words("power_nouns") else None


def _is_argument(token: Token) -> bool:
    return token.dep_ in {"nsubj", "nsubj:pass", "obj", "obl", "nmod", "obl:agent", "conj", "nmod:poss", "appos"}


def _singular(text: str) -> str:
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else text

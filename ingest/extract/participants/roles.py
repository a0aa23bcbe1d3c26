"""The offices and occupations that an article gives to its persons, with the organization and country of each."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.model import Role
from ingest.extract.participants.cast import Cast, Draft
from ingest.extract.participants.countries import (
    Country,
    country_of,
    country_of_capital,
    country_of_code,
    country_of_people,
)
from ingest.extract.participants.mentions import Name
from ingest.extract.participants.title_words import TitleWord, is_role_noun, role_word, title_word
from ingest.extract.participants.titles import title_before
from ingest.extract.phrases import characters, children, prepositions, trim

_BEFORE_TITLE = frozenset({",", ")", '"', "'s", "’s", "'", "’"})
_NOT_OF_TITLE = frozenset({"former", "then", "current", "new", "late", "incumbent", "acting", "ex"})
# Titles that are a state's where no organization is told, beside those of its ministers.
_OF_STATES = frozenset({"president", "chancellor", "premier", "king", "queen", "monarch", "emperor"})
_AFFILIATIONS = frozenset({"of", "from", "at"})
# "Of the army's Western Mindanao Command" has so many words; longer phrases are mostly misread ones.
_LONGEST_AFFILIATION = 10


def cast_roles(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Read titles before names, appositions on both sides and "X is the …" into the persons' drafts."""
    at = {token: name for name in names for token in range(name.start, name.end)}
    for name in names:
        draft = cast.at(name.head)
        if name.type != "PER" or draft is None:
            continue
        found = title_before(doc, name, at)
        if found is not None:
            title, start = found
            _add_role(doc, draft, title, (start, name.start), at, cast)
            if title.head.i != name.head:
                cast.refer(title.i, draft, "name")
        for noun in _role_nouns(doc[name.head], at):
            span = _phrase_without(noun, name)
            _add_role(doc, draft, noun, span, at, cast)
            cast.refer(noun.i, draft, "title")
        _add_affiliation(doc, draft, name, at, cast)
    home = _home(names, cast)
    for draft in cast.of_kind("person"):
        _describe(draft, home)


def _add_affiliation(doc: Doc, draft: Draft, name: Name, at: dict[int, Name], cast: Cast) -> None:
    """Read "of UNICEF" or "the agency's" right beside a person's name: no office, but in whose name they speak."""
    found = _affiliation(doc, name, at)
    org = cast.at(found[0].head) if found is not None else None
    if found is None or org is None:
        return
    of, start = found
    title, span = doc[start : of.end].text, characters(doc, start, of.end)
    if not any(role.org == of.text for role in draft.roles):
        draft.roles.append(Role(title, of.text, span))
    draft.country = draft.country or org.country
    draft.sector = draft.sector or org.sector


def _affiliation(doc: Doc, name: Name, at: dict[int, Name]) -> tuple[Name, int] | None:
    """Give the organization that a person is told to be of, and the token where the words for it begin."""
    for child in children(doc[name.head], "nmod:poss"):
        if child.i in at and at[child.i].type == "ORG" and at[child.i].end < name.start:
            return at[child.i], at[child.i].start
    if name.end >= len(doc) or doc[name.end].lower_ not in _AFFILIATIONS:
        return None
    inside = [token.i for child in children(doc[name.head], "nmod") for token in child.subtree]
    named = [at[position] for position in inside if position in at and position > name.end]
    near = [of for of in named if of.end - name.end <= _LONGEST_AFFILIATION]
    orgs = [of for of in near if of.type == "ORG" and not any(t.text in ",;:" for t in doc[name.end : of.start])]
    return (orgs[0], name.end) if orgs else None


def _role_nouns(head: Token, at: dict[int, Name]) -> list[Token]:
    """Give the nouns that say what the person is: in apposition before or behind, or as predicate."""
    nouns = [child for child in children(head, "appos") if child.i > head.i]
    is_set_off = head.dep_ == "nmod" and not prepositions(head) and head.i > 0 and head.nbor(-1).text == ","
    if (head.dep_ == "appos" or is_set_off) and head.head.i < head.i:
        nouns.append(_role_above(head.head, at))
    if head.dep_ == "nsubj":
        # The parser may make the apposition and the name two subjects of one verb.
        nouns += [child for child in children(head.head, "nsubj") if child.i < head.i and child.i not in at]
        if any(child.dep_ == "cop" for child in head.head.children):
            nouns.append(head.head)
    nouns += [noun for noun in children(head, "acl:relcl") if any(child.dep_ == "cop" for child in noun.children)]
    nouns += [other for noun in nouns for other in children(noun, "conj")]
    nouns += [noun.head for noun in nouns if noun.dep_ == "conj"]
    return [
        noun for noun in dict.fromkeys(nouns) if is_role_noun(noun) and (noun.i not in at or at[noun.i].type == "ORG")
    ]


def _role_above(noun: Token, at: dict[int, Name]) -> Token:
    """Climb from the end of a role to its noun: the parser may hang the name on "Amnesty" in "director of Amnesty"."""
    for _ in range(3):
        if (is_role_noun(noun) and noun.i not in at) or noun.dep_ not in {"nmod", "nmod:poss", "compound", "conj"}:
            break
        noun = noun.head
    return noun


def _phrase_without(noun: Token, name: Name) -> tuple[int, int]:
    """Give the tokens of the role's phrase on its own side of the name."""
    tokens = [noun.i]
    for child in noun.children:
        # Whose it is may hang on it by another relation: "Merkel's spokesman, Steffen Seibert".
        is_owner = any(case.tag_ == "POS" for case in children(child, "case"))
        if is_owner or child.dep_.split(":")[0] in {"det", "amod", "compound", "nmod", "flat", "nummod"}:
            tokens += [token.i for token in child.subtree]
    if noun.i < name.start:
        tokens = [token for token in tokens if token < name.start]
    else:
        tokens = [token for token in tokens if token >= name.end]
    return trim(noun.doc, min(tokens), max(tokens) + 1)


def _add_role(doc: Doc, draft: Draft, noun: Token, span: tuple[int, int], at: dict[int, Name], cast: Cast) -> None:
    title, span = _title(noun, span, at), _with_owner(doc, span, at)
    if not title:
        return
    nearest = sorted({at[i] for i in range(*span) if i in at}, key=lambda name: (name.end <= noun.i, name.start))
    # Behind the noun the first name is the organization ("of NATO"), before it the last one.
    before = [name for name in nearest if name.end <= noun.i]
    after = [name for name in nearest if name.start > noun.i]
    near = [*after, *reversed(before)]
    org = next((cast.at(name.head) for name in near if name.type == "ORG"), None)
    org_name = next((name.text for name in near if name.type == "ORG"), None)
    place = next((name.text for name in near if name.type == "LOC"), None)
    # "Merkel's spokesperson" has no other organization than her.
    owner = next((name for name in near if name.type == "PER" and name.text not in draft.names), None)
    place = place or (owner.text if owner is not None else None)
    org = org or (cast.at(owner.head) if owner is not None else None)
    country = next(filter(None, (_country(name, cast) for name in near)), None) or _country_within(doc, span)
    orgs = [org, *(cast.at(name.head) for name in near if name.type == "ORG")]
    org = next((each for each in orgs if each is not None and each.country), org)
    role = Role(title, org_name or place, characters(doc, *span))
    if not any(known.title.lower() == title.lower() and role.org in {None, known.org} for known in draft.roles):
        draft.roles.append(role)
    draft.role_words.append((role_word(noun), noun.i))
    entry = title_word(role_word(noun))
    if entry and entry.gender and draft.gender is None:
        draft.gender = "feminine" if entry.gender == "feminine" else "masculine"
    draft.country = draft.country or (country.iso3 if country else None) or (org.country if org else None)
    draft.sector = draft.sector or _sector(entry, org, country)


def _with_owner(doc: Doc, span: tuple[int, int], at: dict[int, Name]) -> tuple[int, int]:
    """Begin the words for a role with whose it is, where the parser hung the owner elsewhere: "Moe's |spokesman|"."""
    start = span[0]
    is_owned = start > 1 and doc[start - 1].tag_ == "POS" and start - 2 in at
    return (at[start - 2].start, span[1]) if is_owned else span


def _title(noun: Token, span: tuple[int, int], at: dict[int, Name]) -> str:
    """Give the title's own words: the noun, what modifies it up to the next name, and "of state" or "for health"."""
    start, end = noun.i, noun.i + 1
    doc = noun.doc
    while (
        start > span[0] and not _is_outside(start - 1, at) and doc[start - 1].pos_ in {"NOUN", "PROPN", "ADJ", "PUNCT"}
    ):
        if doc[start - 1].lower_ in _NOT_OF_TITLE or doc[start - 1].text in _BEFORE_TITLE:
            break
        start -= 1
    while start < noun.i and doc[start].is_punct:
        start += 1
    if end + 1 < span[1] and doc[end].lower_ in {"of", "for"} and _is_field(doc[end + 1], at):
        end += 2
        while end < span[1] and end not in at and doc[end].pos_ in {"NOUN", "PROPN"}:
            end += 1
    return doc[start:end].text


def _is_field(token: Token, at: dict[int, Name]) -> bool:
    """Whether what follows "minister of" is of the title: not a name, nor somebody else ("wife of journalist …")."""
    return token.i not in at and token.pos_ in {"NOUN", "PROPN"} and title_word(token.text) is None


def _is_outside(position: int, at: dict[int, Name]) -> bool:
    """Whether a token is a name that is told beside the title; a land that is no country has no other place."""
    name = at.get(position)
    return name is not None and (name.type != "NORP" or country_of_people(name.text) is not None)


def _country(name: Name, cast: Cast) -> Country | None:
    found = country_of(name.text) or country_of_people(name.text) or country_of_capital(name.text)
    place = cast.places.get(cast.place_by_token.get(name.head, ""))
    return found or (country_of_code(place.country) if place is not None and place.country else None)


def _country_within(doc: Doc, span: tuple[int, int]) -> Country | None:
    """Give the country that a word of the title tells where the tagger saw no name in it: "Greek Foreign Minister"."""
    return next((found for token in doc[slice(*span)] if (found := country_of_people(token.text)) is not None), None)


def _sector(entry: TitleWord | None, org: Draft | None, country: Country | None) -> str | None:
    """A title without a sector of its own ("spokesperson", "director") takes that of the organization or person.

    The chief executive of a land heads its government.
    """
    if entry and entry.group == "executive" and org is None and country:
        return "GOV"
    if entry and entry.sector:
        return entry.sector
    if org is not None:
        return org.sector
    return "GOV" if entry and entry.group == "leader" and country else None


def _describe(draft: Draft, home: str | None) -> None:
    """A leader without organization and country ("President Trump") leads a state: the only one in the article."""
    offices = [role.title.lower() for role in draft.roles if role.org is None]
    if draft.sector is None and any(title.endswith(("president", "leader")) for title in offices):
        draft.sector = "GOV"
    if draft.country is None and any(title in _OF_STATES or title.endswith("minister") for title in offices):
        draft.country = home


def _home(names: tuple[Name, ...], cast: Cast) -> str | None:
    """Give the one country that an article speaks of, by ISO 3166-1 alpha-3 code; None where it is none or several."""
    codes = {draft.country for draft in cast.drafts.values()} | {place.country for place in cast.places.values()}
    codes |= {country.iso3 for name in names if (country := country_of_people(name.text)) is not None}
    found = {code for code in codes if code is not None and country_of_code(code) is not None}
    return found.pop() if len(found) == 1 else None

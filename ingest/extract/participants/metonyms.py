"""Places that stand for governments: a capital that acts ("Moscow says", "attack by Minsk"), "the Seoul government"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ingest.extract.participants.actors import state_draft, state_nouns
from ingest.extract.participants.cast import Cast
from ingest.extract.participants.countries import Country, country_of_capital
from ingest.extract.participants.mentions import Name
from ingest.extract.phrases import children, head_between, name_of, prepositions
from ingest.extract.tables import read_words

# Prepositions that make what follows a party to a noun or verb of doing: "talks with Tehran", "an attack by Moscow".
_PARTY = frozenset({"by", "between"})


def cast_metonyms(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Let capitals where they act, and phrases with "government", point at the state; the city stays their place."""
    sources = _sources(doc)
    for name in names:
        if name.type != "LOC":
            continue
        token = doc[name.head]
        country = country_of_capital(name.text)
        if country and token.i not in cast.by_token and _acts(token, sources):
            cast.refer(token.i, state_draft(country, country.name, cast), "metonym", confidence=0.8)
        _cast_government(doc, name, country, cast)


def _acts(token: Token, sources: frozenset[int]) -> bool:
    argument = token
    while argument.dep_ in {"appos", "conj"} and argument.head.pos_ in {"PROPN", "NOUN"}:
        argument = argument.head
    cases = prepositions(argument)
    if argument.dep_ in {"nsubj", "obl:agent"}:
        is_doing = argument.head.pos_ == "VERB" and argument.head.lemma_ not in read_words("stative_verbs")
        return argument.dep_ == "obl:agent" or is_doing
    if cases and argument.dep_ in {"nmod", "obl"}:
        return cases[0] in _PARTY and (cases[0] != "between" or bool(children(argument, "conj")))
    if argument.dep_ == "nmod:poss":
        return argument.head.i in sources
    return argument.i in sources and argument == token


def _sources(doc: Doc) -> frozenset[int]:
    """Give the head tokens of the phrases that the tagger holds for sources of a statement."""
    if "attribution" not in doc.spans:
        return frozenset()
    spans = [span for span in doc.spans["attribution"] if span.label_ == "Source"]
    return frozenset(head_between(doc, span.start, span.end).i for span in spans)


def _cast_government(doc: Doc, name: Name, capital_of: Country | None, cast: Cast) -> None:
    """ "The government of Egypt" is the state; "Goa's government" of a land that is none, an organization."""
    token = doc[name.head]
    noun = token.head
    is_part = token.dep_ in {"compound", "nmod:poss", "nmod"} and noun.lower_ == "government"
    if not is_part or noun.i in cast.by_token or noun.lower_ not in state_nouns():
        return
    if token.dep_ == "nmod" and prepositions(token) != ("of",):
        return
    draft = cast.at(token.i)
    start, end = name_of(noun)
    phrase = doc[start : max(end, name.end) if token.i > noun.i else end].text
    phrase = phrase.removeprefix("the ").removeprefix("The ").removesuffix("'s")
    if draft is None and capital_of is not None:
        draft = state_draft(capital_of, capital_of.name, cast)
    if draft is None:
        draft = cast.add("organization", phrase, key=f"organization:{phrase}")
        draft.sector = "GOV"
        place = cast.places.get(cast.place_by_token.get(token.i, ""))
        draft.country = place.country if place else None
    if draft.kind in {"state", "organization"}:
        cast.add(draft.kind, phrase, key=draft.key)
        cast.refer(noun.i, draft, "metonym" if draft.kind == "state" else "name")

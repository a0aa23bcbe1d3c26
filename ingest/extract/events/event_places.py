"""Where an event is: the places told for the word that names it, for its objects, and for the verb that holds it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ingest.extract.events.light_verbs import light_verb
from ingest.extract.events.triggers import Trigger
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import children, prepositions

_IN = frozenset({"in", "at", "near", "on", "across", "around", "over", "outside", "inside", "within", "off", "along",
                 "throughout", "into", "through", "between", "to"})  # fmt: skip
_NOMINAL = ("obl", "nmod", "obj", "nsubj:pass", "appos", "compound", "conj", "amod", "flat")
_ON_THE_GROUND = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "COOPERATE", "CONSULT", "AID"})


def places_of(token: Token, trigger: Trigger, participants: Participants) -> tuple[str, ...]:
    """Give the places told for the event that ``token`` names; those of its clause where none is told for itself.

    The clause tells only of events on the ground: where something is said or decided is no place of what it is about.
    """
    is_verb = token.pos_ in ("VERB", "AUX")
    words = [token]
    if not is_verb and (light := light_verb(token)):
        words += [light[0], *_purposes(light[0], light[1])]
    found = [place for word in words for place in _places_at(word, participants)]
    if is_verb and _is_where_object(trigger):
        found += [place for child in children(token, "obj", "nsubj:pass") for place in _named(child, participants)]
    if not is_verb:
        found += [place for child in children(token, "compound", "amod") for place in _named(child, participants)]
    if not found and trigger.type in _ON_THE_GROUND:
        found = list(_places_of_clause(token, participants))
    return tuple(dict.fromkeys(found))


def _is_where_object(trigger: Trigger) -> bool:
    """Whether what the verb acts on is also where: "bombed Kyiv", "left Iraq", but not "criticised Israel"."""
    return trigger.type in ("ASSAULT", "COERCE", "RETREAT", "MOBILIZE") or trigger.mode == "visit"


def _purposes(verb: Token, kind: str) -> list[Token]:
    """Give the verb whose purpose is to take part: who arrives in Minsk to take part in drills, drills in Minsk."""
    is_purpose = kind == "join" and verb.dep_ in ("advcl", "xcomp") and verb.head.pos_ == "VERB"
    return [verb.head] if is_purpose and any(mark.lower_ == "to" for mark in children(verb, "mark")) else []


def _places_at(word: Token, participants: Participants) -> Iterator[str]:
    """Give the places after "in", "at", … that depend on ``word``, or on its objects: "at a market in El Fasher"."""
    for child in children(word, *_NOMINAL):
        if child.dep_.split(":")[0] in ("obl", "nmod") and _IN & set(prepositions(child)):
            yield from _named(child, participants)
        elif child.dep_ not in ("conj", "compound", "amod"):
            yield from _places_at(child, participants)


def _named(word: Token, participants: Participants) -> Iterator[str]:
    """Give the places of a phrase: its own, else those in it ("the capital, Tunis", "the Croydon custody centre")."""
    own = [one for one in [word, *children(word, "conj")] if one.i in participants.place_by_token]
    if own:
        yield from (participants.place_by_token[one.i] for one in own)
    else:
        for child in children(word, *_NOMINAL):
            yield from _named(child, participants)


def _places_of_clause(token: Token, participants: Participants) -> Iterator[str]:
    """Give the places told for the clauses above, up to what somebody says."""
    for _ in range(3):
        if token.head == token or token.dep_ in ("ccomp", "parataxis", "acl:relcl"):
            return
        token = token.head
        found = list(_places_at(token, participants)) if token.pos_ == "VERB" else []
        if found:
            yield from found
            return

"""Who does an event, to whom, and where, by the syntax around the word that names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from ingest.extract.events.event_places import places_of
from ingest.extract.events.light_verbs import light_verb
from ingest.extract.events.triggers import Trigger
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import agents, children, is_passive, prepositions, subjects

_TOWARDS = frozenset({"against", "on", "at", "to", "towards", "toward", "for", "upon", "over", "into"})
# "The arrest of X" names the one arrested, "the drills of X" the one who drills.
_OF_RECIPIENT = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT"})
_OF_RECIPIENT_MODES = frozenset({"release"})
# "X's arrest", unlike "X's attack".
_OWN_RECIPIENT_MODES = frozenset({"arrest", "convict", "expel", "targeted", "abduct", "release", "deport"})
_RECIPROCAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_ADDRESSED = frozenset(
    {"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "CONCEDE", "AID", "SANCTION", "CONSULT", "AGREE"}
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """The words that tell who, to whom and where; ids of actors and places where those are known."""

    actor_words: tuple[Token, ...]
    recipient_words: tuple[Token, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]


def arguments_of(token: Token, trigger: Trigger, participants: Participants) -> Arguments:
    """Give the arguments of the event that ``token`` names. Reciprocal events of several have actors only."""
    read = _verb_roles if token.pos_ in ("VERB", "AUX") else _noun_roles
    doers, receivers = read(token, trigger)
    actor_words, recipient_words = _unique(doers), _unique(receivers)
    actors = _ids(actor_words, participants)
    recipients = tuple(one for one in _ids(recipient_words, participants) if one not in actors)
    if trigger.type in _RECIPROCAL and trigger.mode != "visit" and (len(actors) != 1 or trigger.type == "COOPERATE"):
        actors, recipients = (*actors, *recipients), ()
    return Arguments(actor_words, recipient_words, actors, recipients, places_of(token, trigger, participants))


def _verb_roles(verb: Token, trigger: Trigger) -> tuple[list[Token], list[Token]]:
    objects = children(verb, "obj", "iobj")
    receivers = objects + _towards(verb, trigger)
    if is_passive(verb):
        told = [child for child in verb.children if child.dep_ == "nsubj:pass"] or subjects(verb)
        if verb.dep_ in ("acl", "amod"):
            told = [verb.head]
        return agents(verb), told + receivers
    return _controllers(verb), receivers


def _controllers(verb: Token) -> list[Token]:
    """Give the subjects; of "urged X to leave" the one urged."""
    own = [child for child in verb.children if child.dep_.startswith("nsubj")]
    if not own and verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.pos_ == "VERB":
        controlled = children(verb.head, "obj", "iobj")
        if controlled and verb.dep_ != "advcl":
            return controlled
    return subjects(verb)


def _towards(word: Token, trigger: Trigger) -> list[Token]:
    found = []
    for child in children(word, "obl", "nmod"):
        before = set(prepositions(child))
        is_partner = "with" in before and (trigger.type in _RECIPROCAL or trigger.mode == "discontinue")
        is_aim = bool(before & _TOWARDS) and (trigger.type in _ADDRESSED or bool(before & {"against", "at"}))
        if is_partner or is_aim:
            found.append(child)
    return found


def _noun_roles(noun: Token, trigger: Trigger) -> tuple[list[Token], list[Token]]:
    doers, receivers = agents(noun), _towards(noun, trigger)
    of_recipient = trigger.type in _OF_RECIPIENT or trigger.mode in _OF_RECIPIENT_MODES
    for child in children(noun, "nmod"):
        if child.dep_ == "nmod:poss":
            (receivers if trigger.mode in _OWN_RECIPIENT_MODES else doers).append(child)
        elif "of" in prepositions(child):
            (receivers if of_recipient else doers).append(child)
        elif "between" in prepositions(child) or ("by" in prepositions(child) and child not in doers):
            doers.append(child)
    doers += [child for child in children(noun, "amod", "compound") if child.ent_type_]
    light = light_verb(noun)
    if light and light[1] in ("support", "begin", "end", "join"):
        verb = light[0]
        told = agents(verb) if is_passive(verb) else subjects(verb) if noun.dep_ != "nsubj" else []
        doers += [subject for subject in told if subject != noun and noun not in subject.subtree]
        receivers += _towards(verb, trigger) + children(verb, "iobj")
    return doers, [child for child in receivers if child not in doers]


def _unique(words: Iterable[Token]) -> tuple[Token, ...]:
    found: dict[int, Token] = {}
    for word in words:
        for one in [word, *children(word, "conj")]:
            found.setdefault(one.i, one)
    return tuple(found.values())


def _ids(words: Iterable[Token], participants: Participants) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for word in words for one in _actors_at(word, participants)))


def _actors_at(word: Token, participants: Participants) -> Iterator[str]:
    """Give the actors of a phrase; where it is nobody itself ("the air forces of Russia and Belarus"), whose it is."""
    several = participants.actors_by_token.get(word.i)
    if several:
        yield from several
    elif word.i in participants.actor_by_token:
        yield participants.actor_by_token[word.i]
    else:
        for child in children(word, "nmod:poss", "amod", "compound", "nmod"):
            if child.dep_ != "nmod" or "of" in prepositions(child):
                for one in [child, *children(child, "conj")]:
                    if one.i in participants.actor_by_token:
                        yield participants.actor_by_token[one.i]


def without_own_forces(actors: Iterable[str], participants: Participants) -> tuple[str, ...]:
    """Give ``actors`` once each, leaving out the armed forces of a state that is among them: they are one side."""
    found = tuple(dict.fromkeys(actors))
    known = {actor.id: actor for actor in participants.actors}
    states = {known[one].country for one in found if one in known and known[one].kind == "state"}
    return tuple(
        one
        for one in found
        if one not in known
        or known[one].kind != "organization"
        or known[one].sector != "MIL"
        or known[one].country not in states
    )

"""The words of a question that name the kind of saying: "denied", "voiced worry", "called on"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.extract.phrases import children
from ingest.extract.statements.acts import core_acts, cue_key, learned_acts
from ingest.extract.tables import read_words

# What is said in any way at all: such a cue asks for statements of every act.
_ANY = "STATE"
_CUE_PARTS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Cue:
    """The verb of a question, the noun that carries the act if it is a light verb's, and the acts asked for.

    ``tokens`` are the indexes of all words that belong to the cue; no ``acts``: any act.
    """

    verb: Token
    noun: Token | None
    acts: tuple[str, ...]
    tokens: frozenset[int]


def find_cue(doc: Doc) -> Cue | None:
    """Give the cue of a question, None where no word of it is known as one."""
    return next((cue for verb in _predicates(doc) if (cue := _cue_of(verb)) is not None), None)


def _predicates(doc: Doc) -> list[Token]:
    """Give the roots of the question and the predicates that they open, outermost first."""
    roots = [token for token in doc if token.dep_ == "ROOT" and token.pos_ != "PUNCT"]
    inner = [child for root in roots for child in children(root, "xcomp", "csubj")]
    return [token for token in (*roots, *inner) if token.pos_ in _CUE_PARTS]


def _cue_of(verb: Token) -> Cue | None:
    particles = children(verb, "compound:prt")
    cases = [case for child in children(verb, "obj", "obl") for case in children(child, "case")]
    words = [verb, *particles, *cases]
    noun = _saying_object(verb)
    is_light = verb.lemma_.lower() in read_words("saying_verbs", "verb")
    if noun is not None and (is_light or not core_acts([cue_key(word) for word in words])):
        return Cue(verb, noun, acts_of([noun]) or (), frozenset({verb.i, noun.i}))
    acts = acts_of(words)
    if acts is None:
        return None
    return Cue(verb, None, acts, frozenset({verb.i, *(token.i for token in particles)}))


def _saying_object(verb: Token) -> Token | None:
    """Give the object that is itself a word of saying: "express concern", "make an appeal", "put the blame on".

    A noun without an article that may be a verb too ("voice worry") is at times parsed as one.
    """
    nouns = [*children(verb, "obj"), *(child for child in children(verb, "xcomp") if not children(child, "mark"))]
    return next((noun for noun in nouns if core_acts([cue_key(noun)])), None)


def acts_of(tokens: list[Token]) -> tuple[str, ...] | None:
    """Give the acts that the words of a cue name: () for any act, None where they name none.

    The closed list of core cues decides; a word that it lacks is looked up among the learned ones.
    """
    keys = [cue_key(token) for token in tokens]
    acts = core_acts(keys) or learned_acts(tokens[0])
    if not acts:
        return None
    return () if _ANY in acts else tuple(acts)

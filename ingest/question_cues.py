"""The words of a question that name the kind of saying: "denied", "voiced worry", "called on"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from ingest.extract.phrases import children
from ingest.extract.statements.acts import core_acts, cue_key, learned_acts
from ingest.extract.tables import read_table, read_words

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
    phrase = _phrase_cue(verb)
    if phrase is not None:
        return phrase
    noun = _saying_object(verb)
    is_light = verb.lemma_.lower() in read_words("saying_verbs", "verb")
    if noun is not None and (is_light or not core_acts([cue_key(word) for word in words])):
        return Cue(verb, noun, acts_of([noun]) or (), frozenset({verb.i, noun.i}))
    acts = acts_of(words)
    if acts is None:
        return None
    return Cue(verb, None, acts, frozenset({verb.i, *(token.i for token in particles)}))


def _phrase_cue(verb: Token) -> Cue | None:
    """Give the cue by the table of readers' words: of what the verb and its dependents match, the longest."""
    near = {cue_key(token): token for token in _dependents(verb)}
    found = [(words, acts) for words, acts in _readers_words().items() if words[0] == cue_key(verb)]
    matched = [(words, acts) for words, acts in found if all(word in near for word in words[1:])]
    if not matched:
        return None
    words, acts = max(matched, key=lambda pair: len(pair[0]))
    if len(words) == 1 and (core_acts([cue_key(token) for token in (verb, *_dependents(verb))])):
        return None
    parts = {verb.i, *(near[word].i for word in words[1:] if near[word].pos_ not in {"ADP", "SCONJ"})}
    carrier = next((near[word] for word in words[:0:-1] if near[word].pos_ in {"NOUN", "ADJ"}), None)
    return Cue(verb, carrier, () if _ANY in acts else acts, frozenset(parts))


def _dependents(verb: Token) -> list[Token]:
    """Give what may be part of a phrase: particles, prepositions, "ill" and "responsible", "to", the bare object."""
    own = children(verb, "compound:prt", "advmod", "obj", "obl", "xcomp", "mark", "ccomp", "advcl", "case")
    return [*own, *(inner for child in own for inner in children(child, "case", "mark", "cc"))]


@cache
def _readers_words() -> dict[tuple[str, ...], tuple[str, ...]]:
    acts: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in read_table("question_cues"):
        words = tuple(word.rstrip("e") for word in row["cue"].split())
        acts[words] = (*acts.get(words, ()), row["act"])
    return acts


def _saying_object(verb: Token) -> Token | None:
    """Give the object that is itself a word of saying: "express concern", "make an appeal", "put the blame on".

    A noun without an article that may be a verb too ("voice worry") is at times parsed as one.
    """
    nouns = [
        *children(verb, "obj", "iobj"),
        *(child for child in children(verb, "xcomp") if not children(child, "mark")),
    ]
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

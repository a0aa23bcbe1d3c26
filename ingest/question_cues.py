"""The words of a question that name the kind of saying: "denied", "voiced worry", "called on"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from ingest.extract.phrases import children
from ingest.extract.statements.acts import core_acts, cue_key, learned_acts
from ingest.extract.tables import read_table, read_words
from ingest.question_subjects import fronted_auxiliary

# What is said in any way at all: such a cue asks for statements of every act.
_ANY = "STATE"
# Nouns for saying something at all, about what others said or did: "What was the Kremlin's response?"
_ANSWERS = frozenset(
    {"answer", "assessment", "comment", "message", "opinion", "position", "reaction", "reply", "response", "stance",
     "statement", "verdict", "view"}
)  # fmt: skip
# Tags of the Penn treebank for verbs that agree with a subject or tell a tense, and for plurals: none follows "did".
_NO_PLAIN_FORMS = frozenset({"VBD", "VBZ", "NNS"})
_PREPOSITIONS = frozenset({"IN", "RP"})
_CUE_PARTS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Cue:
    """The verb of a question, the noun that carries the act if it is a light verb's, and the acts asked for.

    ``tokens`` are the indexes of all words that belong to the cue; no ``acts``: any act. ``others`` are words whose
    complements tell what the saying is about too: the "deny" of "admit or deny".
    """

    verb: Token
    noun: Token | None
    acts: tuple[str, ...]
    tokens: frozenset[int]
    others: tuple[Token, ...] = ()


def find_cue(doc: Doc) -> Cue | None:
    """Give the cue of a question, None where no word of it is known as one."""
    finite = _misread_verb(doc)
    verbs = _predicates(doc) if finite is None else _plain_verbs(doc, finite)
    cue = _noun_cue(doc) or next((cue for verb in verbs if (cue := _cue_of(verb)) is not None), None)
    if cue is None or finite is not None:
        return cue and replace(cue, others=(finite,) if finite is not None else ())
    return _with_alternatives(cue)


def _noun_cue(doc: Doc) -> Cue | None:
    """Give the cue of "What was the Kremlin's response to …": a noun of saying that "what is" asks for."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    auxiliary = fronted_auxiliary(doc)
    if root is None or auxiliary is None or auxiliary.lemma_ != "be":
        return None
    noun = root if root.pos_ == "NOUN" else next(iter(children(root, "nsubj")), None)
    if noun is None or noun.pos_ != "NOUN" or doc[0].lower_ != "what":
        return None
    if noun.lemma_.lower() in _ANSWERS:
        return Cue(noun, None, (), frozenset({noun.i}))
    acts = core_acts([cue_key(noun)])
    return Cue(noun, None, () if _ANY in acts else tuple(acts), frozenset({noun.i})) if acts else None


def _predicates(doc: Doc) -> list[Token]:
    """Give the roots of the question and the predicates that they open, outermost first."""
    roots = [token for token in doc if token.dep_ == "ROOT" and token.pos_ != "PUNCT"]
    inner = [child for root in roots for child in children(root, "xcomp", "csubj")]
    return [token for token in (*roots, *inner) if token.pos_ in _CUE_PARTS]


def _misread_verb(doc: Doc) -> Token | None:
    """Give the finite verb that the parser took for the main one behind "did", which asks for a plain form."""
    auxiliary = fronted_auxiliary(doc)
    if auxiliary is None or auxiliary.lemma_ != "do":
        return None
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    is_misread = root is not None and root.tag_ in _NO_PLAIN_FORMS and root.lower_ != root.lemma_.lower()
    return root if is_misread else None


def _plain_verbs(doc: Doc, finite: Token) -> list[Token]:
    """Give what may be the main verb behind a finite one: of "the party that nominated her answer", "answer"."""
    return [token for token in doc[finite.i + 1 :] if token.lower_ == token.lemma_ and token.pos_ in _CUE_PARTS]


def _with_alternatives(cue: Cue) -> Cue:
    """Add the acts of the verbs that the question asks for too: "Did he admit or deny it?"."""
    verbs = [verb for verb in children(cue.verb, "conj") if verb.pos_ == "VERB" and not children(verb, "nsubj")]
    cues = [cue, *(other for verb in verbs if (other := _cue_of(verb)) is not None)]
    acts = (
        () if any(not each.acts for each in cues) else tuple(dict.fromkeys(act for each in cues for act in each.acts))
    )
    heads = tuple(token for each in cues[1:] for token in (each.noun, each.verb) if token is not None)
    return replace(cue, acts=acts, tokens=frozenset(i for each in cues for i in each.tokens), others=heads)


def _cue_of(verb: Token) -> Cue | None:
    particles = children(verb, "compound:prt")
    cases = [case for child in children(verb, "obj", "obl") for case in children(child, "case")]
    words = [verb, *particles, *cases, *_preposition_after(verb)]
    phrase = _phrase_cue(verb)
    if phrase is not None:
        return phrase
    noun = _saying_object(verb)
    is_light = verb.lemma_.lower() in read_words("saying_verbs", "verb")
    if noun is not None and (is_light or not core_acts([cue_key(word) for word in words])):
        return Cue(verb, noun, acts_of([noun]) or (), frozenset({verb.i, noun.i}))
    acts = acts_of(words)
    if acts is None or _is_about_saying(verb):
        return _phrase_cue(verb, is_alone=True)
    return Cue(verb, None, acts, frozenset({verb.i, *(token.i for token in particles)}))


def _is_about_saying(verb: Token) -> bool:
    """Whether a reader's word has a word of saying beside it that is not its own: "react to the report"."""
    beside = [cue_key(token) for token in _dependents(verb)]
    acts = core_acts(beside)
    return (cue_key(verb),) in _readers_words() and bool(acts) and core_acts([cue_key(verb), *beside]) == acts


def _phrase_cue(verb: Token, *, is_alone: bool = False) -> Cue | None:
    """Give the cue by the table of readers' words: of what the verb and its dependents match, the longest.

    ``is_alone``: no dependent of the verb is taken for a word of saying.
    """
    near = {cue_key(token): token for token in _dependents(verb)}
    found = [(words, acts) for words, acts in _readers_words().items() if words[0] == cue_key(verb)]
    matched = [(words, acts) for words, acts in found if all(word in near for word in words[1:])]
    if not matched:
        return None
    words, acts = max(matched, key=lambda pair: len(pair[0]))
    if len(words) == 1 and not is_alone and core_acts([cue_key(token) for token in (verb, *_dependents(verb))]):
        return None
    parts = {verb.i, *(near[word].i for word in words[1:] if near[word].pos_ not in {"ADP", "SCONJ"})}
    carrier = next((near[word] for word in words[:0:-1] if near[word].pos_ in {"NOUN", "ADJ"}), None)
    return Cue(verb, carrier, () if _ANY in acts else acts, frozenset(parts))


def _dependents(verb: Token) -> list[Token]:
    """Give what may be part of a phrase: particles, prepositions, "ill" and "responsible", "to", the bare object."""
    own = children(verb, "compound:prt", "advmod", "obj", "obl", "xcomp", "mark", "ccomp", "advcl", "case")
    own = [*own, *_preposition_after(verb)]
    return [*own, *(inner for child in own for inner in children(child, "case", "mark", "cc"))]


def _preposition_after(verb: Token) -> list[Token]:
    """Give the preposition next to the verb, wherever the parser hangs it: "called for Parliament to return"."""
    return [token for token in verb.doc[verb.i + 1 : verb.i + 2] if token.tag_ in _PREPOSITIONS]


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

    The closed list of core cues decides; a word that it lacks is looked up among the learned ones, if it is no
    auxiliary, which says nothing by itself.
    """
    keys = [cue_key(token) for token in tokens]
    acts = core_acts(keys) or ([] if tokens[0].pos_ == "AUX" else learned_acts(tokens[0]))
    if not acts:
        return None
    return () if _ANY in acts else tuple(acts)

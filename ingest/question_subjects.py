"""Where a question names its speaker: the subject of the cue, which stands behind the auxiliary where that comes first.

A question turns verb and subject round ("Whom did the mayor urge"), which parsers trained on statements at times miss:
they take "whom" for a second subject, or hang the subject on a clause inside of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.extract.phrases import agents, children

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks, by the head of the phrase; ``owner`` where the parser made two subjects of "Poland's premier"."""

    head: Token
    owner: Token | None = None


def fronted_auxiliary(doc: Doc) -> Token | None:
    """Give the auxiliary that stands before the subject: "did" in "What did she say", "Has" in "Has she said".

    None where the asked one is the subject itself: "Who did not say".
    """
    for token in doc[:-1]:
        if token.pos_ == "AUX":
            after = doc[token.i + 1]
            is_next_verb = (
                after.pos_ in {"VERB", "AUX"} or after.dep_ in {"advmod", "neg"} or after.lower_ in {"n't", "not"}
            )
            return None if is_next_verb else token
        if token.pos_ == "VERB":
            return None
    return None


def find_subject(verb: Token) -> Subject | None:
    """Give who speaks in a question whose cue is ``verb``; None where nobody is told, as in "Who denied it?"."""
    auxiliary = fronted_auxiliary(verb.doc)
    if verb.pos_ == "NOUN" and auxiliary is not None and auxiliary.lemma_ == "be":
        owners = children(verb, "nmod:poss") or [child for child in children(verb, "nmod") if _is_whose(child)]
        return Subject(owners[0]) if owners else None
    by = agents(verb)
    if by:
        return Subject(by[0])
    found = [child for child in children(verb, "nsubj") if child.dep_ != "nsubj:pass"]
    if auxiliary is not None and auxiliary.i < verb.i:
        behind = [token for token in found if token.i > auxiliary.i] or _subjects_between(auxiliary, verb)
        found = behind or [token for token in found if token.tag_ not in {"WP", "WDT"}]
    if not found:
        return None
    if len(found) > 1 and found[0].i < found[1].i and any(case.tag_ == "POS" for case in children(found[0], "case")):
        return Subject(found[1], found[0])
    return Subject(found[0])


def _is_whose(token: Token) -> bool:
    """Whether "of" stands right before the phrase: "the answer of the ministry"."""
    start = token.left_edge
    return start.lower_ == "of" or (start.i > 0 and start.nbor(-1).lower_ == "of")


def _subjects_between(auxiliary: Token, verb: Token) -> list[Token]:
    """Give the first subject between auxiliary and verb, whatever it hangs on; else the noun before the verb."""
    between = verb.doc[auxiliary.i + 1 : verb.i]
    subjects = [token for token in between if token.dep_ in _SUBJECTS and token.pos_ in _NOMINAL]
    return subjects[:1] or [token for token in between[-1:] if token.pos_ in _NOMINAL]

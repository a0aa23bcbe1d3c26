"""Military exercises: PLOVER codes a single country's as MOBILIZE and a joint one as COOPERATE."""

from __future__ import annotations

from spacy.tokens import Token

from ingest.extract.events.event_classes import classes_of, subtype_of
from ingest.extract.phrases import children, prepositions
from ingest.extract.tables import read_words


def is_exercise(token: Token) -> bool:
    """Whether the word is one for a military exercise."""
    return any(subtype_of(name) == "exercise" for name in classes_of(token))


def is_joint(token: Token) -> bool:
    """Whether the words around it say that several hold it: "joint", "between the two", "with"."""
    modifiers = [child for child in token.children if child.dep_ in ("amod", "compound", "nmod", "dep")]
    if any(part.lower_.split("-")[0] in read_words("joint_words") for child in modifiers for part in child.subtree):
        return True
    return any(
        {"between", "with", "alongside", "among"} & set(prepositions(child)) for child in children(token, "nmod")
    )

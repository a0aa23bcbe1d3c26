"""Who was spoken to: "told reporters", "called on the two sides", "an appeal to Western countries"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import children, prepositions
from ingest.extract.statements.acts import cue_key
from ingest.extract.tables import read_table


def addressees_of(anchor: Token, participants: Participants) -> tuple[str, ...]:
    """Give the actors that a cue is directed to, in the text's order; only those that the article names."""
    tokens = children(anchor, "iobj")
    for relation, preposition in _relations().get(cue_key(anchor), ()):
        for child in children(anchor, relation):
            if not preposition or preposition in prepositions(child):
                tokens.append(child)
    tokens += [other for token in tokens for other in children(token, "conj")]
    actors = [participants.actor_of(token) for token in tokens]
    return tuple(dict.fromkeys(actor for actor in actors if actor is not None))


@cache
def _relations() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in read_table("addressed"):
        key = row["cue"].rstrip("e")
        found[key] = (*found.get(key, ()), (row["relation"], row["preposition"] or ""))
    return found

"""What a linear model sees of a word to tell whether it names an event, and of which type."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

from ingest.extract.events.event_words import Senses, event_lemma
from ingest.extract.layout import layout_of
from ingest.extract.phrases import children, is_passive, prepositions, subjects

_OBJECTS = ("obj", "nsubj:pass")
_WINDOW = 4


def is_candidate(token: Token, senses: Senses) -> bool:
    """Whether ``token`` can name an event at all: a verb or a noun; a name only where it is a word for an event."""
    if token.pos_ in ("VERB", "NOUN"):
        return token.text[0].isalpha()
    return token.pos_ == "PROPN" and (not token.ent_type_ or token.ent_type_ == "NORP") and token.i in senses


def features_of(token: Token, senses: Senses) -> list[str]:
    """Give the names of the features that hold for ``token``; one sentence is all they look at."""
    return [
        *_own(token),
        *_senses(token, senses),
        *_arguments(token, senses),
        *_head(token, senses),
        *_neighbours(token, senses),
    ]


def _own(token: Token) -> Iterator[str]:
    lemma = event_lemma(token)
    yield "bias"
    yield f"lemma={lemma}/{token.pos_}"
    yield f"lemma={lemma}"
    yield f"tag={token.tag_}"
    yield f"dep={token.pos_}/{token.dep_}"
    yield f"suffix={lemma[-4:]}/{token.pos_}"
    yield f"prefix={lemma[:5]}"
    if token.pos_ == "VERB":
        yield f"passive={is_passive(token)}"
    for child in children(token, "det", "compound", "amod", "compound:prt", "nmod:poss", "advmod", "aux"):
        yield f"{child.dep_}={event_lemma(child)}"
        yield f"{child.dep_}+={lemma}/{event_lemma(child)}"


def _senses(token: Token, senses: Senses) -> Iterator[str]:
    own = senses.get(token.i, ())
    yield f"senses={token.pos_}/{bool(own)}"
    for sense in own:
        yield f"type={sense.type}"
        yield f"type={sense.type}/{token.pos_}/{min(sense.length, 2)}"
        yield f"mode={sense.type}.{sense.mode}"
        if len(own) == 1:
            yield f"only={sense.type}/{token.pos_}"


def _arguments(token: Token, senses: Senses) -> Iterator[str]:
    lemma = event_lemma(token)
    for name, found in (("obj", children(token, *_OBJECTS)), ("subj", subjects(token) if token.pos_ == "VERB" else [])):
        for word in found[:1]:
            yield f"{name}={event_lemma(word)}"
            yield f"{name}+={lemma}/{event_lemma(word)}"
            yield f"{name}_entity={word.ent_type_ or word.pos_}"
            yield from (f"{name}_type={sense.type}" for sense in senses.get(word.i, ()))
        if not found:
            yield f"{name}=none/{token.pos_}"
    for child in children(token, "obl", "nmod"):
        before = " ".join(prepositions(child))
        yield f"prep={before}"
        yield f"prep+={lemma}/{before}"
        yield f"prep_entity={before}/{child.ent_type_ or child.pos_}"
        yield from (f"prep_type={sense.type}" for sense in senses.get(child.i, ()))
    for child in children(token, "xcomp", "ccomp", "advcl", "acl"):
        yield f"clause={child.dep_}"
        yield f"clause+={lemma}/{child.dep_}"
        yield from (f"clause_type={child.dep_}/{sense.type}" for sense in senses.get(child.i, ()))


def _head(token: Token, senses: Senses) -> Iterator[str]:
    head = token.head
    if head == token:
        return
    yield f"head={event_lemma(head)}/{token.dep_}"
    yield f"head_pos={head.pos_}/{token.dep_}"
    for sense in senses.get(head.i, ()):
        yield f"head_type={sense.type}/{token.pos_}"
        yield f"head_type={sense.type}/{token.dep_}"


def _neighbours(token: Token, senses: Senses) -> Iterator[str]:
    layout, here = layout_of(token.doc), token.i
    start, end = layout.starts[here], layout.ends[here]
    for distance in (-2, -1, 1, 2):
        at = here + distance
        if start <= at < end and not layout.is_space[at]:
            yield f"at{distance}={token.doc[at].lower_}"
    seen = _as_neighbours(token.doc)
    for at in range(max(start, here - _WINDOW), min(end, here + _WINDOW + 1)):
        if at != here and (name := seen[at]):
            yield name
    types = {sense.type for at in range(start, end) if at != here for sense in senses.get(at, ())}
    yield from (f"sentence={kind}" for kind in types)


@lru_cache(maxsize=1)
def _as_neighbours(doc: Doc) -> list[str | None]:
    """Give the feature that each token is to those near it, None where it is none."""
    return [_as_neighbour(token) if token.pos_ in ("NOUN", "VERB", "PROPN", "ADJ") else None for token in doc]


def _as_neighbour(token: Token) -> str:
    return f"near_entity={token.ent_type_}" if token.ent_type_ else f"near={event_lemma(token)}"

"""What a linear model sees of a word to tell whether it names an event, and of which type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from ingest.extract.events.event_words import Senses, event_lemmas
from ingest.extract.layout import Layout, layout_of
from ingest.extract.phrases import is_passive, prepositions, subjects

_OBJECTS = frozenset({"obj", "nsubj:pass"})
_MODIFIERS = frozenset({"det", "compound", "amod", "compound:prt", "nmod:poss", "advmod", "aux"})
_NOMINALS = frozenset({"obl", "nmod"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_NEIGHBOURS = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
_WINDOW = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """What the features of all words of a doc are made of; ``near``: what a word is to those near it, if anything."""

    layout: Layout
    lemmas: list[str]
    near: list[str | None]

    def label(self, index: int) -> str:
        """Give the type of the name that a word is in, else its part of speech."""
        return self.layout.names[index] or self.layout.poses[index]


def candidates_in(doc: Doc, senses: Senses) -> list[Token]:
    """Give the tokens that can name an event at all: verbs and nouns; a name only where it is a word for an event."""
    layout = layout_of(doc)
    found = []
    for index, (pos, name) in enumerate(zip(layout.poses, layout.names, strict=True)):
        if pos in ("VERB", "NOUN"):
            if layout.words[index][0].isalpha():
                found.append(doc[index])
        elif pos == "PROPN" and name in ("", "NORP") and index in senses:
            found.append(doc[index])
    return found


def features_of(token: Token, senses: Senses) -> list[str]:
    """Give the names of the features that hold for ``token``; one sentence is all they look at."""
    words, here = _words_of(token.doc), token.i
    return [
        *_own(words, here, token),
        *_senses(words, here, senses),
        *_arguments(words, here, senses, token),
        *_head(words, here, senses),
        *_neighbours(words, here, senses),
    ]


def _own(words: _Words, here: int, token: Token) -> Iterator[str]:
    layout, lemmas = words.layout, words.lemmas
    lemma, pos = lemmas[here], layout.poses[here]
    yield "bias"
    yield f"lemma={lemma}/{pos}"
    yield f"lemma={lemma}"
    yield f"tag={layout.tags[here]}"
    yield f"dep={pos}/{layout.relations[here]}"
    yield f"suffix={lemma[-4:]}/{pos}"
    yield f"prefix={lemma[:5]}"
    if pos == "VERB":
        yield f"passive={is_passive(token)}"
    for child in layout.dependents(here, _MODIFIERS):
        relation = layout.relations[child]
        yield f"{relation}={lemmas[child]}"
        yield f"{relation}+={lemma}/{lemmas[child]}"


def _senses(words: _Words, here: int, senses: Senses) -> Iterator[str]:
    own, pos = senses.get(here, ()), words.layout.poses[here]
    yield f"senses={pos}/{bool(own)}"
    for sense in own:
        yield f"type={sense.type}"
        yield f"type={sense.type}/{pos}/{min(sense.length, 2)}"
        yield f"mode={sense.type}.{sense.mode}"
        if len(own) == 1:
            yield f"only={sense.type}/{pos}"


def _arguments(words: _Words, here: int, senses: Senses, token: Token) -> Iterator[str]:
    layout, lemmas = words.layout, words.lemmas
    lemma, pos = lemmas[here], layout.poses[here]
    doers = [subject.i for subject in subjects(token)] if pos == "VERB" else []
    for name, found in (("obj", layout.dependents(here, _OBJECTS)), ("subj", doers)):
        for word in found[:1]:
            yield f"{name}={lemmas[word]}"
            yield f"{name}+={lemma}/{lemmas[word]}"
            yield f"{name}_entity={words.label(word)}"
            yield from (f"{name}_type={sense.type}" for sense in senses.get(word, ()))
        if not found:
            yield f"{name}=none/{pos}"
    for child in layout.dependents(here, _NOMINALS):
        before = " ".join(prepositions(token.doc[child]))
        yield f"prep={before}"
        yield f"prep+={lemma}/{before}"
        yield f"prep_entity={before}/{words.label(child)}"
        yield from (f"prep_type={sense.type}" for sense in senses.get(child, ()))
    for child in layout.dependents(here, _CLAUSES):
        relation = layout.relations[child]
        yield f"clause={relation}"
        yield f"clause+={lemma}/{relation}"
        yield from (f"clause_type={relation}/{sense.type}" for sense in senses.get(child, ()))


def _head(words: _Words, here: int, senses: Senses) -> Iterator[str]:
    layout = words.layout
    head, relation = layout.heads[here], layout.relations[here]
    if head == here:
        return
    yield f"head={words.lemmas[head]}/{relation}"
    yield f"head_pos={layout.poses[head]}/{relation}"
    for sense in senses.get(head, ()):
        yield f"head_type={sense.type}/{layout.poses[here]}"
        yield f"head_type={sense.type}/{relation}"


def _neighbours(words: _Words, here: int, senses: Senses) -> Iterator[str]:
    layout = words.layout
    start, end = layout.starts[here], layout.ends[here]
    for distance in (-2, -1, 1, 2):
        at = here + distance
        if start <= at < end and not layout.is_space[at]:
            yield f"at{distance}={layout.words[at]}"
    for at in range(max(start, here - _WINDOW), min(end, here + _WINDOW + 1)):
        if at != here and (name := words.near[at]):
            yield name
    types = {sense.type for at in range(start, end) if at != here for sense in senses.get(at, ())}
    yield from (f"sentence={kind}" for kind in types)


@lru_cache(maxsize=1)
def _words_of(doc: Doc) -> _Words:
    layout, lemmas = layout_of(doc), event_lemmas(doc)
    near = [
        (f"near_entity={name}" if name else f"near={lemma}") if pos in _NEIGHBOURS else None
        for pos, name, lemma in zip(layout.poses, layout.names, lemmas, strict=True)
    ]
    return _Words(layout, lemmas, near)

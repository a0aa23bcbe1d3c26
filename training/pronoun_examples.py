"""Pronouns of annotated documents with whom they may mean, as extraction sees them, to fit its weights on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from ingest.extract.participants.actors import cast_names
from ingest.extract.participants.cast import Cast
from ingest.extract.participants.genders import cast_genders, gender_of_pronoun
from ingest.extract.participants.mentions import Name, find_names
from ingest.extract.participants.metonyms import cast_metonyms
from ingest.extract.participants.nominals import cast_nominals
from ingest.extract.participants.places import cast_places
from ingest.extract.participants.roles import cast_roles
from ingest.nlp.windows import GLUED, PARAGRAPH
from training.documents import Mention, TrainingDocument


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as extraction reads it before its pronouns; ``clusters``: gold mentions by tokens of ``doc``."""

    id: str
    doc: Doc
    names: tuple[Name, ...]
    cast: Cast
    clusters: tuple[tuple[Mention, ...], ...]


def read_document(document: TrainingDocument, nlp: Language) -> ReadDocument:
    """Parse the words of ``document`` as they are, and cast all but the pronouns."""
    doc, places = _make_doc(document, nlp)
    doc = nlp(doc)
    clusters = tuple(
        tuple(Mention(places[one.start], places[one.end - 1] + 1, places[one.head]) for one in cluster)
        for cluster in document.clusters or ()
    )
    cast = Cast()
    names = find_names(doc)
    for read in (cast_names, cast_places, cast_metonyms, cast_roles, cast_genders, cast_nominals):
        read(doc, names, cast)
    return ReadDocument(document.id, doc, names, cast, clusters)


def _make_doc(document: TrainingDocument, nlp: Language) -> tuple[Doc, list[int]]:
    """Make a Doc with a token of white space before each paragraph; tell where each word is in it."""
    words: list[str] = []
    spaces: list[bool] = []
    places = []
    for at, word in enumerate(document.words):
        if at and document.gaps[at] == PARAGRAPH:
            words.append("\n\n")
            spaces.append(False)
        places.append(len(words))
        words.append(word)
        following = document.gaps[at + 1] if at + 1 < len(document.words) else GLUED
        spaces.append(following not in (GLUED, PARAGRAPH))
    return Doc(nlp.vocab, words=words, spaces=spaces), places


def gold_cluster(read: ReadDocument, place: int) -> tuple[Mention, ...] | None:
    """Give the cluster of which the token at ``place`` is a mention's head."""
    return next((cluster for cluster in read.clusters if any(one.head == place for one in cluster)), None)


def third_persons(read: ReadDocument) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    """Yield the places of "he" and "she" in all forms that the gold knows, with their clusters."""
    for token in read.doc:
        if gender_of_pronoun(token.lower_) and token.i not in read.cast.by_token:
            cluster = gold_cluster(read, token.i)
            if cluster is not None:
                yield token.i, cluster


def is_right(read: ReadDocument, tokens: Iterable[int], cluster: tuple[Mention, ...]) -> bool:
    """Whether one of the ``tokens``, heads of names or nouns, is a mention of the cluster."""
    ranges = {name.head: range(name.start, name.end) for name in read.names}
    heads = {one.head for one in cluster}
    return any(any(place in heads for place in ranges.get(at, (at,))) for at in tokens)

"""The words of an annotated document and of a pipeline's parse in one form, told by their characters.

Places count a text's characters without white space, as the CoNLL 2018 shared task does, so that words can be compared
wherever a pipeline cuts them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from spacy.tokens import Doc

from ingest.nlp.windows import GLUED, PARAGRAPH
from training.documents import TrainingDocument

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ScoredWord:
    """A word with its place and analysis; ``head`` is the head's place, None a root's."""

    place: Place
    kind: str  # UPOS
    tag: str  # XPOS
    lemma: str
    head: Place | None
    relation: str
    is_first: bool  # in its sentence


@dataclass(frozen=True, slots=True)
class ScoredName:
    """A name's place and its type."""

    place: Place
    type: str


def raw_text(document: TrainingDocument) -> str:
    """Give the text of a document; sentences stand apart even where the treebank glues them together."""
    pieces: list[str] = []
    for word, gap, is_start in zip(document.words, document.gaps, document.starts, strict=True):
        if pieces:
            pieces.append("\n\n" if gap == PARAGRAPH else "" if gap == GLUED and not is_start else " ")
        pieces.append(word)
    return "".join(pieces)


def find_places(words: Iterable[str]) -> list[Place]:
    """Give the place of each word of a text."""
    lengths = (len("".join(word.split())) for word in words)
    return list(pairwise(accumulate(lengths, initial=0)))


def annotated_words(document: TrainingDocument) -> list[ScoredWord]:
    """Give the words of a document that has trees."""
    tree, places = document.tree, find_places(document.words)
    if tree is None:
        raise ValueError(f"{document.id} of {document.source} has no trees to be measured by")
    return [
        ScoredWord(
            place=place,
            kind=tree.kinds[at].partition("|")[0],
            tag=tree.tags[at],
            lemma=tree.lemmas[at],
            head=places[tree.heads[at]] if tree.heads[at] >= 0 else None,
            relation=tree.relations[at],
            is_first=document.starts[at],
        )
        for at, place in enumerate(places)
    ]


def parsed_words(doc: Doc) -> list[ScoredWord]:
    """Give the words of a parse; spaCy's name of the root's relation is in capitals, UD's is not."""
    places = find_places(token.text for token in doc)
    words: list[ScoredWord] = []
    is_first = True
    for token, place in zip(doc, places, strict=True):
        # White space may begin a sentence; its first word does so then.
        is_first = is_first or bool(token.is_sent_start)
        if token.is_space:
            continue
        has_head = token.head.i != token.i and not token.head.is_space
        head = places[token.head.i] if has_head else None
        relation = token.dep_.lower()
        words.append(ScoredWord(place, token.pos_, token.tag_, token.lemma_, head, relation, is_first))
        is_first = False
    return words


def annotated_names(document: TrainingDocument) -> tuple[list[ScoredName], list[Place]]:
    """Give the names of a document, and the places of the words where nobody looked for names."""
    names: list[ScoredName] = []
    unknown: list[Place] = []
    for tag, (start, end) in zip(document.names or (), find_places(document.words), strict=True):
        if tag == "?":
            unknown.append((start, end))
        elif tag.startswith("B-"):
            names.append(ScoredName((start, end), tag[2:]))
        elif tag.startswith("I-"):
            names[-1] = ScoredName((names[-1].place[0], end), names[-1].type)
    return names, unknown


def parsed_names(doc: Doc) -> list[ScoredName]:
    """Give the names of a parse."""
    places = find_places(token.text for token in doc)
    return [ScoredName((places[name.start][0], places[name.end - 1][1]), name.label_) for name in doc.ents]

"""How near the sentence vectors of a model come to those of all-MiniLM-L6-v2, on the documents that were held out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span
from tqdm import tqdm

from training.counts import Counts
from training.documents import TrainingDocument, read_documents
from training.scored_words import find_places, raw_text
from training.targets import sentence_starts

MEASURE = "sentence vectors, 100 × cosine"
_DOCUMENTS, _VECTORS = "dev.jsonl.gz", "dev-vectors.npy"


class _HasVectors(Protocol):
    def vectors(self, spans: Sequence[Span]) -> npt.NDArray[np.float32]: ...


def vector_files(work: Path) -> tuple[Path, Path]:
    """Give the files of a training's folder that are read here."""
    return work / _DOCUMENTS, work / _VECTORS


def count_vectors(nlp: Language, work: Path) -> Iterator[Counts]:
    """Yield for each document the sum of the cosines of its sentences, and how many these are.

    The folder ``work`` has the vectors of all-MiniLM-L6-v2 for the same sentences, which training made.
    """
    documents = list(read_documents(work / _DOCUMENTS))
    wanted: npt.NDArray[np.float32] = np.load(work / _VECTORS).astype(np.float32)
    encoder: _HasVectors = nlp.get_pipe("newsgraph_encoder")  # type: ignore[assignment] # spaCy knows callables alone.
    done = 0
    docs = nlp.pipe(map(raw_text, documents))
    for document, doc in tqdm(
        zip(documents, docs, strict=True), total=len(documents), desc="held out", unit=" documents"
    ):
        spans = sentence_spans(document, doc)
        cosines = (encoder.vectors(spans) * wanted[done : done + len(spans)]).sum(axis=1)
        done += len(spans)
        yield {MEASURE: (float(cosines.sum()), len(spans))}


def sentence_spans(document: TrainingDocument, doc: Doc) -> list[Span]:
    """Give the tokens of each sentence of ``document``, however ``doc`` is cut into words and sentences."""
    places, found = find_places(document.words), find_places(token.text for token in doc)
    firsts = np.flatnonzero(sentence_starts(document)).tolist()
    token_starts, token_ends = [start for start, _ in found], [end for _, end in found]
    spans = []
    for first, after in zip(firsts, [*firsts[1:], len(places)], strict=True):
        start, end = places[first][0], places[after - 1][1]
        spans.append(Span(doc, bisect_right(token_ends, start), bisect_left(token_starts, end)))
    return spans

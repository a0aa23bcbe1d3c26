"""The words of a document, white space left out, and the windows of words in which the encoder reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from ingest.nlp.paragraphs import paragraph_gaps
from ingest.nlp.wordpiece import WordPieces

# What stands before a word: the row of the space embedding.
GLUED, SPACE, PARAGRAPH = 0, 1, 2
_FINAL = frozenset({".", "!", "?", "…"})
_CLOSING = frozenset({")", '"', "”", "'", "’", "]", "»"})
# From this share of a window on, a paragraph's end is a better place to cut than the last word that fits.
_FULL_ENOUGH = 0.6
# A window of one sentence may have so many pieces: the encoder knows 512 places, and time grows with the square.
_LONGEST = 256

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Words:
    """The n words of a document. ``tokens``: their places in the Doc; ``gaps``: GLUED, SPACE or PARAGRAPH before each.

    ``pieces``: the numbers of all pieces; those of word i are ``[begins[i], begins[i + 1])`` of them. ``shapes``: of
    the words' letters.
    """

    texts: tuple[str, ...]
    tokens: npt.NDArray[np.int64]
    gaps: Ints
    pieces: Ints
    begins: Ints
    shapes: Ints

    def __len__(self) -> int:
        return len(self.texts)


def read_words(doc: Doc, wordpieces: WordPieces) -> Words:
    """Give the words of ``doc``: its tokens without those that are white space only."""
    is_space, is_followed = doc.to_array(["IS_SPACE", "SPACY"]).reshape(len(doc), 2).astype(bool).T
    tokens = np.flatnonzero(~is_space)
    every = [token.text for token in doc]
    texts = tuple([every[place] for place in tokens.tolist()])
    pieces = [wordpieces.pieces(text) for text in texts]
    begins = np.zeros(len(texts) + 1, np.int32)
    np.cumsum([len(word.ids) for word in pieces], out=begins[1:])
    return Words(
        texts=texts,
        tokens=tokens,
        gaps=_gaps(doc, tokens, is_followed),
        pieces=np.fromiter(chain.from_iterable(word.ids for word in pieces), np.int32, count=int(begins[-1])),
        begins=begins,
        shapes=np.array([word.shape for word in pieces], np.int32),
    )


def _gaps(doc: Doc, tokens: npt.NDArray[np.int64], is_followed: npt.NDArray[np.bool_]) -> Ints:
    """Give what stands before each of ``tokens``; whatever stands before the first, it begins a paragraph."""
    ends = np.zeros(len(doc) + 1, np.int64)
    ends[[place + 1 for place in paragraph_gaps(doc)]] = 1
    paragraphs = np.cumsum(ends)[tokens]
    is_spaced = (np.diff(tokens) > 1) | is_followed[tokens[:-1]]
    gaps = np.full(len(tokens), PARAGRAPH, np.int32)
    gaps[1:] = np.where(np.diff(paragraphs) > 0, PARAGRAPH, np.where(is_spaced, SPACE, GLUED))
    return gaps


def cut_windows(
    words: Words, *, limit: int, goes_on: Callable[[Words, int], bool] = lambda words, place: False
) -> Iterator[tuple[int, int]]:
    """Yield word ranges ``[start, end)`` of about ``limit`` pieces, cut between sentences where one seems to end.

    No cut is made before a word of which ``goes_on`` says that it starts no sentence. A sentence that is longer than
    ``limit`` stays whole as long as it has no more than some hundred pieces.
    """
    start, used = 0, 0
    last: int | None = None
    gaps, begins = words.gaps.tolist(), words.begins.tolist()
    for at, size in enumerate(np.diff(words.begins).tolist()):
        is_paragraph = gaps[at] == PARAGRAPH
        is_full = used + size > (limit if last is not None or is_paragraph else max(limit, _LONGEST))
        if at > start and (is_full or (is_paragraph and used > _FULL_ENOUGH * limit)):
            end = at if is_paragraph or last is None else last
            yield start, end
            start, last = end, None
            used = begins[at] - begins[start]
        elif at > start and (
            is_paragraph or (_may_start_sentence(words.texts, gaps, at, start) and not goes_on(words, at))
        ):
            last = at
        used += size
    if len(words):
        yield start, len(words)


def _may_start_sentence(texts: tuple[str, ...], gaps: list[int], at: int, start: int) -> bool:
    if gaps[at] != SPACE or at - start < 2:
        return False
    before = texts[at - 1]
    return before in _FINAL or (before in _CLOSING and texts[at - 2] in _FINAL)

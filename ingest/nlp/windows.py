"""The words of a document, white space left out, and the windows of words in which the encoder reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from ingest.nlp.paragraphs import paragraph_gaps
from ingest.nlp.wordpiece import Pieces, WordPieces

# What stands before a word: the row of the space embedding.
GLUED, SPACE, PARAGRAPH = 0, 1, 2
_FINAL = frozenset({".", "!", "?", "…"})
_CLOSING = frozenset({")", '"', "”", "'", "’", "]", "»"})
# From this share of a window on, a paragraph's end is a better place to cut than the last word that fits.
_FULL_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document. ``tokens``: their places in the Doc; ``gaps``: GLUED, SPACE or PARAGRAPH before each."""

    texts: tuple[str, ...]
    tokens: npt.NDArray[np.int64]
    pieces: tuple[Pieces, ...]
    gaps: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.texts)


def read_words(doc: Doc, wordpieces: WordPieces) -> Words:
    """Give the words of ``doc``: its tokens without those that are white space only."""
    paragraphs = paragraph_gaps(doc)
    texts, tokens, gaps = [], [], []
    gap = PARAGRAPH
    for token in doc:
        if token.is_space:
            gap = PARAGRAPH if token.i in paragraphs or gap == PARAGRAPH else SPACE
            continue
        texts.append(token.text)
        tokens.append(token.i)
        gaps.append(gap)
        gap = SPACE if token.whitespace_ else GLUED
    pieces = tuple(wordpieces.pieces(text) for text in texts)
    return Words(tuple(texts), np.array(tokens, np.int64), pieces, np.array(gaps, np.int64))


def cut_windows(words: Words, *, limit: int) -> Iterator[tuple[int, int]]:
    """Yield word ranges ``[start, end)`` of about ``limit`` pieces, cut between sentences where one seems to end."""
    start, used = 0, 0
    last: int | None = None
    gaps = words.gaps.tolist()
    for at, pieces in enumerate(words.pieces):
        size = len(pieces.ids)
        is_paragraph = gaps[at] == PARAGRAPH
        if at > start and (used + size > limit or (is_paragraph and used > _FULL_ENOUGH * limit)):
            end = at if is_paragraph or last is None else last
            yield start, end
            start, last = end, None
            used = sum(len(words.pieces[between].ids) for between in range(start, at))
        elif at > start and (is_paragraph or _may_start_sentence(words.texts, gaps, at, start)):
            last = at
        used += size
    if len(words):
        yield start, len(words)


def _may_start_sentence(texts: tuple[str, ...], gaps: list[int], at: int, start: int) -> bool:
    if gaps[at] != SPACE or at - start < 2:
        return False
    before = texts[at - 1]
    return before in _FINAL or (before in _CLOSING and texts[at - 2] in _FINAL)

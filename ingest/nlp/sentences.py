"""Where sentences start: what the model says, put right where the writing leaves no choice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.nlp.windows import GLUED, PARAGRAPH, Words
from ingest.nlp.word_lists import abbreviations

_CLOSING = frozenset({"”", "’", '"', "'", "''", ")", "]", "}", "»"})


def sentence_starts(words: Words, start: int, end: int, scores: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Give which of the words ``[start, end)`` start a sentence; ``scores`` (n, 2) are the model's.

    The first word of a window and of a paragraph always does.
    """
    starts: npt.NDArray[np.bool_] = scores[:, 1] > scores[:, 0]
    for place in np.flatnonzero(starts).tolist():
        starts[place] = not goes_on(words, start + place)
    starts |= words.gaps[start:end] == PARAGRAPH
    starts[0] = True
    return starts


def goes_on(words: Words, place: int) -> bool:
    """Whether the word at ``place`` can't start a sentence, whatever the model says."""
    if place == 0 or words.gaps[place] == PARAGRAPH:
        return False
    if words.gaps[place] == GLUED:
        return _is_glued_on(words, place)
    before, word = words.texts[place - 1], words.texts[place]
    if before in abbreviations("name"):
        return True
    if before in abbreviations("number") and word[0].isdigit():
        return True
    if before.endswith(".") and len(before) > 1 and word[0].islower():
        return True
    return _last_mark(words, place) == ","


def _is_glued_on(words: Words, place: int) -> bool:
    """Whether a word without a space before it belongs to what is before: a closing mark, or part of a word."""
    before, word = words.texts[place - 1], words.texts[place]
    is_last_glued = place + 1 == len(words) or bool(words.gaps[place + 1] != GLUED)
    return (word in _CLOSING and is_last_glued) or before[-1].isalnum() or word[0].islower()


def _last_mark(words: Words, place: int) -> str:
    """Give the word before ``place``, closing marks left out: the comma in 'We won," she said'."""
    last = place - 1
    while last > 0 and words.texts[last] in _CLOSING and words.gaps[last] == GLUED:
        last -= 1
    return words.texts[last]

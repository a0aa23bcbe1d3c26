"""Where sentences start: what the model says, put right where the writing leaves no choice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.nlp.windows import GLUED, PARAGRAPH, SPACE, Words
from ingest.nlp.word_lists import abbreviations

_CLOSING = frozenset({"”", "’", '"', "'", "''", ")", "]", "}", "»"})


def sentence_starts(words: Words, start: int, end: int, scores: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Give which of the words ``[start, end)`` start a sentence; ``scores`` (n, 2) are the model's.

    The first word of a window and of a paragraph always does.
    """
    starts: npt.NDArray[np.bool_] = scores[:, 1] > scores[:, 0]
    for place in np.flatnonzero(starts).tolist():
        starts[place] = not _goes_on(words, start + place)
    starts |= words.gaps[start:end] == PARAGRAPH
    starts[0] = True
    return starts


def _goes_on(words: Words, place: int) -> bool:
    """Whether the word at ``place`` can't start a sentence, whatever the model says."""
    if place == 0:
        return False
    before, word = words.texts[place - 1], words.texts[place]
    if words.gaps[place] == GLUED:
        # A closing mark belongs to the sentence that it closes; what is glued to a word is part of it.
        is_closing = word in _CLOSING and (place + 1 == len(words) or words.gaps[place + 1] != GLUED)
        return is_closing or before[-1].isalnum() or word[0].islower()
    if words.gaps[place] == SPACE and before in abbreviations("number"):
        return word[0].isdigit()
    return words.gaps[place] == SPACE and (
        before in abbreviations("name") or (before.endswith(".") and len(before) > 1 and word[0].islower())
    )

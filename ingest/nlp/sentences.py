"""Where sentences start: what the model says, put right where the writing leaves no choice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ingest.nlp.windows import GLUED, PARAGRAPH, Words
from ingest.nlp.word_lists import abbreviations

_CLOSING = frozenset({"”", "’", '"', "'", "''", ")", "]", "}", "»"})
_QUOTES = frozenset({"”", "’", '"', "'", "''", "»"})
_INNER_MARKS = frozenset({",", ";", ":", "%"})
_NUMBER_SIGNS = frozenset({"No", "Nos"})
# After the comma behind these the writer's name stands alone: "Best regards, Ann".
_GREETINGS = frozenset({"regards", "sincerely", "thanks", "cheers", "love", "best", "respectfully", "yours", "hi"})


def sentence_starts(words: Words, start: int, end: int, scores: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Give which of the words ``[start, end)`` start a sentence; ``scores`` (n, 2) are the model's.

    The first word of a window and of a paragraph always does.
    """
    starts: npt.NDArray[np.bool_] = scores[:, 1] > scores[:, 0]
    for place in np.flatnonzero(starts).tolist():
        starts[place] = not goes_on(words, start + place)
        if not starts[place] and is_note(words, start + place) and place + 3 < len(starts):
            starts[place + 3] = True
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
    if before in abbreviations("name") or word in _INNER_MARKS or is_note(words, place):
        return True
    if _is_numbered(words, place) or _goes_on_lower(before, word):
        return True
    return _last_mark(words, place) == "," and words.texts[max(0, place - 2)].lower() not in _GREETINGS


def is_note(words: Words, place: int) -> bool:
    """Whether a note's number in square brackets begins here: it belongs to what stands before it."""
    opening, *rest = words.texts[place : place + 3]
    return opening == "[" and len(rest) == 2 and rest[0].isdigit() and rest[1] == "]"


def _is_numbered(words: Words, place: int) -> bool:
    """Whether the number at ``place`` is that of an abbreviation: "Sept. 5"; "No. 10", whose full stop stands alone."""
    before = words.texts[place - 1]
    is_number_sign = before == "." and place > 1 and words.texts[place - 2] in _NUMBER_SIGNS
    return (before in abbreviations("number") or is_number_sign) and words.texts[place][0].isdigit()


def _goes_on_lower(before: str, word: str) -> bool:
    """Whether a word in lower case goes on after an abbreviation or a quotation; links begin in lower case too."""
    is_abbreviation = before.endswith(".") and len(before) > 1
    return word[0].islower() and not word.startswith("http") and (is_abbreviation or before in _QUOTES)


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

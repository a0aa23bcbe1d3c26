"""Where paragraphs begin: at blank lines, and at line ends unless the text is wrapped at a column."""

from __future__ import annotations

import re

import numpy as np
from spacy.tokens import Doc

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Fewer line ends than this tell nothing about the text's layout.
_MIN_LINE_ENDS = 3
_BULLETS = frozenset("•‣▪◦●■*")


def paragraph_gaps(doc: Doc) -> frozenset[int]:
    """Give the places of white-space tokens that end a paragraph.

    In wrapped text (mail, wire copy of the teletype days) only a blank line, an indented one, or one with a bullet
    begins a paragraph.
    """
    ends: list[int] = []
    soft: list[int] = []
    for place in np.flatnonzero(doc.to_array("IS_SPACE")).tolist():
        space = doc[place].text
        breaks = _LINE_END.findall(space)
        if breaks:
            ends.append(place)
            is_last = place + 1 == len(doc)
            if len(breaks) == 1 and not is_last and not _begins_line(space, doc[place + 1].text):
                soft.append(place)
    if _is_wrapped(doc, soft):
        return frozenset(ends) - frozenset(soft)
    return frozenset(ends)


def _begins_line(space: str, word: str) -> bool:
    """Whether a line begins on purpose, not because the one before it was full: it is indented or has a bullet."""
    return space.endswith((" ", "\t")) or word in _BULLETS


def _is_wrapped(doc: Doc, soft: list[int]) -> bool:
    """Whether most single line ends stand in the middle of a sentence: the next line goes on in lower case."""
    continued = sum(doc[place + 1].text[0].islower() for place in soft)
    return len(soft) >= _MIN_LINE_ENDS and continued * 2 > len(soft)

"""Which cue the words of a source or content belong to, as the language model's pointer says."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from spacy.tokens import Doc

from ingest.extract.heads import Floats, points
from ingest.extract.statements.attribution import Range, paragraph_around, words_of

# How far from a content an untagged cue is looked for: the model learned from windows of little more than this.
_NEAR = 60
_ASKED = 8
_CUES = frozenset({"VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX"})
# An untagged word is a cue where the words of a content point at it rather than at all others.
_SURE = 0.5


def belonging(doc: Doc, part: Range, cues: Sequence[Range]) -> list[float] | None:
    """Give for each cue the log probability that ``part`` belongs to it, rather than to another of them or to none.

    It is the mean over words of ``part``; None without word vectors of ours.
    """
    if not cues:
        return []
    odds = points(doc, "cue", _words(doc, part), [index for cue in cues for index in range(*cue)])
    if odds is None:
        return None
    firsts = np.cumsum([0, 1, *(end - start for start, end in cues[:-1])])
    by_cue = np.logaddexp.reduceat(odds, firsts, axis=1)
    shares = by_cue - np.logaddexp.reduce(by_cue, axis=1, keepdims=True)
    means: list[float] = shares.mean(axis=0)[1:].tolist()
    return means


def untagged_cue(doc: Doc, content: Range, taken: Set[int]) -> Range | None:
    """Give the cue that the words of ``content`` point at, where none of its words are ``taken``."""
    start, end = paragraph_around(doc, content, _NEAR)
    odds = points(doc, "cue", _words(doc, content), range(start, end))
    if odds is None:
        return None
    shares: Floats = np.exp(odds - np.logaddexp.reduce(odds, axis=1, keepdims=True)).mean(axis=0)[1:]
    open_words = {index for index in range(start, end) if index not in taken and not content[0] <= index < content[1]}
    best = max(
        (index for index in open_words if doc[index].pos_ in _CUES), key=lambda index: shares[index - start], default=-1
    )
    if best < 0 or shares[best - start] < _SURE:
        return None
    first, last = best, best + 1
    while first - 1 in open_words and shares[first - 1 - start] > _SURE / 2:
        first -= 1
    while last in open_words and shares[last - start] > _SURE / 2:
        last += 1
    return first, last


def _words(doc: Doc, part: Range) -> list[int]:
    """Give words of ``part``, some from all of it where it is long: more would say the same, and take their time."""
    words = words_of(doc, part) or [part[0]]
    return words[:: -(-len(words) // _ASKED)]

"""Where the tokens of a doc stand, as lists: tree, sentences, line breaks, looked up once and asked for ever again.

spaCy makes a new object for each token that is asked for, and walks through the sentence for ``Token.sent``: that alone
took a third of the time in which a parse was read.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc

# A tree is followed up so far; deeper words count as equally deep.
_DEEPEST = 60
# The doc that is read, and a question that is read meanwhile.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """One list each, with a place for every token of a doc.

    ``heads``: the head's index, a root's its own; ``relations``: to the head; ``plain``: those without subtype;
    ``children``: the dependents in the text's order; ``depths``: edges up to the root; ``starts`` and ``ends``: those
    of the token's sentence. ``breaks`` are the indices of tokens with a line break.
    """

    heads: list[int]
    relations: list[str]
    plain: list[str]
    children: list[list[int]]
    depths: list[int]
    starts: list[int]
    ends: list[int]
    is_punct: list[bool]
    is_space: list[bool]
    breaks: list[int]

    def has_break(self, start: int, end: int) -> bool:
        """Whether one of the tokens ``[start, end)`` has a line break."""
        following = bisect_left(self.breaks, start)
        return following < len(self.breaks) and self.breaks[following] < end

    def path_up(self, index: int) -> list[int]:
        """Give the token and those above it, up to the root."""
        path = [index]
        while self.heads[path[-1]] != path[-1]:
            path.append(self.heads[path[-1]])
        return path


@lru_cache(maxsize=_KEPT)
def layout_of(doc: Doc) -> Layout:
    """Give the layout of a parsed ``doc``, whose annotation changes no more."""
    offsets, sentence, punctuation, space = doc.to_array(["HEAD", "SENT_START", "IS_PUNCT", "IS_SPACE"]).T.astype(
        np.int64
    )
    heads = (np.arange(len(doc)) + offsets).tolist()
    children: list[list[int]] = [[] for _ in heads]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    borders = [0, *(np.flatnonzero(sentence[1:] == 1) + 1).tolist(), len(doc)]
    lengths = np.diff(borders)
    relations = [token.dep_ for token in doc]
    return Layout(
        heads=heads,
        relations=relations,
        plain=[relation.partition(":")[0] for relation in relations],
        children=children,
        depths=_depths(heads, children),
        starts=np.repeat(borders[:-1], lengths).tolist(),
        ends=np.repeat(borders[1:], lengths).tolist(),
        is_punct=punctuation.astype(bool).tolist(),
        is_space=space.astype(bool).tolist(),
        breaks=[token.i for token in doc if "\n" in token.text],
    )


def _depths(heads: list[int], children: list[list[int]]) -> list[int]:
    depths = [_DEEPEST] * len(heads)
    level = [index for index, head in enumerate(heads) if head == index]
    for depth in range(_DEEPEST):
        for index in level:
            depths[index] = depth
        level = [child for index in level for child in children[index]]
    return depths

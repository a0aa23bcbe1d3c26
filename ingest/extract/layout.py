"""What the tokens of a doc are and where they stand, as lists: words, tree, sentences, looked up once a doc.

spaCy makes a new object for each token that is asked for, and walks through the sentence for ``Token.sent``: that alone
took a third of the time in which a parse was read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

# A tree is followed up so far; deeper words count as equally deep.
_DEEPEST = 60
# The doc that is read, and a question that is read meanwhile.
_KEPT = 2
_ATTRIBUTES: list[int | str] = [
    "HEAD",
    "SENT_START",
    "IS_PUNCT",
    "IS_SPACE",
    "LOWER",
    "LEMMA",
    "POS",
    "TAG",
    "ENT_TYPE",
    "DEP",
]
# The first so many are numbers, the others stand for strings.
_NUMBERS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """One list each, with a place for every token of a doc.

    ``words``: in lower case; ``lemmas``, ``poses``, ``tags``, ``names``: as `Token.lemma_`, `pos_`, `tag_` and
    `ent_type_`; ``heads``: the head's index, a root's its own; ``relations``: to the head; ``plain``: those without
    subtype; ``children``: the dependents in the text's order; ``depths``: edges up to the root; ``starts`` and
    ``ends``: those of the token's sentence. ``breaks`` are the indices of tokens with a line break.
    """

    words: list[str]
    lemmas: list[str]
    poses: list[str]
    tags: list[str]
    names: list[str]
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

    @property
    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield the token ranges of the sentences."""
        start = 0
        while start < len(self.ends):
            yield start, self.ends[start]
            start = self.ends[start]

    def has_break(self, start: int, end: int) -> bool:
        """Whether one of the tokens ``[start, end)`` has a line break."""
        following = bisect_left(self.breaks, start)
        return following < len(self.breaks) and self.breaks[following] < end

    def dependents(self, index: int, relations: Collection[str]) -> list[int]:
        """Give the dependents of a token by relation, one without subtype standing for all of its subtypes."""
        return [
            child
            for child in self.children[index]
            if self.relations[child] in relations or self.plain[child] in relations
        ]

    def subtree(self, index: int) -> list[int]:
        """Give the token and all below it, in no order."""
        found = [index]
        for place in found:
            found += self.children[place]
        return found

    def path_up(self, index: int) -> list[int]:
        """Give the token and those above it, up to the root."""
        path = [index]
        while self.heads[path[-1]] != path[-1]:
            path.append(self.heads[path[-1]])
        return path


@lru_cache(maxsize=_KEPT)
def layout_of(doc: Doc) -> Layout:
    """Give the layout of a parsed ``doc``, whose annotation changes no more."""
    columns = doc.to_array(_ATTRIBUTES).reshape(len(doc), len(_ATTRIBUTES)).T
    offsets, sentence, punctuation, space = columns[:_NUMBERS].astype(np.int64)
    words, lemmas, poses, tags, names, relations = (_strings(doc, column) for column in columns[_NUMBERS:])
    heads = (np.arange(len(doc)) + offsets).tolist()
    children: list[list[int]] = [[] for _ in heads]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    borders = [0, *(np.flatnonzero(sentence[1:] == 1) + 1).tolist(), len(doc)]
    lengths = np.diff(borders)
    plain = {relation: relation.partition(":")[0] for relation in set(relations)}
    return Layout(
        words=words,
        lemmas=lemmas,
        poses=poses,
        tags=tags,
        names=names,
        heads=heads,
        relations=relations,
        plain=[plain[relation] for relation in relations],
        children=children,
        depths=_depths(heads, children),
        starts=np.repeat(borders[:-1], lengths).tolist(),
        ends=np.repeat(borders[1:], lengths).tolist(),
        is_punct=punctuation.astype(bool).tolist(),
        is_space=space.astype(bool).tolist(),
        breaks=[index for index, word in enumerate(words) if "\n" in word],
    )


def _strings(doc: Doc, column: npt.NDArray[np.uint64]) -> list[str]:
    strings, numbers = doc.vocab.strings, column.tolist()
    named = {number: strings[number] for number in set(numbers)}
    return [named[number] for number in numbers]


def _depths(heads: list[int], children: list[list[int]]) -> list[int]:
    depths = [_DEEPEST] * len(heads)
    level = [index for index, head in enumerate(heads) if head == index]
    for depth in range(_DEEPEST):
        for index in level:
            depths[index] = depth
        level = [child for index in level for child in children[index]]
    return depths

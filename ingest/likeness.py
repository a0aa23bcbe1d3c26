"""Which words are alike, and how rare each is in news: a table that ``training/word_likeness.py`` made.

What a question calls "the blaze" is a fire in the article. Two words are as like as the language model's vectors of
each alone; names are not compared, since those of different countries would be alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from ingest.extract import tables

# The cosine from which two words are alike at all, and from which they are as good as one.
LEAST, SURE = 0.45, 0.85


@dataclass(frozen=True, slots=True)
class _Table:
    rows: Mapping[str, int]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    others: tuple[int, ...]
    likeness: tuple[int, ...]
    articles: Mapping[str, int]
    total: int


def words_like(word: str) -> dict[str, float]:
    """Give the words most like ``word``, from 0 to 1; none for one that was never compared."""
    table = _table()
    row = table.rows.get(word.lower())
    if row is None:
        return {}
    places = range(table.starts[row], table.starts[row + 1])
    return {table.words[table.others[place]]: table.likeness[place] / 100 for place in places}


def rarity(word: str) -> float:
    """Give how much a word tells: the inverse document frequency in news, 0 for what every article has."""
    table = _table()
    return math.log((table.total + 1) / (table.articles.get(word.lower(), 0) + 1))


@cache
def _table() -> _Table:
    with (resources.files(tables) / "word_likeness.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        words = tuple(str(stored["words"]).split("\n"))
        counted = str(stored["counted"]).split("\n")
        return _Table(
            {word: row for row, word in enumerate(words)},
            words,
            tuple(np.searchsorted(stored["first"], np.arange(len(words) + 1)).tolist()),
            tuple(stored["other"].tolist()),
            tuple(stored["likeness"].tolist()),
            dict(zip(counted, stored["articles"].tolist(), strict=True)),
            int(stored["total"]),
        )

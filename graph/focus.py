"""Which articles a question is about: those with its words, or words like them, and a statement like it.

Many an article has "the attack": who asks about one of them by its other words wants no answers from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graph.reading import Reading, Word

Bag = frozenset[str]

# What an article's share of the question's words counts, what the share that it has in their own spelling counts more,
# and what the cosine of its nearest statement counts: a conditional logistic regression of which article a question was
# written about (``training/question_articles.py``).
WORDS, SPELLINGS, LIKENESS = 6.4, 1.6, 15.9
# How far behind the best article another one may be, in log odds. Chosen on the same questions: nearer loses answers.
FAR = 5.0
# Of a long text so many characters are looked at: its beginning tells what it is about.
LOOKED_AT = 20_000
_WORD = re.compile(r"\w+")


def near_articles(reading: Reading, texts: Mapping[str, Bag], nearest: Mapping[str, float]) -> tuple[str, ...]:
    """Give the ids of the articles that ``reading`` may be about, by their words and their ``nearest`` statements."""
    scores = {
        id: sum(weight * value for weight, value in zip((WORDS, SPELLINGS, LIKENESS), features, strict=True))
        for id, features in describe(reading, texts, nearest).items()
    }
    best = max(scores.values(), default=0.0)
    return tuple(sorted(id for id, score in scores.items() if best - score <= FAR))


def describe(
    reading: Reading, texts: Mapping[str, Bag], nearest: Mapping[str, float]
) -> dict[str, tuple[float, float, float]]:
    """Give of each article the share of the question's words in it, that in their own spelling, and the cosine."""
    return {
        id: (
            share_of(reading.words, texts[id]),
            share_of(reading.words, texts[id], is_exact=True),
            nearest.get(id, -1.0),
        )
        for id in texts
    }


def share_of(words: Iterable[Word], bag: Bag, *, is_exact: bool = False) -> float:
    """Give how much of ``words`` is in ``bag``, rare words counting more."""
    weights = [(word.weight, float(has(word, bag)) if is_exact else coverage(word, bag)) for word in words]
    total = sum(weight for weight, _ in weights)
    return sum(weight * found for weight, found in weights) / total if total else 0.0


def coverage(word: Word, bag: Bag) -> float:
    """Give how surely ``bag`` has ``word``: 1 by any of its spellings, else by the word most like it."""
    if has(word, bag):
        return 1.0
    return max((likeness for other, likeness in word.alike.items() if other in bag), default=0.0)


def has(word: Word, bag: Bag) -> bool:
    """Tell whether ``bag`` has all words of one of the spellings."""
    return any(bag.issuperset(_WORD.findall(spelling)) for spelling in word.spellings)


def bag_of(texts: Iterable[str | None]) -> Bag:
    """Give the words of the beginnings of some texts, in lower case, each without a final "s" too."""
    found = {word for text in texts if text for word in _WORD.findall(text[:LOOKED_AT].lower())}
    return frozenset(found | {word.removesuffix("s") for word in found})

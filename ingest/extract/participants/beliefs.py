"""Who a noun or a pronoun may be as the language model sees it, through the chain of mentions before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from ingest.extract.heads import has_vectors, same_chances
from ingest.extract.layout import layout_of
from ingest.extract.participants.cast import Cast
from ingest.extract.participants.mentions import Name

# How many tokens and mentions before a word are asked: the model has read about as many together.
_REACH = 200
_MOST = 60
# So many unresolved mentions are followed back; a link less likely than this is not.
_DEPTH = 4
_LEAST = 0.03
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_INNER = frozenset({"flat", "flat:foreign", "compound", "goeswith", "fixed", "nmod:desc", "expl"})

Shares = dict[str, float]
Floats = NDArray[np.float64]


class Beliefs:
    """Gives for a word the probability of each actor by key, and of unnamed mentions by "noun:" and their word.

    What has been cast counts as known; so does what is settled. None of all that without word vectors.
    """

    def __init__(self, doc: Doc, names: Iterable[Name], cast: Cast) -> None:
        self._doc = doc
        self._cast = cast
        # The number of each key, which is its place in the vectors of shares; those made later are longer.
        self._keys: dict[str, int] = {}
        self._known: dict[int, Floats] = {}
        self._odds_at: dict[int, dict[int, float]] = {}
        layout = layout_of(doc)
        inside = {place for name in names for place in range(name.start, name.end) if place != name.head}
        self._mentions = [
            place
            for place, (pos, relation) in enumerate(zip(layout.poses, layout.relations, strict=True))
            if (pos in _NOMINAL and relation not in _INNER and place not in inside)
            or place in cast.by_token
            or (pos == "DET" and relation == "nmod:poss")
        ]
        self._places = np.array(self._mentions, np.int64)

    @property
    def is_available(self) -> bool:
        """Whether the doc has the word vectors that all this is read from."""
        return has_vectors(self._doc)

    def shares(self, place: int) -> Shares:
        """Give whom the word at ``place`` may be, by the mentions before it; what it was cast as is not asked."""
        found = self._read(place, _DEPTH).tolist()
        return {key: share for key, share in zip(self._keys, found, strict=False) if share}

    def settle(self, place: int, shares: Shares) -> None:
        """Take ``shares`` as what is known of the word at ``place``."""
        numbers = [self._number(key) for key in shares]
        self._known[place] = np.zeros(len(self._keys))
        self._known[place][numbers] = list(shares.values())

    def points_at(self, later: int, place: int) -> float:
        """Give the probability that the mention ``later`` is the same as the one at ``place`` before it."""
        odds = self._odds(later)
        return odds.get(place, 0.0)

    def _odds(self, place: int) -> dict[int, float]:
        """Give the probability of each mention before ``place``; what is missing to 1 is that it is a new one."""
        if place not in self._odds_at:
            self._odds_at[place] = self._find_odds(place)
        return self._odds_at[place]

    def _find_odds(self, place: int) -> dict[int, float]:
        end = bisect_left(self._mentions, place)
        first = max(0, end - _MOST, bisect_left(self._mentions, place - _REACH))
        chances = same_chances(self._doc, place, self._places[first:end]) if first < end else None
        return {} if chances is None else dict(zip(self._mentions[first:end], chances.tolist(), strict=True))

    def _read(self, place: int, depth: int) -> Floats:
        likely = [(chance, at) for at, chance in self._odds(place).items() if chance >= _LEAST]
        told = [(chance, self._who(at, depth - 1)) for chance, at in likely]
        own = self._number(self._noun(place))
        found = np.zeros(len(self._keys))
        rest = 1.0
        for chance, shares in told:
            rest -= chance
            found[: len(shares)] += chance * shares
        found[own] += rest
        return found

    def _who(self, place: int, depth: int) -> Floats:
        key = self._cast.by_token.get(place)
        if key is not None:
            return self._only(key)
        if place not in self._known:
            if depth == 0:
                return self._only(self._noun(place))
            self._known[place] = self._read(place, depth)
        return self._known[place]

    def _only(self, key: str) -> Floats:
        number = self._number(key)
        shares = np.zeros(number + 1)
        shares[number] = 1.0
        return shares

    def _number(self, key: str) -> int:
        return self._keys.setdefault(key, len(self._keys))

    def _noun(self, place: int) -> str:
        """Give the key of the unnamed mention at ``place``."""
        return f"noun:{layout_of(self._doc).words[place]}"

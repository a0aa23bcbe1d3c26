"""How a question was understood: who did what kind of saying, about what, when and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Terms:
    """Words of a question as asked, and for each of its content words the spellings that may stand in the graph."""

    words: str
    alternatives: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question: its ``spellings`` in lower case, what else is ``alike`` from 0 to 1, what it tells.

    ``weight`` is greater for rarer words.
    """

    spellings: tuple[str, ...]
    alike: Mapping[str, float] = field(default_factory=dict)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, read. ``unread`` says which parts were not understood; ``acts`` empty means any act.

    ``near_acts`` answer it too where the asked ones do not: what somebody "announced" may be told as a promise.

    ``is_comparable``: the question has a sentence vector, by which what says the same in other words is found.

    ``is_widened``: the named speaker did nothing of the kind, so what they said that is most like it is given.

    ``articles``: ids of those that the question is about, where a statement answers that is less like it.

    ``words``: those of what it is about; ``within``: ids of the articles that have most of them, if that was looked up,
    outside of which nothing answers.

    ``least_likeness``: the cosine that a statement needs which answers by its likeness, or by its topic alone.

    ``time_from`` and ``time_to`` are ISO 8601 dates, both included.
    """

    question: str
    acts: tuple[str, ...] = ()
    near_acts: tuple[str, ...] = ()
    negated: bool = False
    about: Terms | None = None
    speaker: Terms | None = None
    addressee: Terms | None = None
    time_from: str | None = None
    time_to: str | None = None
    place: Terms | None = None
    unread: tuple[str, ...] = ()
    is_comparable: bool = False
    is_widened: bool = False
    words: tuple[Word, ...] = ()
    articles: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    least_likeness: float = -1.0

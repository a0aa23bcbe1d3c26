"""The content words of a question, each with its spellings, what is like it and how much it tells."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from graph.reading import Word
from ingest.likeness import rarity, words_like
from ingest.question_spellings import spellings

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_ASKING = frozenset({"WP", "WDT", "WRB", "WP$"})


def subject_words(doc: Doc, told: Collection[int]) -> tuple[Word, ...]:
    """Give the words of what a question is about: all content words but those ``told``, by their indexes, otherwise."""
    return tuple(
        _word(token) for token in doc if token.i not in told and token.pos_ in _CONTENT and token.tag_ not in _ASKING
    )


def _word(token: Token) -> Word:
    return Word(spellings(token), words_like(token.lower_) or words_like(token.lemma_), rarity(token.lemma_))

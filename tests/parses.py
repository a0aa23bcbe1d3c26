"""Parses that tests write out, so that they depend on no model."""

from __future__ import annotations

from collections.abc import Mapping

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab


def parse_of(text: str, lemmas: Mapping[str, str] | None = None) -> Doc:
    """Give the Doc of ``text``, a token a word/tag/part of speech/relation/head/name; the name may be left out.

    Heads are counted from 0. No space follows a word that ends in "_". A word that ``lemmas`` does not have is its own
    lemma, in lower case and without the "s" of a plural.
    """
    rows = [token.rsplit("/", 5) for token in text.split()]
    words = [row[0].rstrip("_") for row in rows]
    known = lemmas or {}
    return Doc(
        VOCAB,
        words=words,
        spaces=[not row[0].endswith("_") for row in rows],
        tags=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=[row[3] for row in rows],
        heads=[int(row[4]) for row in rows],
        morphs=["Polarity=Neg" if word == "not" else "" for word in words],
        lemmas=[known.get(word) or _lemma(word, row[1]) for word, row in zip(words, rows, strict=True)],
        ents=["".join(row[5:]) or "O" for row in rows],
    )


def _lemma(word: str, tag: str) -> str:
    return word.lower().removesuffix("s") if tag == "NNS" else word.lower()

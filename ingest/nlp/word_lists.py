"""The closed word lists of tokenisation and sentence borders; each file's first lines say where its words come from."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def abbreviations(before: str | None = None) -> frozenset[str]:
    """Give abbreviations: all, or those that stand before a "name" or a "number"."""
    rows = _rows("abbreviations.tsv")
    return frozenset(row["word"] for row in rows if before is None or row["before"] == before)


@cache
def prefixes() -> frozenset[str]:
    """Give prefixes that stay one word with what follows their hyphen."""
    return frozenset(row["word"] for row in _rows("prefixes.tsv"))


@cache
def parted_words() -> frozenset[tuple[str, ...]]:
    """Give the parts of words that are written together ("wan", "na"); one part alone for a word that stays whole."""
    return frozenset(tuple(row["parts"].split()) for row in _rows("parted_words.tsv"))


@cache
def plurals_with_e() -> frozenset[str]:
    """Give plurals that lose no more than their "s"."""
    return frozenset(row["word"] for row in _rows("plurals_with_e.tsv"))


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

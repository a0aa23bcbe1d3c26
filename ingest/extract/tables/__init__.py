"""Closed word lists that rules name, each a tab-separated file whose first lines say where its words come from."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of ``NAME.tsv``, by column; lines that start with ``#`` are its source and licence."""
    text = (resources.files(__package__) / f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def read_words(name: str, column: str = "word") -> frozenset[str]:
    """Give one column of a table as a set."""
    return frozenset(row[column] for row in read_table(name))

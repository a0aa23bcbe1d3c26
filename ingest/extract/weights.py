"""Linear models over named features: tables of weights that ``training/statement_tables.py`` learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from ingest.extract import tables

Row = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of weights a feature, one column a class."""

    classes: tuple[str, ...]
    rows: dict[str, int]
    matrix: Row

    def score(self, features: Sequence[str]) -> Row:
        """Give the score of each class; features that were never learned count nothing."""
        known = [row for name in features if (row := self.rows.get(name)) is not None]
        total: Row = np.add.reduce(self.matrix.take(known, axis=0), axis=0)
        return total


def probabilities(scores: Row) -> Row:
    """Give the probability of each class."""
    odds = np.exp(scores - scores.max())
    total: Row = odds / odds.sum()
    return total


@cache
def read_weights(name: str) -> Weights:
    """Give the weights stored as ``tables/NAME.npz``."""
    with (resources.files(tables) / f"{name}.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        rows = {feature: row for row, feature in enumerate(str(stored["features"]).split("\n"))}
        return Weights(tuple(str(stored["classes"]).split("\n")), rows, stored["weights"].astype(np.float32))

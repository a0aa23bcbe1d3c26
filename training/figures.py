"""Figures in per cent with 95 % intervals, from counts that are drawn again document by document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.counts import Counts

_DRAWS, _SEED = 500, 7
_ROW = re.compile(
    r"^\| (?P<set>[^|]+) \| (?P<measure>[^|]+) \| (?P<value>[\d.]+) \| (?P<low>[\d.]+)–(?P<high>[\d.]+) \|$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what was measured on which set, in per cent, and the interval."""

    set: str
    measure: str
    value: float
    low: float
    high: float


def make_figures(name: str, documents: Sequence[Counts]) -> list[Figure]:
    """Give the figures of the set ``name``, whose documents were counted one by one.

    Documents are drawn with replacement, 500 times, always the same draws. B. Efron and R. Tibshirani, "An Introduction
    to the Bootstrap", 1993.
    """
    measures = list(dict.fromkeys(measure for counts in documents for measure in counts))
    table = np.array([[counts.get(measure, (0.0, 0.0)) for measure in measures] for counts in documents])
    equal = np.full(len(documents), 1 / len(documents))
    draws = np.random.default_rng(_SEED).multinomial(len(documents), equal, size=_DRAWS)
    values = _percent(table.sum(axis=0))
    lows, highs = np.percentile(_percent(np.tensordot(draws, table, axes=1)), [2.5, 97.5], axis=0)
    rows = zip(measures, values.tolist(), lows.tolist(), highs.tolist(), strict=True)
    return [Figure(name, measure, *(round(number, 1) for number in numbers)) for measure, *numbers in rows]


def write_table(figures: Iterable[Figure]) -> str:
    """Give the figures as a table in Markdown."""
    rows = (f"| {it.set} | {it.measure} | {it.value:.1f} | {it.low:.1f}–{it.high:.1f} |" for it in figures)
    return "\n".join(["| set | measure | figure | 95 % interval |", "|---|---|---|---|", *rows])


def read_table(text: str) -> Iterator[Figure]:
    """Yield the figures of the tables that ``write_table`` wrote, wherever they stand in a text."""
    for row in filter(None, map(_ROW.match, text.splitlines())):
        yield Figure(row["set"], row["measure"], float(row["value"]), float(row["low"]), float(row["high"]))


def _percent(totals: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    percent: npt.NDArray[np.float64] = 100 * totals[..., 0] / np.maximum(totals[..., 1], 1e-9)
    return percent

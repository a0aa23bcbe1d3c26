"""Measures the language model of this package again and compares with its card; fails where a figure is lower.

    python -m training.model_check DATA [--newswire FOLDER]

Processors compute 8-bit products differently, so that a figure may be half a point lower than the card's.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.nlp import load_nlp
from training.card import CARD, MODEL, model_digest
from training.evaluate import evaluate
from training.figures import Figure, read_table
from training.folders import check_files, check_test_data

_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of the card and the same one measured now; None where it wasn't."""

    card: Figure
    now: Figure | None

    @property
    def is_lower(self) -> bool:
        """Whether the figure is lower than another processor explains."""
        return self.now is not None and round(self.card.value - self.now.value, 1) > _TOLERANCE


def compare(card: Iterable[Figure], now: Iterable[Figure]) -> list[Comparison]:
    """Pair the figures of the card with those measured now."""
    measured = {(figure.set, figure.measure): figure for figure in now}
    return [Comparison(figure, measured.get((figure.set, figure.measure))) for figure in card]


def write_comparisons(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"{'set':<20}{'measure':<32}{'card':>8}{'now':>8}{'change':>8}"
    for one in comparisons:
        line = f"{one.card.set:<20}{one.card.measure:<32}{one.card.value:>8.1f}"
        if one.now is None:
            yield f"{line}{'–':>8}  not measured"
        else:
            change = one.now.value - one.card.value
            yield f"{line}{one.now.value:>8.1f}{change:>+8.1f}{'  LOWER' if one.is_lower else ''}"


def find_faults(card: str, digest: str, comparisons: Sequence[Comparison]) -> list[str]:
    """Say what is wrong: the card is of another model, it has no figures, or some are lower now."""
    faults = [] if digest in card else ["the card is of another model: its SHA-256 is not that of model.onnx"]
    if not any(one.now for one in comparisons):
        faults.append("the card has no figure that was measured now")
    lower = [f"{one.card.set} {one.card.measure}" for one in comparisons if one.is_lower]
    return [*faults, f"more than {_TOLERANCE} lower than the card: {', '.join(lower)}"] if lower else faults


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; exit status 1 where something is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m training.model_check", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder of the data sets; only their test sets are read")
    parser.add_argument("--newswire", type=Path, help="articles with names in columns (folder or .tar.gz)")
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    options = parser.parse_args(arguments)
    check_test_data(options.data)
    check_files([MODEL / CARD, *([options.newswire] if options.newswire else [])])
    card = (MODEL / CARD).read_text("utf-8")
    figures = evaluate(load_nlp(threads=options.threads), options.data, newswire=options.newswire)
    comparisons = compare(read_table(card), figures)
    print("\n".join(write_comparisons(comparisons)))
    faults = find_faults(card, model_digest(MODEL), comparisons)
    sys.exit("\n".join(faults) if faults else 0)


if __name__ == "__main__":
    main()

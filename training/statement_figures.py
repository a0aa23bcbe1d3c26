"""How often a network is right about held-out statements: their acts, and what they are about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from training.statement_examples import UNKNOWN, StatementExample

Floats = npt.NDArray[np.float32]


def statement_figures(
    examples: Sequence[StatementExample], classes: Sequence[str], acts: Floats, links: Floats
) -> dict[str, float]:
    """Give per cent of ``acts`` (statements, classes) right, and F1 of ``links`` (candidates, links) at its best bound.

    A link is right when there is one, whatever its role and stance, of which how many are right stands apart.
    """
    best = [classes[number] for number in acts.argmax(axis=1)]
    truth = np.array([link for example in examples for _, _, link in example.candidates])
    known, sure = truth != UNKNOWN, 1 - links[:, 0]
    scores = [_f1(truth[known] > 0, sure[known] >= bound) for bound in np.arange(0.1, 0.9, 0.02)]
    linked = truth > 0
    return {
        "act": _percent([one == example.act for one, example in zip(best, examples, strict=True)]),
        "act or second choice": _percent(
            [one in (example.act, example.other_act) for one, example in zip(best, examples, strict=True)]
        ),
        "links F1": round(100 * max(scores), 1),
        "role and stance of links": _percent(list(links[linked, 1:].argmax(axis=1) + 1 == truth[linked])),
    }


def _f1(truth: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]) -> float:
    return 2 * float((truth & found).sum()) / max(1, int(truth.sum() + found.sum()))


def _percent(right: Sequence[bool]) -> float:
    return round(100 * sum(map(bool, right)) / max(1, len(right)), 1)

"""What is kept of trainings for the model card: how each was run, on what, and how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

NAME = "training.json"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A training that has ended. ``minutes`` are those of the steps; ``repeats``: how often the first
    ``repeating_passes`` passes read a data set; ``pieces``: of a batch; ``hidden``: the share of words that
    were hidden; ``teachers``: whom the network learned from; ``earlier``: the trainings the mean of whose weights were
    its first ones, none where it began with a published encoder.
    """

    seed: int
    passes: int
    steps: int
    planned_steps: int
    minutes: float
    rate: float
    head_rate: float
    device: str
    threads: int
    weights: int
    repeats: dict[str, int]
    repeating_passes: int = 0
    pieces: int = 2048
    hidden: float = 0.05
    teachers: tuple[RunRecord, ...] = ()
    earlier: tuple[RunRecord, ...] = ()


def write_records(records: Sequence[RunRecord], work: Path) -> None:
    """Write into the folder of a network of which trainings it is the mean: one, if it is that of a training itself."""
    (work / NAME).write_bytes(orjson.dumps(records, option=orjson.OPT_INDENT_2))


def read_records(work: Path) -> tuple[RunRecord, ...]:
    """Read what ``write_records`` wrote."""
    return tuple(map(_record, orjson.loads((work / NAME).read_bytes())))


def _record(fields: dict[str, Any]) -> RunRecord:
    before = {name: tuple(map(_record, fields.pop(name, ()))) for name in ("teachers", "earlier")}
    return RunRecord(**fields, **before)

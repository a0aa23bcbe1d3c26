"""What is kept of a training for the model card: how it was run, on what, and how long."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

NAME = "training.json"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A training that has ended. ``minutes`` are those of the steps; ``repeats``: how often the first
    ``repeating_passes`` passes read a data set; ``pieces``: of a batch; ``hidden``: the share of words that
    were hidden; ``teachers``: whom the network learned from; ``earlier``: the training that gave its first weights.
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
    earlier: RunRecord | None = None


def write_record(record: RunRecord, work: Path) -> None:
    """Write ``record`` into the folder of the training."""
    (work / NAME).write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))


def read_record(work: Path) -> RunRecord:
    """Read what ``write_record`` wrote."""
    return _record(orjson.loads((work / NAME).read_bytes()))


def _record(fields: dict[str, Any]) -> RunRecord:
    teachers, earlier = fields.pop("teachers", ()), fields.pop("earlier", None)
    return RunRecord(
        **fields, teachers=tuple(map(_record, teachers)), earlier=None if earlier is None else _record(earlier)
    )

"""Tells the trainings of a model in words, for its card: each once, in the order in which they were run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from training.run_record import RunRecord


def in_order(records: Iterable[RunRecord]) -> list[RunRecord]:
    """Give the trainings that a network comes from, each once and after those that it began with; no teachers."""
    found: list[RunRecord] = []
    for record in records:
        found += [one for one in (*in_order(record.earlier), record) if one not in found]
    return found


def were_taught(records: Iterable[RunRecord]) -> bool:
    """Whether any of the trainings had a teacher."""
    return any(record.teachers for record in in_order(records))


def tell_trainings(records: Sequence[RunRecord]) -> str:
    """Tell how the network was trained that is the mean of ``records``."""
    runs = in_order(records)
    told = [_tell(number, record, runs) for number, record in enumerate(runs, 1)]
    mean = f" The weights of the model are the mean of those of {_listed(records, runs)}." if len(records) > 1 else ""
    return (
        f"All heads at once, from the first step on. {' '.join(told)}{mean} AdamW, warm-up and linear decay; the last "
        "step's weights are a training's: nothing was chosen by a test set."
    )


def _tell(number: int, record: RunRecord, runs: Sequence[RunRecord]) -> str:
    name = f"Training {number}" if len(runs) > 1 else "One training"
    if not record.earlier:
        began = ""
    elif len(record.earlier) == 1:
        began = f" from the weights of {_listed(record.earlier, runs)}:"
    else:
        began = f" from the mean of the weights of {_listed(record.earlier, runs)}:"
    return f"{name}{',' if began else ':'}{began} {_settings(record)}{_teachers(number, record, runs)}"


def _settings(record: RunRecord) -> str:
    ended = "" if record.steps >= record.planned_steps else f" of {record.planned_steps:,} planned"
    told = (
        f"seed {record.seed}, {record.steps:,} steps{ended} of {record.pieces:,} word pieces in "
        f"{record.minutes:.1f} minutes on {_machine(record)}, rates {record.rate:g} for the encoder and "
        f"{record.head_rate:g} for the heads."
    )
    return f"{told} Of the words, {100 * record.hidden:g} % were hidden." if record.hidden else told


def _teachers(number: int, record: RunRecord, runs: Sequence[RunRecord]) -> str:
    if not record.teachers:
        return ""
    for before, other in enumerate(runs[: number - 1], 1):
        if other.teachers == record.teachers:
            return f" It had the same teachers as training {before}."
    first, count = record.teachers[0], len(record.teachers)
    whom = "a teacher" if count == 1 else f"the mean of {count} teachers"
    return (
        f" It learned what each head should say from the annotation and from {whom} too, which read the texts "
        "without annotation as well: the same heads over all-mpnet-base-v2 "
        f"({first.weights / 1e6:.0f} million weights), trained on the same annotation, "
        f"{' Another: '.join(map(_settings, record.teachers))}"
    )


def _listed(records: Sequence[RunRecord], runs: Sequence[RunRecord]) -> str:
    *others, last = [str(runs.index(record) + 1) for record in records]
    return f"trainings {', '.join(others)} and {last}" if others else f"training {last}"


def _machine(record: RunRecord) -> str:
    if "×" not in record.device:
        return record.device
    return f"{record.threads} {'threads' if record.threads > 1 else 'thread'} of {record.device}"

"""Tells in words how the statement reader was made, for the model card."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson


def tell_reader(record: Path) -> str:
    """Tell of the reader whose ``record`` ``training.statement_reader`` wrote; its graph stands beside it."""
    told: dict[str, Any] = orjson.loads(record.read_bytes())
    size = record.with_suffix(".onnx").stat().st_size / 1e6
    counts, teachers = told["statements"], told["teachers"]
    unlabelled = f" and of {counts['unlabelled']:,} found in transcripts" if "unlabelled" in counts else ""
    return (
        f"The statement reader ({size:.1f} MB; `reader.onnx` among the tables of extraction) has {told['layers']} "
        "layers like those above over the vectors of a statement's words, with its source, cue and content marked. It "
        "tells the act, and how the statement is about each word. It learned of "
        f"{counts['train']:,} annotated statements{unlabelled}, seed {told['seed']}, {told['steps']:,} steps in "
        f"{told['minutes']:.1f} minutes on {told['device']}.{_taught(teachers)} Held-out statements, given their "
        f"parts, per cent: {_figures(told['held out'])}."
    )


def _taught(teachers: list[Mapping[str, Any]]) -> str:
    if not teachers:
        return ""
    each = "; ".join(_figures(teacher["held out"]) for teacher in teachers)
    first = teachers[0]
    return (
        f" What it should say of them came from the annotation and from the mean of {len(teachers)} teachers, which "
        "are all-mpnet-base-v2 with the parts marked, each taught by the annotated statements in "
        f"{first['passes']} passes, {first['minutes']:.1f} minutes on {first['device']} (held out: {each})."
    )


def _figures(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.1f}" for name, value in figures.items())

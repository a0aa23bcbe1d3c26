"""How to train: what the command line of ``training.train`` says."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a training. ``rate`` is the encoder's, ``head_rate`` that of what begins from nothing.

    Training ends after ``passes`` or ``minutes``, whichever is first. In the first ``repeating_passes`` passes, the
    data sets of ``schedule.REPEATS`` are read more than once. ``pieces``: of a batch, padding included. ``large``: the
    folder of the encoder of a teacher; ``teachers``: folders of trainings that have ended; ``earlier``: another such
    folder, whose network is where this one begins. ``hidden``: the share of words that are hidden, so that their
    context must tell what they are. ``workers``: processes that
    make batches, 0 for none beside this one. ``saves``: whether to save on the way.
    """

    work: Path
    into: Path
    passes: int
    seed: int
    threads: int
    workers: int
    device: str
    rate: float
    head_rate: float
    minutes: float
    pieces: int
    large: Path | None
    teachers: tuple[Path, ...]
    earlier: Path | None
    hidden: float
    repeating_passes: int
    saves: bool


def read_options(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> Options:
    """Read the command line."""
    has_gpu = torch.cuda.is_available()
    parser.add_argument("work", type=Path, help="folder that training.prepare wrote")
    parser.add_argument("--into", type=Path, help="folder to write to, WORK unless it is told")
    parser.add_argument("--passes", type=int, default=13, help="how often the documents are read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    parser.add_argument("--workers", type=int, default=4 if has_gpu else 0, help="processes that make batches")
    parser.add_argument("--device", default="cuda" if has_gpu else "cpu")
    parser.add_argument("--rate", type=float, default=2e-4, help="the encoder's learning rate")
    parser.add_argument("--head-rate", type=float, default=1.5e-3, help="the heads' learning rate")
    parser.add_argument("--minutes", type=float, default=100.0, help="end earlier, with fewer passes, after so long")
    parser.add_argument("--pieces", type=int, default=2048, help="word pieces of a batch, padding included")
    parser.add_argument("--large", type=Path, help="train a teacher: folder of all-mpnet-base-v2")
    parser.add_argument("--earlier", type=Path, help="folder of a training that has ended, to begin with its network")
    parser.add_argument("--hidden", type=float, default=0.05, help="share of words that are hidden in training")
    parser.add_argument("--teachers", type=Path, nargs="*", default=(), help="folders of teachers to learn from")
    parser.add_argument(
        "--repeating-passes", type=int, default=7, help="passes that read our own annotation more than once"
    )
    parser.add_argument("--no-saves", dest="saves", action="store_false", help="save nothing before the end")
    fields = vars(parser.parse_args(arguments))
    options = Options(**fields | {"into": fields["into"] or fields["work"], "teachers": tuple(fields["teachers"])})
    options.into.mkdir(parents=True, exist_ok=True)
    return options

"""On which cores of the processor a thread runs; on Linux alone, elsewhere the system decides.

Python runs one thread at a time. Those that answer small queries hand over to each other several times a query; where
each is on a core of its own, waking that core takes longer than what is to be done there.
"""

from __future__ import annotations

import os
import random
import sys
from contextlib import suppress

_ALL = frozenset(os.sched_getaffinity(0)) if sys.platform == "linux" else frozenset[int]()


def stay_on_one_core() -> None:
    """Keep the thread that calls, and those that it starts, on one core of those that the process may have.

    It is drawn by lot, so that servers in containers, whose processes have the same numbers, do not all take the same.
    """
    if len(_ALL) > 1:
        _move(frozenset({random.choice(sorted(_ALL))}))


def take_all_cores() -> None:
    """Let the thread that calls, and those and the processes that it starts, have all cores again."""
    if len(_ALL) > 1:
        _move(_ALL)


def _move(cores: frozenset[int]) -> None:
    # A system may forbid it; then it decides itself.
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setaffinity(0, cores)

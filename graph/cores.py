"""On which cores of the processor a thread runs; on Linux alone, elsewhere the system decides.

Python runs one thread at a time. Those that answer small queries hand over to each other several times a query; where
each is on a core of its own, waking that core takes longer than what is to be done there.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable
from contextlib import suppress

# The cores that this process had before a thread of it was kept to one; none where no thread was.
_all: frozenset[int] = frozenset()


def stay_on_one_core() -> None:
    """Keep the thread that calls, and those that it starts, on one core of those that it may have.

    It is drawn by lot, so that servers in containers, whose processes have the same numbers, do not all take the same.
    """
    global _all
    if sys.platform == "linux":
        _all = _all or frozenset(os.sched_getaffinity(0))
        _move((random.choice(sorted(_all)),))


def take_all_cores() -> None:
    """Let the thread that calls, and those and the processes that it starts, have all cores again.

    It does nothing in a process that has kept no thread to one: what others decided for their threads stays.
    """
    if _all:
        _move(_all)


def _move(cores: Iterable[int]) -> None:
    # A system may forbid it; then it decides itself.
    if sys.platform == "linux":
        with suppress(OSError):
            os.sched_setaffinity(0, cores)

"""A lock on a file that the operating system takes back when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.02


class FileLock:
    """Held by one process at a time until it gives the lock back or ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take the lock if nobody holds it; say whether it is ours now."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _locked(descriptor, is_shared=False):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def wait(self, seconds: float) -> bool:
        """Take the lock, waiting this long at most; say whether it is ours now."""
        end = time.monotonic() + seconds
        while not self.take():
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)
        return True

    def give(self) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def is_held(self) -> bool:
        """Whether some process holds the lock."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Several processes that only look share the lock for that moment, so none takes another for the holder.
            return not _locked(descriptor, is_shared=True)
        finally:
            os.close(descriptor)


def _locked(descriptor: int, *, is_shared: bool) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

"""The machine that something was measured on."""

import platform
from pathlib import Path

_PROCESSORS = Path("/proc/cpuinfo")


def processor() -> str:
    """Give how many processors there are and the name of their kind."""
    lines = _PROCESSORS.read_text("utf-8").splitlines() if _PROCESSORS.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} × {names[0]}" if names else platform.processor() or platform.machine()

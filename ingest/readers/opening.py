"""Opens input files; what can't be opened or is too long is a DocumentError that says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from graph.errors import DocumentError

# One article. What is longer is a corpus in one file, or no text.
MAX_BYTES = 20_000_000


def open_file(path: Path) -> BinaryIO:
    """Open ``path`` for reading bytes."""
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise DocumentError(str(path), "does not exist; check the path") from error
    except IsADirectoryError as error:
        raise DocumentError(str(path), "is a folder, not a file; give the folder itself or a file in it") from error
    except PermissionError as error:
        raise DocumentError(str(path), "may not be read; give yourself permission (chmod +r)") from error
    except (OSError, ValueError) as error:
        raise DocumentError(str(path), f"can't be opened ({error}); check the path") from error


def read_bytes(path: Path) -> bytes:
    """Give the content of ``path``, of at most MAX_BYTES."""
    with open_file(path) as file:
        try:
            content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise DocumentError(str(path), f"can't be read ({error}); check the disk") from error
    if len(content) > MAX_BYTES:
        raise too_long(str(path), "file")
    return content


def too_long(name: str, what: str) -> DocumentError:
    """Give the error for one article of more than MAX_BYTES."""
    limit = f"{MAX_BYTES // 1_000_000} MB"
    return DocumentError(name, f"is longer than {limit}, the limit for one {what}; split it into articles")

"""The files of a folder that hold documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from graph.errors import DocumentError

ENDINGS = (".txt", ".jsonl")


def find_files(folder: Path) -> Iterator[Path | DocumentError]:
    """Yield the ``*.txt`` and ``*.jsonl`` files under ``folder``, sorted; hidden files and folders are left out.

    A folder that can't be listed is a DocumentError, and so is one without any such file. Links to folders are not
    followed, so that a loop of them has an end.
    """
    refused: list[DocumentError] = []
    is_empty = True
    for place, folders, files in os.walk(folder, onerror=lambda error: refused.append(_refusal(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().endswith(ENDINGS):
                is_empty = False
                yield Path(place, name)
    yield from refused
    if is_empty and not refused:
        yield DocumentError(str(folder), "has no .txt or .jsonl file; give a folder with articles")


def _refusal(error: OSError) -> DocumentError:
    reason = f"can't be listed ({error.strerror}); give yourself permission (chmod +rx)"
    return DocumentError(str(error.filename), reason)

"""All documents of the paths given, in order, each as it is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from graph.errors import DocumentError
from graph.model import Document
from ingest.readers.folders import find_files
from ingest.readers.jsonl import read_jsonl, read_jsonl_file
from ingest.readers.text_files import read_text_file

Read = Document | DocumentError

STDIN = "-"


def read_documents(paths: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Read]:
    """Yield the documents of text files, JSONL files and folders; "-" is JSONL from ``stdin``.

    What can't be read comes as its DocumentError in its place. The second document with an id is refused.
    """
    seen: dict[str, str] = {}
    for file in _files(paths):
        for read in _read(file, stdin):
            if not isinstance(read, Document):
                yield read
            elif read.id in seen:
                reason = f"{file}: {seen[read.id]} has a document with this id too; give each its own"
                yield DocumentError(read.id, reason)
            else:
                seen[read.id] = str(file)
                yield read


def _files(paths: Iterable[str | Path]) -> Iterator[str | Path | DocumentError]:
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            yield from find_files(Path(path))
        else:
            yield path


def _read(file: str | Path | DocumentError, stdin: BinaryIO | None) -> Iterator[Read]:
    if isinstance(file, DocumentError):
        yield file
    elif file == STDIN and stdin is None:
        yield DocumentError(STDIN, "there is no standard input here; give a path")
    elif file == STDIN and stdin is not None:
        yield from read_jsonl(stdin, "<stdin>")
    elif Path(file).suffix.lower() == ".jsonl":
        yield from read_jsonl_file(Path(file))
    elif Path(file).suffix.lower() == ".json":
        yield DocumentError(str(file), "is JSON; write one object a line into a .jsonl file")
    else:
        yield read_text_file(Path(file))

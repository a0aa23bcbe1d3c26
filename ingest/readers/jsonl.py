"""Documents from JSON lines, one a line, read as they come: the file may be longer than memory."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from graph.errors import DocumentError
from graph.model import Document
from ingest.readers.fields import make_document
from ingest.readers.opening import MAX_BYTES, open_file, too_long


def read_jsonl_file(path: Path) -> Iterator[Document | DocumentError]:
    """Yield the documents of a JSONL file; a bad line is a DocumentError named ``file:line`` and the rest goes on."""
    try:
        file = open_file(path)
    except DocumentError as error:
        yield error
        return
    with file:
        yield from read_jsonl(file, str(path))


def read_jsonl(lines: BinaryIO, name: str) -> Iterator[Document | DocumentError]:
    """Yield the documents of ``lines``; an input without any is a DocumentError. Blank lines are left out."""
    has_lines = False
    for number, line in enumerate(_lines(lines), start=1):
        where = f"{name}:{number}"
        if len(line) > MAX_BYTES:
            has_lines = True
            yield too_long(where, "line")
        elif line.strip():
            has_lines = True
            yield _read_line(line, where)
    if not has_lines:
        yield DocumentError(name, "has no documents; give one JSON object a line, with 'id' and 'text'")


def _read_line(line: bytes, where: str) -> Document | DocumentError:
    try:
        return make_document(_fields(line.removeprefix(codecs.BOM_UTF8), where), where)
    except DocumentError as error:
        return error


def _fields(line: bytes, where: str) -> dict[str, object]:
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DocumentError(
            where, f"is not UTF-8 ({error.reason} at byte {error.start}); JSON lines are UTF-8"
        ) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(where, f"is not JSON ({error}); write one object a line") from error
    if not isinstance(fields, dict):
        raise DocumentError(where, f'is a JSON {type(fields).__name__}, not an object; write {{"id": …, "text": …}}')
    return fields


def _lines(lines: BinaryIO) -> Iterator[bytes]:
    """Yield lines; one of more than MAX_BYTES is cut there and its rest skipped, so that none fills the memory."""
    while line := lines.readline(MAX_BYTES + 1):
        yield line
        while line and not line.endswith(b"\n"):
            line = lines.readline(MAX_BYTES)

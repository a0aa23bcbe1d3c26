"""Where results go, standard output or a file, and how they are written there as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from graph.errors import SettingsError


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Give standard output, or a file that takes the place of ``path`` when all is written: never half a file.

    Raises `SettingsError` where no file can be written.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    is_replaced = not path.exists() or path.is_file()  # A pipe or a device is written to as it is.
    target = path.resolve() if is_replaced else path
    written = target.with_name(f".{target.name}.{os.getpid()}") if is_replaced else target
    try:
        stream = written.open("wb")
    except OSError as error:
        raise SettingsError(f"{path}: can't be written ({error.strerror})") from error
    try:
        with stream:
            yield stream
        if is_replaced:
            written.replace(target)
    finally:
        if is_replaced:
            written.unlink(missing_ok=True)


def check_apart(path: Path | None, sources: Iterable[str]) -> None:
    """Raise `SettingsError` where ``path`` is one of ``sources``: it would be lost."""
    if path is not None and path.is_file():
        same = [source for source in sources if Path(source).is_file() and path.samefile(source)]
        if same:
            raise SettingsError(f"{path}: is one of the articles, and would be lost; write to another file")


def write_json(value: Any, *, is_indented: bool, stream: BinaryIO | None = None) -> None:
    """Write one JSON value, to standard output if no stream is given; an object of several lines, or a line."""
    stream = stream or sys.stdout.buffer
    stream.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 if is_indented else None) + b"\n")
    stream.flush()


def write_all(values: Iterable[Any], *, is_array: bool, stream: BinaryIO | None = None) -> None:
    """Write JSON values: one a line as they come, or all in one array."""
    if is_array:
        write_json(list(values), is_indented=True, stream=stream)
        return
    for value in values:
        write_json(value, is_indented=False, stream=stream)

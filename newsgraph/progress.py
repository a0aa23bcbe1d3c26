"""How far a long read has come: a bar on standard error where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class RateColumn(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """Give the rate so far, empty before the first document."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} documents/s" if speed else "")


@contextmanager
def progress_of(total: int | None, *, is_shown: bool = True) -> Iterator[Callable[[], None]]:
    """Show a bar over ``total`` documents (None: not known) and give the function that advances it.

    It is shown on a terminal alone, and there unless ``is_shown`` is false.
    """
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
    )
    is_hidden = not is_shown or not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=is_hidden) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda: bar.advance(task)


def count_documents(paths: Iterable[str]) -> int | None:
    """Count documents without reading them: files, and lines of JSONL; None where standard input is among them."""
    count = 0
    for path in paths:
        if path == "-":
            return None
        count += sum(_documents_in(file) for file in _files(Path(path)))
    return count


def _files(path: Path) -> Iterable[Path]:
    return (file for file in path.rglob("*") if file.suffix in {".txt", ".jsonl"}) if path.is_dir() else (path,)


def _documents_in(file: Path) -> int:
    try:
        if file.suffix != ".jsonl":
            return 1
        with file.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    except OSError:  # Reading it later says why it is refused.
        return 1

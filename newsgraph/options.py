"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

Format: TypeAlias = Literal["text", "json", "jsonl"]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="A folder, embedded:///path, bolt://, neo4j:// or neo4j+s://; otherwise NEWSGRAPH_STORE, "
        "otherwise a folder in your data directory.",
    ),
]
Paths = Annotated[
    list[str], typer.Argument(help="Text files, folders, JSONL files; - reads JSONL from standard input.")
]
Output = Annotated[Format, typer.Option("--format", help="text for people, json or jsonl for programs.")]
ExtractOutput = Annotated[
    Literal["jsonl", "json", "html", "text"],
    typer.Option("--format", help="jsonl or json for programs; html for a browser, text for a terminal."),
]
File = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="A file to write to, not standard output."),
]
WorkerCount = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="COUNT",
        min=1,
        max=256,
        help="Processes that read many documents; otherwise NEWSGRAPH_WORKERS, "
        "otherwise one for each processor, at most 4.",
    ),
]

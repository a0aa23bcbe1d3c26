"""What was read in articles, written in the form that is asked for: JSON, a page, or text."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any, BinaryIO, Literal, assert_never

from rich.console import Console

from graph.errors import DocumentError
from graph.model import Extraction
from ingest.contract import extraction_json, refusal_json
from newsgraph.output import write_all
from newsgraph.pages.page import Section, article_section, page
from newsgraph.pages.terminal import print_article, print_rule

Read = Extraction | DocumentError


def write_extractions(
    stream: BinaryIO, reads: Iterable[Read], *, form: Literal["jsonl", "json", "html", "text"]
) -> None:
    """Write each of ``reads`` as it comes; a page and an array of JSON only when all are read."""
    match form:
        case "json" | "jsonl":
            write_all((_json(read) for read in reads), is_array=form == "json", stream=stream)
        case "html":
            stream.write(_page(reads).encode())
        case "text":
            _write_text(stream, reads)
        case _:
            assert_never(form)


def _json(read: Read) -> dict[str, Any]:
    return refusal_json(read) if isinstance(read, DocumentError) else extraction_json(read)


def _page(reads: Iterable[Read]) -> str:
    sections: list[Section] = []
    refusals: list[DocumentError] = []
    for read in reads:
        if isinstance(read, DocumentError):
            refusals.append(read)
        else:
            sections.append(article_section(read, anchor=f"d{len(sections) + 1}"))
    return page(sections, refusals)


def _write_text(stream: BinaryIO, reads: Iterable[Read]) -> None:
    # A character that the encoding of standard output lacks is written as a question mark, and ends no run.
    encoding = sys.stdout.encoding if stream is sys.stdout.buffer else "utf-8"
    text = TextIOWrapper(stream, encoding=encoding, errors="replace", write_through=True)
    console = Console(file=text, highlight=False)
    articles = (read for read in reads if isinstance(read, Extraction))
    for number, article in enumerate(articles):
        if number:
            print_rule(console)
        print_article(console, article)
    text.detach()

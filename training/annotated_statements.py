"""Our annotated articles as docs of the pipeline, and their statements in its tokens."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from ingest.extract.statements.about import Candidate
from ingest.extract.statements.attribution import Attribution, Range, head_of
from ingest.nlp import load_nlp

Record = Mapping[str, Any]


def read_records(directory: Path, texts: Path) -> Iterator[tuple[Record, Doc, date | None]]:
    """Give the annotated articles of ``directory``, parsed, with their day of publication; ``texts`` has the texts."""
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        articles = {record["id"]: record for record in map(json.loads, lines)}
    records = [json.loads(line) for path in sorted(directory.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    docs = load_nlp().pipe(record.get("text") or articles[record["id"]]["text"] for record in records)
    for record, doc in zip(records, docs, strict=True):
        published = articles.get(record["id"], {}).get("published")
        yield record, doc, date.fromisoformat(published[:10]) if published else None


def attribution_of(doc: Doc, statement: Record) -> Attribution | None:
    """Give an annotated statement in tokens."""
    content, cue, source = (ranges_of(doc, statement[role]) for role in ("content", "cue", "source"))
    if not content:
        return None
    return Attribution(content, cue, source, head_of(doc, cue[0]).i if cue else None)


def ranges_of(doc: Doc, pieces: Sequence[Record]) -> tuple[Range, ...]:
    """Give the tokens of annotated pieces of the text."""
    spans = [doc.char_span(piece["start"], piece["end"], alignment_mode="expand") for piece in pieces]
    return tuple((span.start, span.end) for span in spans if span is not None)


def link_of(doc: Doc, statement: Record, candidate: Candidate) -> str | None:
    """Give role and stance, or "none"; None for a word of what is linked that is not its head."""
    start, end = candidate.span
    for link in statement["about"]:
        if link["kind"] == candidate.kind and link["start"] < end and start < link["end"]:
            span = doc.char_span(link["start"], link["end"], alignment_mode="expand")
            is_head = head_of(doc, (span.start, span.end)).i == candidate.token.i
            return f"{link['role']} {link['stance']}" if is_head or not candidate.is_word else None
    return "none"

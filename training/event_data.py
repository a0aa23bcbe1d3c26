"""Reads our own annotation of events and aligns it with parsed articles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention of an event: the head of its trigger, all tokens of it, what it is of; ``event`` numbers the event."""

    head: int
    tokens: range
    event: int
    type: str | None
    mode: str | None
    realis: str
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A parsed article with its mentions; ``is_complete`` where all events are annotated, not only those spoken of."""

    id: str
    doc: Doc
    mentions: tuple[GoldMention, ...]
    is_complete: bool
    published: str | None
    events: list[dict[str, Any]]


def read_articles(folder: Path, texts: Path, nlp: Language) -> Iterator[GoldArticle]:
    """Parse the articles of ``folder``/events and ``folder``/statements; ``texts`` holds the articles told by id."""
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        known = {record["id"]: record for record in map(json.loads, lines)}
    for part in ("events", "statements"):
        for path in sorted((folder / part).glob("*.jsonl")):
            records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            wholes = [{**known.get(record["id"], {}), **record} for record in records]
            for record, doc in zip(wholes, nlp.pipe(whole["text"] for whole in wholes), strict=True):
                mentions = tuple(_mentions(record["events"], doc))
                yield GoldArticle(
                    record["id"], doc, mentions, part == "events", record.get("published"), record["events"]
                )


def _mentions(events: list[dict[str, Any]], doc: Doc) -> Iterator[GoldMention]:
    for number, event in enumerate(events):
        for mention in event["mentions"]:
            words = mention.get("trigger", mention)
            span = doc.char_span(words["start"], words["end"], alignment_mode="expand")
            if span is None:
                raise ValueError(f"no words at {words['start']}-{words['end']} of {doc.text[:40]!r}")
            realis = mention.get("realis", event["realis"])
            contexts = tuple(event.get("contexts", ()))
            tokens = range(span.start, span.end)
            yield GoldMention(span.root.i, tokens, number, event["plover"], event["mode"], realis, contexts)

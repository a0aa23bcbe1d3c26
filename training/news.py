"""Reads our own annotation of Wikinews articles and of passages written for it: names, statements, events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from training.annotated_text import AnnotatedText, Cutter, word_places
from training.clusters import Name, Source, add_sources, event_clusters, find_head, name_clusters
from training.documents import EventMentions, Mention, StatementParts, TrainingDocument
from training.treebanks import read_rows

_LAYERS = ("names", "statements", "events")


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """A text's annotation: the row of each layer that it has."""

    id: str
    text: str
    rows: Mapping[str, Mapping[str, Any]]


def read_wikinews(folder: Path, texts: Path, *, cut: Cutter, kinds: Mapping[str, str]) -> Iterator[TrainingDocument]:
    """Yield the annotated Wikinews articles, one document each with all its layers.

    ``texts``: the articles' texts by id; ``kinds``: the usual part of speech of words, to find heads of triggers.
    """
    known = {row["id"]: row["text"] for row in read_rows(texts)}
    rows: dict[str, dict[str, Any]] = {}
    for layer in _LAYERS:
        for path in sorted((folder / layer).glob("part*.jsonl")):
            for row in _read_lines(path):
                rows.setdefault(row["id"], {})[layer] = row
    for id, layers in sorted(rows.items()):
        yield news_document(AnnotatedArticle(id, known[id], layers), source="wikinews", cut=cut, kinds=kinds)


def read_made(folder: Path, *, cut: Cutter, kinds: Mapping[str, str]) -> Iterator[TrainingDocument]:
    """Yield the passages written for the annotation of statements and of events."""
    for layer in ("statements", "events"):
        for row in _read_lines(folder / layer / "made.jsonl"):
            article = AnnotatedArticle(row["id"], row["text"], {layer: row})
            yield news_document(article, source=f"made-{layer}", cut=cut, kinds=kinds)


def news_document(article: AnnotatedArticle, *, source: str, cut: Cutter, kinds: Mapping[str, str]) -> TrainingDocument:
    """Align a text's annotation with its words."""
    text = cut(article.id, "+".join(article.rows), article.text)
    names = _names(text, article.rows["names"]["names"]) if "names" in article.rows else None
    statements = article.rows["statements"]["statements"] if "statements" in article.rows else None
    events = article.rows["events"]["events"] if "events" in article.rows else None
    return TrainingDocument(
        id=article.id,
        source=source,
        words=text.words,
        gaps=text.gaps,
        starts=text.starts,
        has_starts=False,
        tree=None,
        names=None if names is None else _name_tags(names, len(text.words)),
        name_types=None if names is None else "five",
        statements=None if statements is None else [_statement(text, row) for row in statements],
        events=None if events is None else [mentions for row in events for mentions in _event(text, row)],
        spoken_events=_spoken_events(text, article, kinds=kinds),
        clusters=_clusters(text, article, names or [], kinds=kinds),
        frames=None,
    )


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def _names(text: AnnotatedText, rows: Iterable[Mapping[str, Any]]) -> list[Name]:
    """Give the names in the order of the text; a word that two names touch is the first one's."""
    found: list[Name] = []
    for row in sorted(rows, key=lambda row: (row["start"], -row["end"])):
        after = found[-1].end if found else 0
        places = [at for at in word_places(text, [row]) if at >= after]
        if places:
            found.append(Name(places[0], places[-1] + 1, row["type"]))
    return found


def _name_tags(names: Iterable[Name], length: int) -> list[str]:
    tags = ["O"] * length
    for name in names:
        tags[name.start : name.end] = [f"B-{name.type}"] + [f"I-{name.type}"] * (name.end - name.start - 1)
    return tags


def _statement(text: AnnotatedText, row: Mapping[str, Any]) -> StatementParts:
    return StatementParts(
        source=word_places(text, row["source"]),
        cue=word_places(text, row["cue"]),
        content=word_places(text, row["content"]),
        act=row["act"],
        other_act=row["act_alt"],
        about=[word_places(text, [thing]) for thing in row["about"] if thing["kind"] == "event"],
    )


def _event(text: AnnotatedText, row: Mapping[str, Any]) -> Iterator[EventMentions]:
    """Yield an event; the mentions that have a realis of their own come apart, because an event has but one."""
    by_realis: dict[str | None, list[list[int]]] = {}
    for mention in row["mentions"]:
        realis = mention.get("realis", row["realis"])
        by_realis.setdefault(realis, []).append(word_places(text, [mention["trigger"]]))
    for realis, triggers in by_realis.items():
        yield EventMentions(row["plover"], row["mode"], realis, triggers)


def _spoken_events(
    text: AnnotatedText, article: AnnotatedArticle, *, kinds: Mapping[str, str]
) -> list[EventMentions] | None:
    """Give what statements are about, where not all events are marked anyway; its head alone is sure to be an event."""
    if "events" in article.rows or "statements" not in article.rows:
        return None
    found = []
    for row in article.rows["statements"]["events"]:
        places = [word_places(text, [mention]) for mention in row["mentions"]]
        heads = [[find_head(text.words, some, kinds=kinds)] for some in places if some]
        found.append(EventMentions(row["plover"], row["mode"], row["realis"], heads))
    return found


def _clusters(
    text: AnnotatedText, article: AnnotatedArticle, names: list[Name], *, kinds: Mapping[str, str]
) -> list[list[Mention]]:
    groups = [
        [word_places(text, [mention.get("trigger", mention)]) for mention in event["mentions"]]
        for layer in ("events", "statements")
        for event in article.rows.get(layer, {}).get("events", [])
    ]
    statements = article.rows.get("statements", {}).get("statements", [])
    sources = [Source(word_places(text, row["source"]), row["speaker"]) for row in statements if row["speaker"]]
    named = add_sources(name_clusters(names, text.words), sources, text.words)
    heads = {mention.head for cluster in named for mention in cluster}
    others = [
        [mention for mention in cluster if mention.head not in heads]
        for cluster in event_clusters(groups, text.words, kinds=kinds)
    ]
    return [*named, *(cluster for cluster in others if cluster)]

"""From an extraction to the rows of the nodes that are written; `graph.record_edges` has those of the edges."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from graph.evidence import evidence_lists, words_of
from graph.facts import merged
from graph.model import Document, Event, EventMention, Extraction, Mention, Role, Span, Statement
from graph.plover import quad_of, score_of
from graph.times import last_second_of, seconds_of

Row = dict[str, Any]

# Raise it when the same extraction is stored differently, so that articles are written anew when read again.
LAYOUT = 2


def digest_of(extraction: Extraction) -> str:
    """Give a hash of all that is stored of ``extraction``, but not of the run that read it.

    Of vectors it holds which model made them: their last digits differ between processors.
    """
    model = extraction.run.model if extraction.run and extraction.vectors is not None else None
    said = asdict(replace(extraction, run=None, vectors=None))
    if not extraction.document.labels:
        # So that articles which were stored before there were labels are the same now.
        del said["document"]["labels"]
    content = json.dumps([LAYOUT, model, said], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def article_row(extraction: Extraction) -> Row:
    """Give the article's properties."""
    document = extraction.document
    return {
        "id": document.id,
        "sort_key": _article_sort_key(document),
        "url": document.url,
        "title": document.title,
        "author": document.author,
        "source": document.source,
        "published": seconds_of(document.published),
        "published_last": last_second_of(document.published),
        "published_text": document.published,
        "language": extraction.language,
        "text": document.text,
        "text_hash": hashlib.sha256(document.text.encode()).hexdigest(),
        "digest": digest_of(extraction),
        "read_by": extraction.run.id if extraction.run else None,
        "labels": list(document.labels),
    }


def source_row(document: Document) -> Row | None:
    """Give the outlet's properties: it is known by the name given, else by the host of the address."""
    name = (document.source or "").strip() or (urlsplit(document.url).hostname if document.url else None)
    if not name:
        return None
    key = name.casefold().removeprefix("www.")
    return {"id": key, "sort_key": key, "name": name}


def run_row(extraction: Extraction) -> Row | None:
    """Give the properties of the run that read the document."""
    return asdict(extraction.run) if extraction.run else None


def mention_rows(extraction: Extraction) -> dict[str, Row]:
    """Give each mention's properties by its id; one of the same words and type is the same mention."""
    document = extraction.document
    return {mention_id(document.id, mention): _mention_row(document, mention) for mention in extraction.mentions}


def mention_id(article: str, mention: Mention) -> str:
    """Give the mention's id: article, offsets, type."""
    return f"{article}:{mention.start}:{mention.end}:{mention.type}"


def event_rows(extraction: Extraction) -> dict[str, Row]:
    """Give each event's properties by its id."""
    before = _article_sort_key(extraction.document)
    return {
        event.id: {
            **_event_row(extraction.document, event, f"{before} {_in_text(event.mentions[0].trigger)} {number:05d}"),
            "vector": _vector(extraction, event.id),
        }
        for number, event in enumerate(extraction.events)
    }


def event_mentions(extraction: Extraction) -> Iterator[tuple[str, Event, EventMention]]:
    """Give each mention of each event with its id: article, offsets, event."""
    for event in extraction.events:
        for mention in event.mentions:
            first, last = mention.span[0][0], mention.span[-1][1]
            trigger = "-".join(str(offset) for span in mention.trigger for offset in span)
            yield f"{event.id}:{first}:{last}:{trigger}", event, mention


def event_mention_rows(extraction: Extraction) -> dict[str, Row]:
    """Give the properties of each mention of an event by its id."""
    document = extraction.document
    return {
        id: {
            "id": id,
            "sort_key": f"{document.id} {_in_text(mention.span)}",
            "article": document.id,
            "trigger": words_of(document.text, mention.trigger),
            **evidence_lists(document.text, mention.span),
        }
        for id, _, mention in event_mentions(extraction)
    }


def statement_rows(extraction: Extraction) -> dict[str, Row]:
    """Give each statement's properties by its id."""
    before = _article_sort_key(extraction.document)
    return {
        statement.id: {
            **_statement_row(extraction.document, statement, f"{before} {_in_text(statement.content)} {number:05d}"),
            "vector": _vector(extraction, statement.id),
        }
        for number, statement in enumerate(extraction.statements)
    }


def actor_facts(extraction: Extraction) -> dict[str, Row]:
    """Give what the article says of each actor, by its id."""
    return {
        actor.id: {
            "name": actor.name,
            "kind": actor.kind,
            "country": actor.country,
            "sector": actor.sector,
            "named": actor.named,
            "aliases": sorted(set(actor.aliases) - {actor.name}),
            "titles": sorted({_title(role) for role in actor.roles}),
        }
        for actor in extraction.actors
    }


def _title(role: Role) -> str:
    """Give the office and of what, once: "spokesperson, NATO", but "of UNICEF"."""
    return f"{role.title}, {role.org}" if role.org and role.org not in role.title else role.title


def place_facts(extraction: Extraction) -> dict[str, Row]:
    """Give what the article says of each place, by its id."""
    return {
        place.id: {
            "name": place.name,
            "aliases": [],
            "country": place.country,
            "feature_code": place.feature_code,
            "resolution": place.resolution,
            "geonameid": place.geonameid,
            "lat": place.lat,
            "lon": place.lon,
        }
        for place in extraction.places
    }


def role_facts(extraction: Extraction) -> dict[str, Row]:
    """Give what the article says of each role, by its id."""
    names = {
        name.casefold(): actor.id
        for actor in extraction.actors
        if actor.kind in ("organization", "state")
        for name in (actor.name, *actor.aliases)
    }
    facts: dict[str, Row] = {}
    for actor in extraction.actors:
        for role in actor.roles:
            id = role_id(actor.id, role)
            said = {
                "title": role.title,
                "organization_name": role.org,
                "organization": names.get(role.org.casefold()) if role.org else None,
            }
            facts[id] = merged((facts[id], said)) if id in facts else said
    return facts


def role_id(actor: str, role: Role) -> str:
    """Give the role's id: actor, title and organization, whatever their case and spaces."""
    return "|".join((actor, _plain(role.title), _plain(role.org or "")))


def _mention_row(document: Document, mention: Mention) -> Row:
    return {
        "id": mention_id(document.id, mention),
        "sort_key": f"{document.id} {_in_text(((mention.start, mention.end),))}",
        "article": document.id,
        "type": mention.type,
        "kind": mention.kind,
        "text": document.text[mention.start : mention.end],
        "method": mention.method,
        "start": mention.start,
        "end": mention.end,
        "confidence": mention.confidence,
    }


def _event_row(document: Document, event: Event, sort_key: str) -> Row:
    time = event.time
    mentioned = [words_of(document.text, mention.span) for mention in event.mentions]
    return {
        "id": event.id,
        "sort_key": sort_key,
        "article": document.id,
        "type": event.type,
        "mode": event.mode,
        "subtype": event.subtype,
        "contexts": list(event.contexts),
        "realis": event.realis,
        "name": event.name,
        "search_text": _search_text(event.name, *mentioned, *event.terms),
        "start": seconds_of(time.start) if time else None,
        "end": seconds_of(time.end) if time else None,
        "last": last_second_of(time.end) if time else None,
        "granularity": time.granularity if time else None,
        "date_type": time.date_type if time else None,
        "quad": quad_of(event.type) if event.type else None,
        "score": float(score_of(event.type, event.mode)) if event.type else None,
        "confidence": event.confidence,
    }


def _statement_row(document: Document, statement: Statement, sort_key: str) -> Row:
    text, time = document.text, statement.said_at
    content = words_of(text, statement.content)
    return {
        "id": statement.id,
        "sort_key": sort_key,
        "article": document.id,
        "act": statement.act,
        "likely_acts": list(statement.likely_acts or (statement.act,)),
        "act_source": statement.act_source,
        "form": statement.form,
        "via": statement.via,
        "text": content,
        "cue": words_of(text, statement.cue),
        "source_text": words_of(text, statement.source),
        "sentence": text[slice(*statement.sentence)] or content,
        "search_text": _search_text(content, *statement.terms),
        "polarity": statement.polarity,
        "negated": statement.negated,
        **evidence_lists(text, statement.content),
        "cue_starts": [start for start, _ in statement.cue],
        "cue_ends": [end for _, end in statement.cue],
        "source_starts": [start for start, _ in statement.source],
        "source_ends": [end for _, end in statement.source],
        "said_start": seconds_of(time.start) if time else None,
        "said_end": seconds_of(time.end) if time else None,
        "said_last": last_second_of(time.end) if time else None,
        "said_granularity": time.granularity if time else None,
        "said_date_type": time.date_type if time else None,
        "confidence": statement.confidence,
    }


def _vector(extraction: Extraction, id: str) -> list[float] | None:
    vector = (extraction.vectors or {}).get(id)
    return None if vector is None else list(vector)


def _article_sort_key(document: Document) -> str:
    """Give the order of articles: by publication, those without a date first, then by id."""
    seconds = seconds_of(document.published)
    return f"{datetime.fromtimestamp(seconds, UTC).isoformat() if seconds is not None else '0'} {document.id}"


def _in_text(spans: tuple[Span, ...]) -> str:
    return f"{spans[0][0]:09d} {spans[-1][1]:09d}"


def _search_text(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

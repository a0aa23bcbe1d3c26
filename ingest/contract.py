"""An extraction as the JSON that `newsgraph extract --format jsonl` prints, one line a document."""

from __future__ import annotations

from typing import Any

from graph.errors import DocumentError
from graph.model import About, Actor, Event, Extraction, Mention, Place, Statement, Timespan


def extraction_json(extraction: Extraction) -> dict[str, Any]:
    """Give the contract's mapping of ``extraction``; spans are ``[start, end)`` pairs of code points."""
    return {
        "id": extraction.document.id,
        "mentions": [_mention_json(mention) for mention in extraction.mentions],
        "actors": [_actor_json(actor) for actor in extraction.actors],
        "places": [_place_json(place) for place in extraction.places],
        "events": [_event_json(event) for event in extraction.events],
        "statements": [_statement_json(statement) for statement in extraction.statements],
    }


def refusal_json(error: DocumentError) -> dict[str, Any]:
    """Give the contract's line for a document that can't be read."""
    return {"id": error.name, "error": error.reason}


def _mention_json(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "kind": mention.kind,
        "ref": mention.ref,
        "place": mention.place,
        "confidence": round(mention.confidence, 3),
    }


def _actor_json(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "aliases": list(actor.aliases),
        "type": actor.kind,
        "country": actor.country,
        "sector": actor.sector,
        "roles": [{"title": role.title, "org": role.org, "span": list(role.span)} for role in actor.roles],
    }


def _place_json(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "resolution": place.resolution,
    }


def _event_json(event: Event) -> dict[str, Any]:
    time = event.time
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "subtype": event.subtype,
        "realis": event.realis,
        "name": event.name,
        "mentions": [
            {"trigger": [list(span) for span in mention.trigger], "span": [list(span) for span in mention.span]}
            for mention in event.mentions
        ],
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "places": list(event.places),
        "start": time.start if time else None,
        "end": time.end if time else None,
        "granularity": time.granularity if time else None,
        "date_type": time.date_type if time else None,
        "confidence": round(event.confidence, 3),
    }


def _statement_json(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "content": [list(span) for span in statement.content],
        "cue": [list(span) for span in statement.cue],
        "source": [list(span) for span in statement.source],
        "speaker": statement.speaker,
        "via": statement.via,
        "form": statement.form,
        "act": statement.act,
        "act_source": statement.act_source,
        "polarity": statement.polarity,
        "negated": statement.negated,
        "about": [_about_json(about) for about in statement.about],
        "addressees": list(statement.addressees),
        "said_at": _timespan_json(statement.said_at),
        "parent": statement.parent,
        "confidence": round(statement.confidence, 3),
    }


def _about_json(about: About) -> dict[str, Any]:
    return {
        "ref": about.ref,
        "kind": about.kind,
        "span": list(about.span) if about.span else None,
        "role": about.role,
        "stance": about.stance,
        "confidence": round(about.confidence, 3),
    }


def _timespan_json(time: Timespan | None) -> dict[str, Any] | None:
    if time is None:
        return None
    return {"start": time.start, "end": time.end, "granularity": time.granularity, "date_type": time.date_type}

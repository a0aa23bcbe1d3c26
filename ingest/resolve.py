"""From the ids of one article ("a1", "e2") to ids that hold across articles.

Who or what is told by its name alone gets the same id in every article, so that articles share it:
states by country, persons by full name, organizations by name and country, places by GeoNames id.
What its words do not identify ("two diplomats", "police", a bare surname) stays the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from anyascii import anyascii

from graph.model import About, Actor, Event, Extraction, Mention, Place, Statement, Vector


def resolve_extraction(extraction: Extraction) -> Extraction:
    """Give ``extraction`` with global ids; actors and places that turn out to be one are merged."""
    article = extraction.document.id
    actor_ids = {actor.id: actor_id(actor, article) for actor in extraction.actors}
    place_ids = {place.id: place_id(place, article) for place in extraction.places}
    event_ids = _unique({event.id: event_id(event, article) for event in extraction.events})
    statement_ids = _unique({said.id: statement_id(said, article) for said in extraction.statements})
    ids = {**actor_ids, **place_ids, **event_ids, **statement_ids}
    return replace(
        extraction,
        mentions=tuple(_mention(mention, ids) for mention in extraction.mentions),
        actors=_merged_actors(replace(actor, id=actor_ids[actor.id]) for actor in extraction.actors),
        places=tuple(
            {place_ids[place.id]: replace(place, id=place_ids[place.id]) for place in extraction.places}.values()
        ),
        events=tuple(_event(event, ids) for event in extraction.events),
        statements=tuple(_statement(statement, ids) for statement in extraction.statements),
        vectors=_vectors(extraction.vectors, ids),
    )


def slug(name: str) -> str:
    """Give ``name`` in lowercase ASCII with hyphens, so that accents and case do not make two of one."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-") or "unnamed"


def actor_id(actor: Actor, article: str) -> str:
    """Give the id under which every article knows ``actor``, or one of this ``article`` alone."""
    name = slug(actor.name)
    if actor.kind == "state" and actor.country:
        return f"state:{actor.country}"
    if not actor.named or not any(character.isupper() for character in actor.name):
        return f"{actor.kind}:{name}@{article}"
    if actor.kind == "person":
        return f"person:{name}" if "-" in name else f"person:{name}@{article}"
    return f"{actor.kind}:{name}:{actor.country}" if actor.country else f"{actor.kind}:{name}"


def place_id(place: Place, article: str) -> str:
    """Give the place's id: GeoNames' where it is known, else name and country, else the article's own."""
    if place.geonameid is not None:
        return f"place:{place.geonameid}"
    name = slug(place.name)
    return f"place:{name}:{place.country}" if place.country else f"place:{name}@{article}"


def event_id(event: Event, article: str) -> str:
    """Give the event's id: its article, its type ("event" without one) and where its first trigger starts."""
    first = min((span[0] for mention in event.mentions for span in mention.trigger), default=0)
    return f"{article}:{event.type or 'event'}:{first}"


def statement_id(statement: Statement, article: str) -> str:
    """Give the statement's id: article, start and end of its content, start of its cue."""
    cue = statement.cue[0][0] if statement.cue else "-"
    return f"{article}:{statement.content[0][0]}:{statement.content[-1][1]}:{cue}"


def _unique(ids: Mapping[str, str]) -> dict[str, str]:
    """Number the later ones of equal ids: two speakers may share content and cue."""
    seen: dict[str, int] = {}
    unique = {}
    for local, given in ids.items():
        seen[given] = seen.get(given, 0) + 1
        unique[local] = given if seen[given] == 1 else f"{given}:{seen[given]}"
    return unique


def _merged_actors(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    merged: dict[str, Actor] = {}
    for actor in actors:
        first = merged.get(actor.id)
        merged[actor.id] = actor if first is None else _merge(first, actor)
    return tuple(merged.values())


def _merge(first: Actor, second: Actor) -> Actor:
    names = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    return replace(
        first,
        aliases=tuple(name for name in names if name != first.name),
        country=first.country or second.country,
        sector=first.sector or second.sector,
        roles=tuple(dict.fromkeys((*first.roles, *second.roles))),
    )


def _vectors(vectors: Mapping[str, Vector] | None, ids: Mapping[str, str]) -> Mapping[str, Vector] | None:
    return None if vectors is None else {ids[local]: vector for local, vector in vectors.items()}


def _mention(mention: Mention, ids: Mapping[str, str]) -> Mention:
    return replace(
        mention,
        ref=ids[mention.ref] if mention.ref else None,
        place=ids[mention.place] if mention.place else None,
    )


def _event(event: Event, ids: Mapping[str, str]) -> Event:
    return replace(
        event,
        id=ids[event.id],
        actors=_mapped(event.actors, ids),
        recipients=_mapped(event.recipients, ids),
        places=_mapped(event.places, ids),
    )


def _mapped(refs: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids[ref] for ref in refs))


def _statement(statement: Statement, ids: Mapping[str, str]) -> Statement:
    return replace(
        statement,
        id=ids[statement.id],
        speaker=ids[statement.speaker] if statement.speaker else None,
        addressees=_mapped(statement.addressees, ids),
        about=_merged_abouts(replace(about, ref=ids[about.ref]) for about in statement.about),
        parent=ids[statement.parent] if statement.parent else None,
    )


def _merged_abouts(abouts: Iterable[About]) -> tuple[About, ...]:
    """Keep one link to each: targets before topics, since the store has one edge between two nodes."""
    ordered = sorted(abouts, key=lambda about: about.role != "target")
    return tuple({about.ref: about for about in reversed(ordered)}.values())[::-1]

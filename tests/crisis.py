"""A crisis told in three articles by two outlets, written by hand: who did what, and who says what about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graph.model import About, Actor, Document, Event, EventMention, Extraction, Place, Span, Statement, Timespan
from graph.neo4j_store import BoltStore

RIVIA = Actor("state:RIV", "Rivia", "state", country="RIV", sector="GOV")
TEMERIA = Actor("state:TEM", "Temeria", "state", country="TEM", sector="GOV")
KOVIR = Actor("person:kovir", "Anna Kovir", "person", country="RIV", sector="MIL")
FERRO = Actor("person:ferro", "Ugo Ferro", "person", country="TEM", sector="GOV")
HERMIT = Actor("person:hermit", "The Hermit", "person")
AEDIRN = Place("place:1", "Aedirn", "province", 1, 52.5, 23.5, "AED", "ADM1")
BRUGGE = Place("place:2", "Brugge", "city", 2, 51.0, 22.0, "TEM", "PPL")

DRILLS, MARCH, TALKS, ATTACK = "g1:drills", "h1:march", "h1:talks", "g2:attack"
# The same drills as each of the later articles tells of them.
AGAIN = {"h1": "h1:drills", "g2": "g2:drills"}

_TEXTS = {
    "g1": "Rivia and Temeria began drills in Aedirn. Kovir criticised the drills. Ferro welcomed the drills.",
    "h1": "Rivia will march to Brugge and Aedirn after talks. Kovir condemned the march. Nobody confirmed the drills.",
    "g2": "The drills ended. Kovir now backs the drills. Ferro spoke about Kovir. An attack may come.",
}
_EVENTS = {
    DRILLS: Event(
        DRILLS,
        "COOPERATE",
        "asserted",
        "joint drills",
        (),
        contexts=("military",),
        actors=(RIVIA.id, TEMERIA.id),
        places=(AEDIRN.id,),
        time=Timespan("2023-01-16", "2023-01-16", "day", "exact"),
        confidence=0.9,
        terms=("exercise",),
    ),
    MARCH: Event(
        MARCH,
        "MOBILIZE",
        "future",
        "march",
        (),
        mode="troops",
        contexts=("military", "territory"),
        actors=(RIVIA.id,),
        recipients=(TEMERIA.id,),
        places=(BRUGGE.id, AEDIRN.id),
        time=Timespan("2023-02-01", "2023-02-28", "month", "exact"),
        confidence=0.7,
    ),
    TALKS: Event(
        TALKS,
        "CONSULT",
        "asserted",
        "talks",
        (),
        time=Timespan("2023-01-28", "2023-02-03", "week", "approximate"),
        confidence=0.6,
    ),
    ATTACK: Event(ATTACK, "ASSAULT", "hypothetical", "attack", (), actors=(RIVIA.id,), confidence=0.5),
}


def _span(article: str, words: str) -> Span:
    start = _TEXTS[article].index(words)
    return start, start + len(words)


def _event(article: str, event: str, words: str) -> Event:
    """Give an event with its mention in this article."""
    at = (_span(article, words),)
    id = AGAIN[article] if event == DRILLS and article in AGAIN else event
    return replace(_EVENTS[event], id=id, mentions=(EventMention(at, at),))


def _said(article: str, words: str, act: str, speaker: Actor | None, *about: About, **rest: Any) -> Statement:
    at = (_span(article, words),)
    given: dict[str, Any] = {"polarity": 0, "negated": False, "confidence": 0.8, "said_at": None, **rest}
    ref = speaker.id if speaker else None
    return Statement(f"{article}:{words}", at, (), (), ref, "name", "indirect", act, "cue", about=about, **given)


def _about(ref: str, kind: Any, stance: Any) -> About:
    return About(ref, kind, "target", stance, None, 0.9)


def _day(day: str) -> Timespan:
    return Timespan(day, day, "day", "exact")


def write_crisis(store: BoltStore) -> None:
    """Write the articles, then make one event of the drills that each of them tells of."""
    for extraction in crisis():
        store.write(extraction)
    again = "MATCH (copy:Event) WHERE copy.id IN $again MATCH (event:Event) WHERE event.id = $event "
    told = "MATCH (copy)<-[:REALISES]-(mention:EventMention) CREATE (mention)-[:REALISES]->(event)"
    kept = "{stance: r.stance, role: r.role, confidence: r.confidence}"
    said = f"MATCH (copy)<-[r:ABOUT]-(said:Statement) CREATE (said)-[:ABOUT {kept}]->(event)"
    for text in (again + told, again + said, f"{again} DETACH DELETE copy"):
        params = {"again": list(AGAIN.values()), "event": DRILLS}
        store._connection.write(lambda transaction, text=text, params=params: transaction.run(text, params).consume())


def crisis() -> tuple[Extraction, ...]:
    """Give the three articles as they are read, one by one."""
    people = (RIVIA, TEMERIA, KOVIR, FERRO, HERMIT)
    first = Extraction(
        Document("g1", _TEXTS["g1"], title="Drills", published="2023-01-17T10:00:00Z", source="Gazette"),
        actors=people,
        places=(AEDIRN,),
        events=(_event("g1", DRILLS, "drills"),),
        statements=(
            _said("g1", "criticised the drills", "CRITICISE", KOVIR, _about(DRILLS, "event", "negative"),
                  polarity=-1, said_at=_day("2023-01-16"), confidence=0.9),
            _said("g1", "welcomed the drills", "PRAISE", FERRO, _about(DRILLS, "event", "positive"),
                  _about(AEDIRN.id, "place", "neutral"), polarity=1, said_at=_day("2023-01-17"),
                  addressees=(KOVIR.id,)),
        ),
    )  # fmt: skip
    second = Extraction(
        Document("h1", _TEXTS["h1"], title="March", published="2023-01-16", source="Herald"),
        actors=people,
        places=(AEDIRN, BRUGGE),
        events=(_event("h1", DRILLS, "drills"), _event("h1", MARCH, "march"), _event("h1", TALKS, "talks")),
        statements=(
            _said("h1", "condemned the march", "CRITICISE", KOVIR, _about(MARCH, "event", "negative"),
                  polarity=-1, said_at=Timespan("2023-01-01", "2023-01-31", "month", "exact"), confidence=0.5),
            _said("h1", "confirmed the drills", "CONFIRM", None, _about(AGAIN["h1"], "event", "neutral"),
                  said_at=Timespan("2022-12-26", "2023-01-01", "week", "exact")),
        ),
    )  # fmt: skip
    third = Extraction(
        Document("g2", _TEXTS["g2"], title="Later", published="2023-02", source="Gazette"),
        actors=people,
        places=(AEDIRN,),
        events=(_event("g2", DRILLS, "drills"), _event("g2", ATTACK, "attack")),
        statements=(
            _said("g2", "backs the drills", "SUPPORT", KOVIR, _about(AGAIN["g2"], "event", "positive"), polarity=1,
                  said_at=Timespan("2023-02-06", "2023-02-19", "day", "range")),
            _said("g2", "spoke about Kovir", "STATE", FERRO, _about(KOVIR.id, "actor", "neutral")),
        ),
    )  # fmt: skip
    return first, second, third

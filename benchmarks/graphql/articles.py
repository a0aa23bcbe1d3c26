"""Fills a store with a made graph: the same for the same numbers, as large as asked, with the shape of a real one.

    python -m benchmarks.graphql.articles STORE [--statements 200000] [--seed 7]

A few actors say much and most say little (their numbers fall as 1/rank), as in the news; words are drawn the same way.
Articles are written one by one with the writer of the package, so that every count and index is as in use.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from graph.acts import ACTS
from graph.model import (
    About,
    AboutKind,
    Actor,
    Document,
    Event,
    EventMention,
    Extraction,
    Form,
    Place,
    Role,
    Span,
    Statement,
    Timespan,
    Via,
)
from graph.settings import StoreSettings
from graph.store import open_store

STATEMENTS_PER_ARTICLE = 20
EVENTS_PER_ARTICLE = 3
TYPES = ("COOPERATE", "CONSULT", "ASSAULT", "PROTEST", "AID", "THREATEN", "SANCTION")
COUNTRIES = ("UKR", "RUS", "POL", "DEU", "FRA", "USA", "CHN", "IND", "BRA", "EGY")
FIRST = ("Anna", "Boris", "Carla", "Daniel", "Elena", "Farid", "Greta", "Hugo", "Irina", "Jonas", "Katya", "Liam")
LAST = ("Kovir", "Lang", "Marek", "Novak", "Okoye", "Petrov", "Quist", "Rossi", "Sato", "Tran", "Ustinov", "Vidal")
# fmt: off
WORDS = (
    "drills", "talks", "border", "army", "port", "bridge", "gas", "grain", "budget", "vote", "strike", "court",
    "law", "aid", "camp", "ship", "tank", "troops", "treaty", "market", "school", "flood", "harvest", "rail",
    "power", "river", "election", "visa", "tariff", "loan", "plant", "mine", "airport", "hospital", "fleet",
    "patrol", "summit",
)
# fmt: on
DAY = date(2022, 1, 1)


class Drawing:
    """Draws from lists so that the first members come up most, as names and words do."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._weights: dict[int, list[float]] = {}

    def one(self, members: Sequence[str]) -> str:
        """Draw one member."""
        size = len(members)
        if size not in self._weights:
            self._weights[size] = list(accumulate(1 / rank for rank in range(1, size + 1)))
        return self.random.choices(members, cum_weights=self._weights[size])[0]


def make_articles(statements: int, *, seed: int = 7) -> Iterator[Extraction]:
    """Give articles with so many statements in all."""
    people = max(20, statements // 40)
    drawing = Drawing(seed)
    for number, start in enumerate(range(0, statements, STATEMENTS_PER_ARTICLE)):
        yield _article(number, min(STATEMENTS_PER_ARTICLE, statements - start), people, drawing)


def _article(number: int, size: int, people: int, drawing: Drawing) -> Extraction:
    ranks = [str(rank) for rank in range(people)]
    speakers = {rank: _actor(int(rank)) for rank in (drawing.one(ranks) for _ in range(size))}
    id = f"made{number}"
    published = DAY + timedelta(days=number % 900)
    places = {place.id: place for place in (_place(drawing) for _ in range(EVENTS_PER_ARTICLE))}
    sentences: list[str] = []
    events = [_event(id, sentences, speakers, places, published, drawing) for _ in range(EVENTS_PER_ARTICLE)]
    said = [_statement(id, sentences, list(speakers.values()), events, published, drawing) for _ in range(size)]
    text = " ".join(sentences)
    return Extraction(
        Document(
            id, text, f"Article {number}", f"https://example.org/{id}", published.isoformat(), f"Paper {number % 9}"
        ),
        actors=tuple(speakers.values()),
        places=tuple(places.values()),
        events=tuple(events),
        statements=tuple(said),
    )


def _actor(rank: int) -> Actor:
    name = f"{FIRST[rank % 12]} {LAST[rank // 12 % 12]} {rank}"
    role = Role("minister" if rank % 2 else "spokesperson", f"Ministry {rank % 25}", (0, 4))
    return Actor(f"person:made-{rank}", name, "person", (LAST[rank // 12 % 12],), COUNTRIES[rank % 10], "GOV", (role,))


def _place(drawing: Drawing) -> Place:
    number = int(drawing.one([str(number) for number in range(300)]))
    country = COUNTRIES[number % 10]
    return Place(
        f"place:{number}", f"Town {number}", "city", number, number % 90 / 1.5, number % 60 * 1.0, country, "PPL"
    )


def _add(sentences: list[str], *parts: str) -> list[Span]:
    """Append a sentence made of parts; gives the span of each."""
    start = sum(len(sentence) + 1 for sentence in sentences)
    spans = []
    for part in parts:
        spans.append((start, start + len(part)))
        start += len(part) + 1
    sentences.append(f"{' '.join(parts)}.")
    return spans


def _event(
    id: str,
    sentences: list[str],
    actors: dict[str, Actor],
    places: dict[str, Place],
    day: date,
    drawing: Drawing,
) -> Event:
    trigger, place = drawing.one(WORDS), drawing.random.choice(list(places.values()))
    acting = [actor.id for actor in drawing.random.sample(list(actors.values()), min(2, len(actors)))]
    spans = _add(sentences, "The", trigger, "began in", place.name)
    return Event(
        f"{id}:event:{spans[1][0]}",
        drawing.one(TYPES),
        "asserted",
        f"{trigger} in {place.name}",
        (EventMention((spans[1],), (spans[1],)),),
        actors=tuple(acting[:1]),
        recipients=tuple(acting[1:]),
        places=(place.id,),
        time=Timespan(day.isoformat(), None, "day", "exact"),
        confidence=round(drawing.random.uniform(0.3, 1.0), 3),
        terms=(trigger,),
    )


def _statement(
    id: str, sentences: list[str], speakers: list[Actor], events: list[Event], day: date, drawing: Drawing
) -> Statement:
    speaker, event = drawing.random.choice(speakers), drawing.random.choice(events)
    content = f"the {drawing.one(WORDS)} and the {drawing.one(WORDS)} would {drawing.one(WORDS)}"
    name, cue, words = _add(sentences, speaker.name, "said that", content)
    ends: list[tuple[AboutKind, str]] = [("event", event.id), ("place", event.places[0]), ("actor", speakers[0].id)]
    form: Form = drawing.random.choice(("direct", "indirect"))
    via: Via = "name"
    return Statement(
        f"{id}:{words[0]}",
        (words,),
        (cue,),
        (name,),
        speaker.id,
        via,
        form,
        drawing.one(list(ACTS)),
        "both",
        drawing.random.choice((-1, 0, 1)),
        drawing.random.random() < 0.1,
        about=tuple(
            About(ref, kind, "target" if kind == "event" else "topic", "neutral", None, 0.7)
            for kind, ref in ends[: drawing.random.choice((1, 1, 2, 3))]
        ),
        said_at=Timespan(day.isoformat(), None, "day", "exact"),
        confidence=round(drawing.random.uniform(0.3, 1.0), 3),
        sentence=(name[0], words[1] + 1),
        terms=tuple(content.split()),
    )


def fill_store(settings: StoreSettings, statements: int, *, seed: int = 7) -> None:
    """Write the made articles, and say now and then how far it is."""
    started = time.monotonic()
    written = 0
    with open_store(settings) as store:
        for number, extraction in enumerate(make_articles(statements, seed=seed), 1):
            written += len(extraction.statements)
            store.write(extraction)
            if number % 500 == 0 or written == statements:
                print(f"{written:8} statements, {time.monotonic() - started:6.0f} s", flush=True)


def main() -> None:
    """Fill the store that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", help="embedded:///folder, or bolt://host:port of a Neo4j without authentication")
    parser.add_argument("--statements", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    fill_store(StoreSettings(options.store), options.statements, seed=options.seed)


if __name__ == "__main__":
    main()

"""What a person finds in the seed article, end to end with the trained model; no scores are compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.model import Actor, Event, Extraction, Statement
from ingest.nlp import load_nlp
from ingest.readers import read_documents
from ingest.run import Pipeline, extract_documents, start_run

SEED = Path(__file__).resolve().parents[1] / "seeds" / "000_77273a3daa063c03.txt"


@pytest.fixture(scope="module")
def seed() -> Extraction:
    nlp = load_nlp()
    [read] = extract_documents(Pipeline(nlp, start_run(nlp, version="test")), read_documents([SEED]))
    assert isinstance(read, Extraction)
    return read


def words(seed: Extraction, statement: Statement) -> str:
    return " … ".join(seed.document.text[start:end] for start, end in statement.content)


def actor(seed: Extraction, id: str | None) -> Actor | None:
    return next((one for one in seed.actors if one.id == id), None)


def said(seed: Extraction, start: str) -> Statement:
    """The one statement whose content starts with these words."""
    [found] = [one for one in seed.statements if words(seed, one).startswith(start)]
    return found


def drills(seed: Extraction) -> Event:
    """Give the one event that any of the words for them mentions."""
    [found] = [one for one in seed.events if triggers(seed, one) & {"drills", "exercises", "maneuvers"}]
    assert found.type == "COOPERATE"
    return found


def triggers(seed: Extraction, event: Event) -> set[str]:
    return {seed.document.text[start:end] for mention in event.mentions for start, end in mention.trigger}


@pytest.mark.parametrize(
    ("start", "speaker", "act"),
    [
        ("the maneuvers", "Natalia Huminiuk", "EXPRESS_CONCERN"),
        ("her country's army", "Natalia Huminiuk", "STATE"),
        ("Western countries to provide", "Volodymyr Zelensky", "URGE"),
        ("protecting his country's borders", "Volodymyr Zelensky", "STATE"),
        ("the drills are just defensive", "Russia", None),
        ("this comes in light", "Ukraine", "STATE"),
        ("they had launched", "sources in the Ukrainian government", None),
        ("The Russian and Belarusian Air Forces", "OSINTdefender", "STATE"),
        ("Western countries will deliver", "Yenos Stoltenberg", None),
    ],
)
def test_a_statement_has_its_speaker_and_act(start: str, speaker: str, act: str | None, seed: Extraction) -> None:
    statement = said(seed, start)
    found = actor(seed, statement.speaker)
    assert found is not None and found.name == speaker
    assert act in (None, statement.act)


def test_a_foreign_future_after_said_may_be_an_announcement_or_a_promise(seed: Extraction) -> None:
    assert {"ANNOUNCE", "PROMISE"} & set(said(seed, "Western countries will deliver").likely_acts)


def test_an_insistence_is_a_claim(seed: Extraction) -> None:
    assert said(seed, "the drills are just defensive").act == "CLAIM"


def test_assurances_of_what_happened_are_a_claim(seed: Extraction) -> None:
    assert said(seed, "they had launched").act in {"CLAIM", "CONFIRM"}


def test_the_concern_is_about_the_drills(seed: Extraction) -> None:
    [target] = [one for one in said(seed, "the maneuvers").about if one.role == "target"]
    assert (target.ref, target.stance) == (drills(seed).id, "negative")


def test_the_unnamed_sources_are_kept_as_such(seed: Extraction) -> None:
    statement = said(seed, "they had launched")
    found = actor(seed, statement.speaker)
    assert statement.via == "unnamed" and found is not None and not found.named


def test_the_post_is_a_social_post_of_its_day(seed: Extraction) -> None:
    post = said(seed, "The Russian and Belarusian Air Forces")
    assert post.form == "social_post"
    assert post.said_at is not None and post.said_at.start == "2023-01-16"


def test_nobody_else_is_concerned_and_what_is_seen_is_not_said(seed: Extraction) -> None:
    assert [one.act for one in seed.statements].count("EXPRESS_CONCERN") == 1
    speakers = {found.name for one in seed.statements if (found := actor(seed, one.speaker))}
    assert "Alexander Lukashenko" not in speakers
    assert not [one for one in seed.statements if "flexing its muscles" in words(seed, one)]


def test_the_drills_are_one_event(seed: Extraction) -> None:
    event = drills(seed)
    names = {found.name for id in event.actors if (found := actor(seed, id))}
    places = {place.name for place in seed.places if place.id in event.places}
    assert (names, places, event.contexts) == ({"Russia", "Belarus"}, {"Belarus"}, ("military",))
    assert {"drills", "exercises", "maneuvers"} <= triggers(seed, event)
    assert event.time is not None and event.time.start == "2023-01-16"
    assert (event.time.end or "").startswith("2023-02-")


def test_every_demo_article_is_read_and_says_where_it_is_from() -> None:
    lines = [json.loads(line) for line in (SEED.parent / "wikinews.jsonl").read_text("utf-8").splitlines()]
    listed = (SEED.parent / "README.md").read_text("utf-8")
    assert len(lines) == 10
    assert all(line["url"].startswith("https://en.wikinews.org/") and f"`{line['id']}`" in listed for line in lines)

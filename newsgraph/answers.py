"""The answers to a question: each a statement with its speaker, words, offsets and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.plan import Follow, Select
from graph.reading import Reading, Terms

_ROLES = Follow(
    "roles", "HOLDS", "out", (Select("Role", ("title", "organization_name")),), edge_properties=("articles",)
)
SELECT = Select(
    "Statement",
    ("id", "act", "form", "via", "cue", "text", "sentence", "source_text", "starts", "ends", "confidence"),
    (
        Follow("speaker", "SAID_BY", "out", (Select("Actor", ("id", "name", "named"), (_ROLES,)),), is_one=True),
        Follow(
            "about",
            "ABOUT",
            "out",
            (Select("Event", ("id", "name")), Select("Actor", ("id", "name")), Select("Place", ("id", "name"))),
            edge_properties=("role", "stance"),
        ),
        Follow("article", "IN", "out", (Select("Article", ("id", "title", "url", "source")),), is_one=True),
    ),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a statement is about: ``kind`` is event, actor or place; ``role`` target or topic."""

    kind: str
    id: str
    name: str
    role: str
    stance: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement as an answer. ``start`` and ``end`` are code points into the article's text."""

    statement: str
    speaker: str | None
    speaker_id: str | None
    named: bool
    capacities: tuple[str, ...]
    act: str
    cue: str
    content: str
    sentence: str
    article: str
    title: str | None
    url: str | None
    source: str | None
    start: int
    end: int
    about: tuple[Topic, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Answers:
    """How a question was read, and its answers, the surest first; ``total`` counts those not given here too."""

    reading: Reading
    answers: tuple[Answer, ...]
    total: int


def answer_of(row: Mapping[str, Any]) -> Answer:
    """Give the answer in a row of ``SELECT``."""
    speaker, article = row["speaker"] or {}, row["article"]
    return Answer(
        statement=row["id"],
        speaker=speaker.get("name") or _unnamed(row),
        speaker_id=speaker.get("id"),
        named=bool(speaker.get("named")),
        capacities=tuple(_capacities(speaker.get("roles", ()), article["id"])),
        act=row["act"],
        cue=row["cue"] or "",
        content=row["text"],
        sentence=row["sentence"],
        article=article["id"],
        title=article["title"],
        url=article["url"],
        source=article["source"],
        start=row["starts"][0],
        end=row["ends"][-1],
        about=tuple(_topic(entry) for entry in row["about"]),
        confidence=row["confidence"],
    )


def _unnamed(row: Mapping[str, Any]) -> str | None:
    """Give the words for a speaker without a name ("two diplomats"); a pronoun that nothing resolves tells nobody."""
    return None if row["via"] == "pronoun" else row["source_text"] or None


def _capacities(roles: Iterable[Mapping[str, Any]], article: str) -> Iterable[str]:
    """Give the speaker's offices as this article tells them."""
    for entry in roles:
        if article in entry["articles"]:
            role = entry["role"]
            organization = role["organization_name"]
            yield f"{role['title']}, {organization}" if organization else role["title"]


def _topic(entry: Mapping[str, Any]) -> Topic:
    kind = next(name for name in ("event", "actor", "place") if entry.get(name))
    end = entry[kind]
    return Topic(kind, end["id"], end["name"], entry["role"], entry["stance"])


def answers_json(answers: Answers, *, id: str | None = None) -> dict[str, Any]:
    """Give the line that `newsgraph ask --format jsonl` prints."""
    line = {"id": id} if id is not None else {}
    return {
        **line,
        "question": answers.reading.question,
        "reading": reading_json(answers.reading),
        "answers": [_answer_json(answer) for answer in answers.answers],
        "total": answers.total,
    }


def reading_json(reading: Reading) -> dict[str, Any]:
    """Give how the question was read."""
    return {
        "act": list(reading.acts),
        "negated": reading.negated,
        "about": _words(reading.about),
        "speaker": _words(reading.speaker),
        "addressee": _words(reading.addressee),
        "from": reading.time_from,
        "to": reading.time_to,
        "place": _words(reading.place),
        "unread": list(reading.unread),
        "widened": reading.is_widened,
    }


def _words(terms: Terms | None) -> str | None:
    return terms.words if terms else None


def _answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "speaker": answer.speaker,
        "speaker_id": answer.speaker_id,
        "named": answer.named,
        "capacities": list(answer.capacities),
        "act": answer.act,
        "cue": answer.cue,
        "content": answer.content,
        "sentence": answer.sentence,
        "article": answer.article,
        "title": answer.title,
        "url": answer.url,
        "start": answer.start,
        "end": answer.end,
        "about": [
            {"kind": topic.kind, "name": topic.name, "role": topic.role, "stance": topic.stance}
            for topic in answer.about
        ],
        "confidence": round(answer.confidence, 3),
    }

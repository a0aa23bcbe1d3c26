"""What is written is what is read, whatever characters it has; a document taken out leaves no trace."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import About, Actor, Document, Extraction, Mention, Role, Span, Statement
from graph.neo4j_store import BoltStore
from graph.plan import Equals, Find, Follow, Select

CHARACTERS = st.characters(exclude_categories=["Cs"])
NAMES = st.text(CHARACTERS, min_size=1, max_size=12)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(st.text(CHARACTERS, min_size=4, max_size=120))

    def spans(most: int) -> tuple[Span, ...]:
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2 * most)))
        return tuple(zip(cuts[0::2], cuts[1::2], strict=False))

    actors = tuple(
        Actor(
            f"group:{number}@a1",
            draw(NAMES),
            "group",
            tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
            named=draw(st.booleans()),
            roles=(Role(draw(NAMES), draw(st.none() | NAMES), spans(1)[0]),),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    ids = st.sampled_from([actor.id for actor in actors])
    statements = tuple(
        Statement(
            f"a1:{number}",
            spans(2),
            draw(st.just(()) | st.just(spans(1))),
            spans(1),
            draw(st.none() | ids),
            "unnamed",
            "direct",
            "STATE",
            "cue",
            draw(st.integers(-1, 1)),
            draw(st.booleans()),
            about=tuple(
                About(ref, "actor", "target", "neutral", draw(st.none() | st.just(spans(1)[0])), 0.5)
                for ref in draw(st.lists(ids, max_size=2, unique=True))
            ),
            addressees=tuple(draw(st.lists(ids, max_size=2, unique=True))),
            parent=f"a1:{number - 1}" if number else None,
            confidence=draw(st.floats(0, 1)),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    mentions = tuple(Mention(*span, "PER", "name", draw(st.none() | ids)) for span in spans(3))
    return Extraction(Document("a1", text, title=draw(st.none() | NAMES)), mentions, actors, statements=statements)


SPEAKER = Follow("speaker", "SAID_BY", "out", (Select("Actor", ("id",)),), is_one=True)
ADDRESSEES = Follow("addressees", "ADDRESSED_TO", "out", (Select("Actor", ("id",)),))
ABOUT = Follow(
    "about", "ABOUT", "out", (Select("Actor", ("id",)),), ("role", "stance", "span_start", "span_end", "confidence")
)
PARENT = Follow("parent", "WITHIN", "out", (Select("Statement", ("id",)),), is_one=True)
SAID = ("id", "via", "form", "act", "act_source", "polarity", "negated", "confidence", "starts", "ends", "exacts")
SPANS = ("cue_starts", "cue_ends", "source_starts", "source_ends")
STATEMENT = Select("Statement", (*SAID, *SPANS), (SPEAKER, ADDRESSEES, ABOUT, PARENT))


def spans_of(row: dict[str, Any], starts: str, ends: str) -> tuple[Span, ...]:
    return tuple(zip(row[starts] or (), row[ends] or (), strict=True))


def statement_of(row: dict[str, Any]) -> Statement:
    return Statement(
        row["id"],
        spans_of(row, "starts", "ends"),
        spans_of(row, "cue_starts", "cue_ends"),
        spans_of(row, "source_starts", "source_ends"),
        row["speaker"] and row["speaker"]["id"],
        row["via"],
        row["form"],
        row["act"],
        row["act_source"],
        row["polarity"],
        row["negated"],
        about=tuple(
            About(
                one["actor"]["id"],
                "actor",
                one["role"],
                one["stance"],
                None if one["span_start"] is None else (one["span_start"], one["span_end"]),
                one["confidence"],
            )
            for one in row["about"]
        ),
        addressees=tuple(one["id"] for one in row["addressees"]),
        parent=row["parent"] and row["parent"]["id"],
        confidence=row["confidence"],
    )


def unordered(statement: Statement) -> tuple[Any, ...]:
    return (
        statement.id,
        statement.content,
        statement.cue,
        statement.source,
        statement.speaker,
        statement.polarity,
        statement.negated,
        frozenset(statement.about),
        frozenset(statement.addressees),
        statement.parent,
        statement.confidence,
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(extraction=extractions())
def test_what_is_written_is_read(store: BoltStore, extraction: Extraction) -> None:
    store.delete("a1")
    assert store.write(extraction).state == "new"
    assert store.write(extraction).state == "unchanged"
    (article,) = store.find(Find(Select("Article", ("text", "title")))).rows
    assert article == {"text": extraction.document.text, "title": extraction.document.title}
    read = store.find(Find(STATEMENT)).rows
    assert all(
        row["exacts"] == [article["text"][start:end] for start, end in spans_of(row, "starts", "ends")] for row in read
    )
    assert {unordered(statement_of(row)) for row in read} == {unordered(each) for each in extraction.statements}
    for actor in extraction.actors:
        (row,) = store.find(Find(Select("Actor", ("name", "aliases", "titles", "named")), Equals("id", actor.id))).rows
        assert row == {
            "name": actor.name,
            "aliases": sorted({*actor.aliases} - {actor.name}),
            "titles": [f"{role.title}, {role.org}" if role.org else role.title for role in actor.roles],
            "named": actor.named,
        }
    assert store.check().problems == ()
    store.delete("a1")
    assert store.check().counts == {}

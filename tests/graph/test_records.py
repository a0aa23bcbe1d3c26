from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.errors import DocumentError
from graph.evidence import evidence_lists
from graph.model import Document, Extraction
from graph.record_checks import check_extraction
from graph.record_edges import edge_rows
from graph.records import article_row, digest_of, source_row, statement_rows
from graph.times import seconds_of

Extract = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("iso", "seconds"),
    [
        ("1970-01-02", 86400),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1970-01-01T00:01Z", 60),
        ("1970-01-01T00:01", 60),
        ("1970-02", 31 * 86400),
        ("1971", 365 * 86400),
        ("1969-12-31", -86400),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_stored_as_seconds_and_without_a_zone_it_is_utc(iso: str | None, seconds: int | None) -> None:
    assert seconds_of(iso) == seconds


def test_evidence_has_32_characters_on_each_side() -> None:
    text = "a" * 40 + "SAID" + "b" * 40
    lists = evidence_lists(text, [(40, 44)])
    assert lists["exacts"] == ["SAID"]
    assert lists["prefixes"] == ["a" * 32] and lists["suffixes"] == ["b" * 32]


def test_the_digest_is_of_everything_but_the_run(extract: Extract) -> None:
    first = extract()
    assert digest_of(first) == digest_of(replace(first, run=None))
    assert digest_of(first) != digest_of(replace(first, document=replace(first.document, title="Other")))
    assert digest_of(first) != digest_of(replace(first, statements=first.statements[:1]))


def test_articles_sort_by_publication_then_id_and_those_without_a_date_come_first() -> None:
    dates = {"b": "2023-01-02", "a": "2023-01-02", "c": None, "d": "2023-01-01T23:00"}
    rows = [article_row(Extraction(Document(id, "text", published=date))) for id, date in dates.items()]
    assert [row["id"] for row in sorted(rows, key=lambda row: str(row["sort_key"]))] == ["c", "d", "a", "b"]


@pytest.mark.parametrize(
    ("document", "id"),
    [
        (Document("a", "t", source="ALBAWABA"), "albawaba"),
        (Document("a", "t", source="ALBAWABA", url="https://www.albawaba.com/x"), "albawaba"),
        (Document("a", "t", url="https://www.albawaba.com/x"), "albawaba.com"),
        (Document("a", "t"), None),
    ],
)
def test_an_outlet_is_known_by_its_name_else_by_its_host(document: Document, id: str | None) -> None:
    row = source_row(document)
    assert (row and row["id"]) == id


def test_statements_sort_as_they_stand_in_the_text(extract: Extract) -> None:
    rows = statement_rows(extract()).values()
    keys = [row["sort_key"] for row in rows]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)


def test_there_is_one_edge_of_a_kind_between_two_nouns(extract: Extract) -> None:
    extraction = extract()
    twice = replace(extraction, mentions=extraction.mentions * 2)
    assert edge_rows(twice) == edge_rows(extraction)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda whole: replace(whole, places=()), "refers to place:630336"),
        (lambda whole: replace(whole, events=()), "refers to a1:COOPERATE"),
        (lambda whole: replace(whole, document=replace(whole.document, text="short")), "spans"),
        (lambda whole: replace(whole, document=replace(whole.document, title="\ud83d")), "half a character"),
        (lambda whole: replace(whole, events=(replace(whole.events[0], type="WAR"),)), "no type of PLOVER"),
        (lambda whole: replace(whole, statements=whole.statements[1:]), "refers to a1:"),
    ],
)
def test_an_extraction_that_is_not_whole_is_refused(
    extract: Extract, change: Callable[[Extraction], Extraction], reason: str
) -> None:
    check_extraction(extract())
    with pytest.raises(DocumentError, match=reason):
        check_extraction(change(extract()))

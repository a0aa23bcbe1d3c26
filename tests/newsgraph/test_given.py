from __future__ import annotations

from collections.abc import Iterator

import pytest

import newsgraph
from graph.errors import DocumentError, SettingsError
from graph.store import Outcome
from newsgraph.app import profile_of
from newsgraph.given import in_order, read_given
from newsgraph.settings import load_settings

INGEST = "mutation ($documents: [DocumentInput!]!) { ingest(documents: $documents) { id outcome reason } }"
TEXT = "Ana Costa said that the ferry had sunk."


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[newsgraph.Graph]:
    with newsgraph.open(tmp_path_factory.mktemp("given") / "store") as opened:
        yield opened


def test_a_document_without_an_id_gets_one_from_its_text() -> None:
    one, two = read_given([{"text": TEXT}, {"text": "Else."}])
    assert isinstance(one, newsgraph.Document) and isinstance(two, newsgraph.Document)
    assert one.id != two.id


def test_what_cannot_be_read_is_refused_in_its_place() -> None:
    read = read_given([{"text": " "}, {"id": "a", "text": TEXT}, {"id": "a", "text": "Else."}, {"id": "b", "text": ""}])
    assert [one.name if isinstance(one, DocumentError) else "read" for one in read] == ["document 1", "read", "a", "b"]
    assert isinstance(read[2], DocumentError) and "before it has this id" in read[2].reason


def test_outcomes_come_in_the_order_of_the_documents() -> None:
    documents = read_given([{"id": "b", "text": TEXT}, {"id": "b", "text": TEXT}, {"id": "a", "text": TEXT}])
    told = in_order(documents, [Outcome("a", "unchanged"), Outcome("b", "new"), *documents[1:2]])  # type: ignore[list-item]
    assert [one.name if isinstance(one, DocumentError) else one.state for one in told] == ["new", "b", "unchanged"]


def test_a_mutation_reads_documents_and_one_that_is_bad_stops_none(graph: newsgraph.Graph) -> None:
    documents = [
        {"id": "ferry", "text": TEXT, "published": "2023-01-16"},
        {"id": "late", "text": TEXT, "published": "yesterday"},
        {"text": "Otto Lind denied it."},
    ]
    ferry, late, third = graph.query(INGEST, {"documents": documents})["data"]["ingest"]
    assert (ferry["id"], ferry["outcome"], third["outcome"]) == ("ferry", "NEW", "NEW")
    assert late["outcome"] == "REFUSED" and "'published' is 'yesterday'" in late["reason"]
    again = graph.query(INGEST, {"documents": [documents[2], documents[0]]})["data"]["ingest"]
    assert again == [{**third, "outcome": "UNCHANGED"}, {**ferry, "outcome": "UNCHANGED"}]
    assert graph.query('mutation { deleteArticle(id: "ferry") }')["data"] == {"deleteArticle": True}
    assert [a.speaker for a in graph.ask("Who said that the ferry had sunk?").answers] == []


@pytest.mark.parametrize(
    ("settings", "is_writable"),
    [
        pytest.param({}, False, id="open to everyone"),
        pytest.param({"writes": True}, True, id="turned on"),
        pytest.param({"keys": "[[keys]]"}, True, id="with keys"),
        pytest.param({"keys": "[[keys]]", "writes": False}, False, id="with keys, turned off"),
    ],
)
def test_a_server_takes_mutations_where_somebody_is_let_in(
    settings: dict[str, object], is_writable: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if "keys" in settings:
        file = tmp_path_factory.mktemp("keys") / "keys.toml"
        file.write_text(f'[[keys]]\nname = "a"\nhash = "{"0" * 64}"\nscope = "write"\n')
        settings = {**settings, "keys": file}
    assert profile_of(load_settings(**settings)).is_writable is is_writable


def test_a_setting_that_is_no_truth_is_refused() -> None:
    with pytest.raises(SettingsError, match="writes"):
        load_settings(writes="perhaps")

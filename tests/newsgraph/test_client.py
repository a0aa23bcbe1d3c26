from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import newsgraph
from graph.errors import DocumentError
from graph.visibility import Visibility

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
STRIKE = newsgraph.Document(
    "strike",
    "The union leader Clara Nunes condemned the arrest of eleven dock workers in Santos on Tuesday. "
    "“We will not be silent,” she said. The mayor, Otto Lind, denied that police had beaten anyone.",
    title="Dock workers arrested",
    published="2023-03-01",
    source="example.org",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[newsgraph.Graph]:
    with newsgraph.open(tmp_path_factory.mktemp("client") / "store") as opened:
        opened.ingest(STRIKE)
        yield opened


def test_a_question_is_answered_with_the_words_and_their_offsets(graph: newsgraph.Graph) -> None:
    [answer] = graph.ask("Who condemned the arrest?").answers
    assert (answer.speaker, answer.act) == ("Clara Nunes", "CRITICISE")
    assert STRIKE.text[answer.start : answer.end] == answer.content
    assert "arrest of eleven dock workers" in answer.content


def test_a_question_that_nobody_answers_has_no_answers(graph: newsgraph.Graph) -> None:
    assert graph.ask("Who praised the arrest?").answers == ()


def test_who_is_named_and_did_nothing_of_the_kind_is_told_with_what_they_said(graph: newsgraph.Graph) -> None:
    answers = graph.ask("What did Clara Nunes confirm about the silence?")
    assert answers.reading.is_widened
    assert "We will not be silent" in {answer.content.strip("“”,.") for answer in answers.answers}
    assert {answer.speaker for answer in answers.answers} == {"Clara Nunes"}
    assert not graph.ask("What did Clara Nunes condemn?").reading.is_widened
    assert not graph.ask("Who announced a strike?").reading.is_widened


def test_nothing_that_has_nothing_to_do_with_the_question_is_told(graph: newsgraph.Graph) -> None:
    answers = graph.ask("What did Clara Nunes say about the price of wheat?")
    assert answers.answers == ()


def test_a_question_that_cannot_be_read_says_why_and_is_not_guessed_at(graph: newsgraph.Graph) -> None:
    answers = graph.ask("How many workers are there?")
    assert answers.reading.unread
    assert answers.answers == ()


def test_ingesting_again_changes_nothing(graph: newsgraph.Graph) -> None:
    report = graph.ingest([STRIKE])
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)
    assert (report.nodes_created, report.relationships_created) == (0, 0)


def test_a_bad_document_stops_none_of_the_others(graph: newsgraph.Graph, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("Ana Costa said that the ferry had sunk.")
    outcomes: list[object] = []
    report = graph.ingest([tmp_path / "empty.txt", tmp_path / "good.txt"], progress=outcomes.append)
    assert (report.new, len(report.refusals)) == (1, 1)
    assert isinstance(outcomes[0], DocumentError)
    assert "empty.txt" in str(report.refusals[0])


def test_graphql_answers_as_ask_does(graph: newsgraph.Graph) -> None:
    query = "query Q($q: String!) { ask(question: $q) { statements { edges { node { speaker { name } } } } } }"
    question = "Who condemned the arrest?"
    speakers = [answer.speaker for answer in graph.ask(question).answers]
    data = graph.query(query, {"q": question})["data"]
    assert [edge["node"]["speaker"]["name"] for edge in data["ask"]["statements"]["edges"]] == speakers
    assert "Clara Nunes" in speakers


def test_who_only_tells_of_a_mishap_condemns_nothing(tmp_path: Path) -> None:
    with newsgraph.open(tmp_path / "store") as opened:
        opened.ingest(newsgraph.Document("ferry", "Ana Costa said that the ferry had sunk."))
        assert not opened.ask("Who condemned the arrest?").answers


def test_two_applications_over_two_stores_live_in_one_process(graph: newsgraph.Graph, tmp_path: Path) -> None:
    with newsgraph.open(tmp_path / "other") as other:
        other.ingest(replace(STRIKE, id="other"))
        app = FastAPI()
        app.mount("/one", newsgraph.create_app(graph))
        app.mount("/two/deep", newsgraph.create_app(other))
        with TestClient(app) as client:
            query = {"query": 'query { articles(where: {id: {in: ["strike", "other"]}}) { edges { node { id } } } }'}
            found = [client.post(f"{path}/graphql", json=query).json()["data"] for path in ("/one", "/two/deep")]
    assert json.dumps(found[0]).count('"other"') == 0 and json.dumps(found[0]).count('"strike"') == 1
    assert json.dumps(found[1]).count('"other"') == 1 and json.dumps(found[1]).count('"strike"') == 0


def test_an_application_that_opened_its_store_closes_it(tmp_path: Path) -> None:
    with TestClient(newsgraph.create_app(tmp_path / "own")) as client:
        assert client.get("/health").status_code == 200
    with newsgraph.open(tmp_path / "own") as reopened:
        assert reopened.query("{ articles { totalCount } }")["data"] == {"articles": {"totalCount": 0}}


def test_an_address_of_no_known_kind_is_refused() -> None:
    with pytest.raises(newsgraph.SettingsError, match="mysql"):
        newsgraph.open("mysql://localhost")


def test_who_may_see_a_part_writes_that_part_alone(graph: newsgraph.Graph) -> None:
    given = [
        {"id": "ours", "text": "Ana Costa said that the ferry had sunk.", "labels": ["ours"]},
        {"id": "theirs", "text": "Ana Costa said that the ferry had sunk.", "source": "theirs"},
        {"id": "strike", "text": "Nothing happened.", "labels": ["ours"]},
    ]
    outcomes = graph.ingest_given(given, visibility=Visibility(labels=("ours",)))
    told = [one.name if isinstance(one, DocumentError) else one.state for one in outcomes]
    assert told == ["new", "theirs", "strike"]
    kept = graph.query('{ article(id: "strike") { text } nodes(ids: ["ours", "theirs"]) { id } }')["data"]
    assert kept == {"article": {"text": STRIKE.text}, "nodes": [{"id": "ours"}, None]}
    assert graph.store.delete("ours").state == "changed"

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import newsgraph
from graph.model import Extraction
from ingest.resolve import resolve_extraction
from ingest.run import Pipeline, extract_documents
from newsgraph.known import find_known

NOTE = newsgraph.Document(
    "note", "Ana Costa said that the ferry had sunk.", title="Ferry sinks", published="2023-03-01"
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[newsgraph.Graph]:
    with newsgraph.open(tmp_path_factory.mktemp("known") / "store") as opened:
        opened.ingest(NOTE)
        yield opened


def test_a_document_that_is_stored_as_it_is_is_known(graph: newsgraph.Graph) -> None:
    assert find_known(graph.store, [NOTE], graph.language.pipeline().run) == {"note"}


@pytest.mark.parametrize(
    "change",
    [
        {"text": NOTE.text + " It was old."},
        {"title": "Ferry"},
        {"published": None},
        {"id": "other"},
        {"labels": ("sea",)},
    ],
    ids=["text", "title", "day", "id", "labels"],
)
def test_a_document_that_differs_is_not_known(change: dict[str, Any], graph: newsgraph.Graph) -> None:
    assert find_known(graph.store, [replace(NOTE, **change)], graph.language.pipeline().run) == frozenset()


def test_another_run_reads_again_and_is_remembered_though_nothing_changes(graph: newsgraph.Graph) -> None:
    pipeline = graph.language.pipeline()
    other = Pipeline(pipeline.nlp, replace(pipeline.run, id="another"))
    assert find_known(graph.store, [NOTE], other.run) == frozenset()
    [read] = extract_documents(other, [NOTE])
    assert isinstance(read, Extraction)
    outcome = graph.store.write(resolve_extraction(read))
    assert (outcome.state, outcome.nodes_created, outcome.relationships_created) == ("unchanged", 0, 0)
    assert find_known(graph.store, [NOTE], other.run) == {"note"}

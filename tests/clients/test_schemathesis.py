"""Queries that schemathesis makes out of the schema, right ones and wrong ones: whatever is asked, nothing breaks.

``make fuzz`` asks ten times as many.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from api.connections import Ingest
from api.profiles import Profile
from graph.errors import DocumentError
from graph.model import Document, Extraction
from graph.settings import StoreSettings
from graph.store import Outcome, Store, open_store
from newsgraph.given import in_order, read_given
from tests.conftest import extraction_of
from tests.serving import Send, api_of, sender

SCHEMA = schemathesis.graphql.from_path(Path(__file__).parents[2] / "api" / "schema.graphql")
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
OURS = {"INTERNAL_SERVER_ERROR", "STORE_UNAVAILABLE", "STORE_BUSY", "TIMEOUT"}


@pytest.fixture(scope="module")
def send(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Send]:
    url = f"embedded://{tmp_path_factory.mktemp('schemathesis')}"
    with open_store(StoreSettings(url)) as store, asyncio.Runner() as runner:
        for number in range(3):
            store.write(extraction_of(f"a{number}"))
        yield sender(api_of(store, ingest=writer(store), profile=Profile(is_writable=True)), runner)


def writer(store: Store) -> Ingest:
    """Write documents whose fields are fit for it, without reading what they say."""

    def write(document: Document) -> Outcome | DocumentError:
        try:
            return store.write(Extraction(document))
        except DocumentError as refusal:
            return refusal

    def ingest(given: Sequence[Mapping[str, object]]) -> list[Outcome | DocumentError]:
        documents = read_given(given)
        return in_order(documents, [write(one) if isinstance(one, Document) else one for one in documents])

    return ingest


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_query_breaks_the_server(
    name: str, mode: GenerationMode, send: Send, request: pytest.FixtureRequest
) -> None:
    asked = request.config.getoption("--examples")
    examples = asked // (len(OPERATIONS) * len(MODES)) + 1

    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=asked <= 1_000,  # A build asks the same ones each time; a search asks new ones.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(OPERATIONS[name].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        query = _with_pages(case.body) if mode is GenerationMode.POSITIVE else case.body
        response = send("POST", "/graphql", json={"query": query})
        codes = [error["extensions"]["code"] for error in response.json().get("errors", ())]
        assert response.status_code == 200, query
        assert not OURS.intersection(codes), query

    ask()


def _with_pages(query: str) -> str:
    """Ask for pages that there are: nearly all numbers that may stand there are refused at once."""
    return re.sub(r"\b(first|last): (-?\d+)", lambda found: f"{found[1]}: {int(found[2]) % 10}", query)

"""The audits of graphql-http, which test each sentence of the GraphQL-over-HTTP specification, on a served store."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from graph.settings import StoreSettings
from graph.store import open_store
from tests.clients.packages import FOLDER, install_packages, run_node
from tests.serving import api_of, served

AUDITS = 61


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = open_store(StoreSettings(url=f"embedded://{tmp_path_factory.mktemp('audits')}"))
    with store, served(api_of(store)) as address:
        yield f"{address}/graphql"


def test_every_audit_passes(url: str) -> None:
    install_packages()
    results = json.loads(run_node(FOLDER / "audits.mjs", url))
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS

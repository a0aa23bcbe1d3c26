"""What the builds of clients write is what a server in production executes, and nothing else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.persisted import Persisted, load_documents
from api.profiles import Profile
from graph.settings import StoreSettings
from graph.store import Store, open_store
from tests.clients.packages import FOLDER, MODULES, install_packages, run_node
from tests.conftest import extraction_of
from tests.serving import api_of, sender

SCHEMA = FOLDER.parents[1] / "api" / "schema.graphql"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(StoreSettings(url=f"embedded://{tmp_path_factory.mktemp('documents')}")) as opened:
        opened.write(extraction_of())
        yield opened


@pytest.fixture(params=["codegen", "relay"])
def documents(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file that a client's build writes from its sources and our schema."""
    install_packages()
    return codegen(tmp_path) if request.param == "codegen" else relay(tmp_path)


def codegen(folder: Path) -> Path:
    preset = {"preset": "client", "presetConfig": {"persistedDocuments": True}}
    config = folder / "codegen.json"
    config.write_text(
        json.dumps(
            {
                "schema": str(SCHEMA),
                "documents": [str(FOLDER / "documents" / "*.graphql")],
                "generates": {f"{folder}/": preset},
            }
        )
    )
    run_node(MODULES / "@graphql-codegen" / "cli" / "cjs" / "bin.js", "--config", str(config))
    return folder / "persisted-documents.json"


def relay(folder: Path) -> Path:
    config, written = folder / "relay.config.json", folder / "persisted.json"
    (folder / "artifacts").mkdir()
    written.write_text("{}")
    config.write_text(
        json.dumps(
            {
                "src": str(FOLDER / "relay"),
                "schema": str(SCHEMA),
                "language": "javascript",
                "artifactDirectory": str(folder / "artifacts"),
                "persistConfig": {"file": str(written)},
            }
        )
    )
    run_node(MODULES / "relay-compiler" / "cli.js", str(config))
    return written


def test_a_client_names_what_its_build_has_registered(store: Store, documents: Path) -> None:
    persisted = Persisted(load_documents(documents), is_only=True)
    (id,) = json.loads(documents.read_text())
    with asyncio.Runner() as runner:
        send = sender(api_of(store, profile=Profile(persisted=persisted)), runner)
        named = send("POST", "/graphql", json={"documentId": id, "variables": {"first": 5}}).json()
        other = send("POST", "/graphql", json={"query": "{ actors { totalCount } }"}).json()
    (first, _) = named["data"]["statements"]["edges"]
    assert (first["node"]["text"], first["node"]["speaker"]["name"]) == ("the maneuvers", "Natalia Huminiuk")
    assert other["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"

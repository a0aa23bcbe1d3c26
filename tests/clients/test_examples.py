"""The examples do what they say, as somebody would run them."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from graph.settings import StoreSettings
from graph.store import open_store
from tests.clients.packages import MODULES, install_packages, run_node
from tests.conftest import extraction_of
from tests.serving import api_of, served

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with open_store(StoreSettings(url=f"embedded://{tmp_path / 'store'}")) as store:
        store.write(extraction_of())
        with served(api_of(store)) as address:
            yield f"{address}/graphql"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The TypeScript example with its packages, as after `npm install`."""
    install_packages()
    copy = tmp_path / "typescript"
    shutil.copytree(EXAMPLES / "typescript", copy, ignore=shutil.ignore_patterns("node_modules", "generated"))
    (copy / "node_modules").symlink_to(MODULES)
    config = json.loads((copy / "codegen.json").read_text())
    schema = (EXAMPLES / "typescript" / config["schema"]).resolve()
    config |= {"schema": str(schema), "documents": [str(copy / "src" / "*.ts")]}
    config["generates"] = {f"{copy}/src/generated/": one for one in config["generates"].values()}
    (copy / "codegen.json").write_text(json.dumps(config))
    return copy


def test_the_typescript_client_is_typed_by_the_schema_and_prints_who_said_what(project: Path, url: str) -> None:
    bin = project / "node_modules"
    run_node(bin / "@graphql-codegen" / "cli" / "cjs" / "bin.js", "--config", str(project / "codegen.json"))
    run_node(bin / "typescript" / "bin" / "tsc", "--project", str(project))
    printed = run_node(project / "src" / "main.ts", url, "drills")
    assert "Natalia Huminiuk EXPRESS_CONCERN: the maneuvers" in printed.splitlines()
    main = project / "src" / "main.ts"
    main.write_text(main.read_text().replace("node.act", "node.nope"))
    with pytest.raises(AssertionError, match="nope"):
        run_node(bin / "typescript" / "bin" / "tsc", "--project", str(project))


def test_the_application_that_embeds_the_graph_takes_articles_and_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSGRAPH_STORE", str(tmp_path / "news"))
    app = runpy.run_path(str(EXAMPLES / "embed" / "main.py"))["app"]
    text = "Anna Berg, the minister of trade, condemned the attack on the port of Hamburg on Monday."
    with TestClient(app) as client:
        assert client.put("/articles/port", json={"text": text}).json()["documents"]["new"] == 1
        assert [one["speaker"]["name"] for one in client.get("/said", params={"topic": "attack"}).json()] == [
            "Anna Berg"
        ]
        counted = client.post("/news/graphql", json={"query": "{ articles { totalCount } }"}).json()
    assert counted["data"]["articles"]["totalCount"] == 1

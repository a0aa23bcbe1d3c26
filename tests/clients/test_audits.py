"""The audits of graphql-http, which test each sentence of the GraphQL-over-HTTP specification, on a served store."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import StoreSettings
from graph.store import open_store
from tests.serving import api_of, served

FOLDER = Path(__file__).parent
BIN = Path(sys.executable).parent
AUDITS = 61


@pytest.fixture(scope="module")
def packages() -> None:
    """The packages of the lockfile, installed once."""
    installed = FOLDER / "node_modules" / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        command = [str(BIN / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=FOLDER, check=True, capture_output=True)
        installed.touch()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = open_store(StoreSettings(url=f"embedded://{tmp_path_factory.mktemp('audits')}"))
    with store, served(api_of(store)) as address:
        yield f"{address}/graphql"


@pytest.mark.usefixtures("packages")
def test_every_audit_passes(url: str) -> None:
    command = [str(BIN / "node"), str(FOLDER / "audits.mjs"), url]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    results = json.loads(printed)
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS

"""What users install: a wheel with the one name `newsgraph`, beside an application that has our names itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).parent / "uv"

# An application with packages of its own by the names `api`, `graph` and `ingest`, which mounts newsgraph.
APPLICATION = {
    "api/__init__.py": "OWNER = 'the application'\n",
    "graph/__init__.py": "OWNER = 'the application'\n",
    "ingest/__init__.py": "OWNER = 'the application'\n",
    "main.py": """
import api, graph, ingest, sys
import newsgraph
from fastapi import FastAPI
from fastapi.testclient import TestClient

assert {api.OWNER, graph.OWNER, ingest.OWNER} == {"the application"}
text = "The minister of trade, Anna Berg, said on Monday that the port of Hamburg would close in May."
with newsgraph.open(sys.argv[1]) as opened:
    report = opened.ingest(newsgraph.Document("port", text, published="2023-01-16"))
    assert report.new == 1, report
    app = FastAPI()
    app.mount("/news", newsgraph.create_app(opened))
    with TestClient(app) as client:
        answer = client.post("/news/graphql", json={"query": "{ articles { edges { node { id } } } }"})
        print(answer.text)
""",
}


def run(*command: str | Path, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command outside of the repository, with a home folder of its own."""
    environment: Mapping[str, str] = {"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel and what it depends on, and httpx2 for the application's test client."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, folder], check=True, timeout=120)
    python = folder / "bin" / "python"
    subprocess.run([UV, "pip", "install", "--quiet", "--python", python, wheel, "httpx2"], check=True, timeout=600)
    return folder / "bin"


@pytest.fixture
def application(tmp_path: Path) -> Path:
    for name, text in APPLICATION.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_wheel_holds_one_name_and_no_text_without_an_open_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"newsgraph"}
    assert "newsgraph/seeds/wikinews.jsonl" in names
    assert "newsgraph/ingest/nlp/model/model.onnx" in names
    assert "newsgraph/ingest/extract/tables/reader.onnx" in names
    assert not [name for name in names if name.endswith(".txt") and "/seeds/" in name]


def test_no_module_of_the_wheel_imports_a_package_by_its_plain_name(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".py")}
    plain = [
        f"{name}: {line}"
        for name, text in texts.items()
        for line in text.splitlines()
        if re.match(r"\s*(from|import) (api|graph|ingest)[ .]", line)
    ]
    assert plain == []


def test_an_application_with_our_names_mounts_the_wheel(environment: Path, application: Path, tmp_path: Path) -> None:
    done = run(environment / "python", "main.py", tmp_path / "store", cwd=application, home=tmp_path)
    assert json.loads(done.stdout)["data"] == {"articles": {"edges": [{"node": {"id": "port"}}]}}


def test_the_command_line_of_the_wheel_runs_the_demo(environment: Path, application: Path, tmp_path: Path) -> None:
    done = run(environment / "newsgraph", "demo", cwd=application, home=tmp_path)
    assert "10 new" in done.stdout
    assert "1. " in done.stdout, "the demo's question has no answer"
    again = run(environment / "newsgraph", "demo", cwd=application, home=tmp_path)
    assert "0 new, 0 changed, 10 unchanged" in again.stdout


def test_the_command_line_of_the_wheel_extracts_and_prints_its_schema(
    environment: Path, application: Path, tmp_path: Path
) -> None:
    (application / "note.txt").write_text("Anna Berg said that the port would close.")
    read = run(environment / "newsgraph", "extract", "note.txt", cwd=application, home=tmp_path)
    assert json.loads(read.stdout)["id"] == "note"
    to_page = ("extract", "note.txt", "--format", "html", "-o", "note.html")
    run(environment / "newsgraph", *to_page, cwd=application, home=tmp_path)
    assert "the port would close" in (application / "note.html").read_text("utf-8")
    assert "type Query" in run(environment / "newsgraph", "schema", cwd=application, home=tmp_path).stdout

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SERVE = re.compile(r"^newsgraph serve\b.*$", re.M)
NEXT = "--- next block"

# `make demo` is run as the target does, but in the folder of the test; the other targets would run this test again, so
# that only their being there is checked.
PRELUDE = f"""set -euo pipefail
make() {{
    grep -q "^$1:" "{ROOT}/Makefile"
    if [ "$1" = demo ]; then newsgraph demo --store .demo/store; fi
}}
"""
# What a document's Python takes for granted, and the server that no test has.
SETUP = "from fastapi import FastAPI\n\napp = FastAPI()\n"
SERVER = '"bolt://127.0.0.1:7687", user="neo4j", password="…"'


@dataclass(frozen=True, slots=True)
class Followed:
    """A document that was followed in ``folder``: what its shell blocks printed, one text a block."""

    document: str
    folder: Path
    environment: Mapping[str, str]
    outputs: tuple[str, ...]


def blocks(document: str, *languages: str) -> list[tuple[str, str]]:
    """The fenced blocks of these languages, each with its language."""
    text = (ROOT / document).read_text("utf-8")
    return re.findall(rf"^```({'|'.join(languages)})\n(.*?)^```$", text, re.M | re.S)


def run(folder: Path, environment: Mapping[str, str], *command: str | Path) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module", params=["README.md", "docs/tutorial.md"])
def followed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """A document, followed by somebody who has the articles that it names."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / ".venv").symlink_to(sys.prefix)
    if request.param == "README.md":
        (folder / "articles").mkdir()
        for file in (ROOT / "seeds").glob("000_*"):
            shutil.copy(file, folder / "articles")
            shutil.copy(file, folder / f"article{file.suffix}")
        shutil.copy(ROOT / "seeds" / "wikinews.jsonl", folder / "feed.jsonl")
    environment = {
        "PATH": f"{BIN}:/usr/bin:/bin",
        "HOME": str(folder),
        "NEWSGRAPH_STORE": str(folder / ".demo" / "store"),
        "COLUMNS": "120",
    }
    script = f"echo '{NEXT}'\n".join(SERVE.sub("", block) for _, block in blocks(request.param, "sh"))
    output = run(folder, environment, "/bin/bash", "-c", PRELUDE + script)
    return Followed(request.param, folder, environment, tuple(output.split(f"{NEXT}\n")))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(reader: Followed, command: str) -> Iterator[str]:
    """The address of the server that a document's command starts, stopped by Ctrl-C at the end."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    arguments = [*command.split("#")[0].split(), "--port", str(port)]
    with (reader.folder / "serve.log").open("w+") as log:
        process = subprocess.Popen(arguments, cwd=reader.folder, env=reader.environment, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            while not is_healthy(address):
                log.seek(0)
                assert process.poll() is None and time.monotonic() < deadline, log.read()
                time.sleep(0.1)
            yield address
        finally:
            os.kill(process.pid, signal.SIGINT)
            process.wait(timeout=30)


def is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def post(address: str, query: str) -> Any:
    request = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def masked(text: str) -> list[str]:
    """The lines of a text without its numbers, which differ from one machine to the next."""
    return [re.sub(r"\d+(\.\d+)?", "0", line).strip() for line in text.splitlines() if line.strip() not in {"", "…"}]


def keys(value: Any) -> Iterator[str]:
    """Every key of a JSON value, at any depth."""
    for key, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from [key] if isinstance(key, str) else []
        yield from keys(below)


def any_edges(answer: Any) -> bool:
    """Whether a query found something."""
    return any(page["edges"] for page in answer["data"].values())


def test_the_shell_blocks_print_what_the_document_shows(followed: Followed) -> None:
    shown, printed = [], iter(followed.outputs)
    output = ""
    for language, block in blocks(followed.document, "sh", "text", "python"):
        output = next(printed) if language == "sh" else "" if language == "python" else output
        if language == "text" and output:
            shown.append([line for line in masked(block) if line not in masked(output)])
    assert shown == [[]] * len(shown)


def test_what_a_program_reads_is_described(followed: Followed) -> None:
    lines = [line for output in followed.outputs for line in output.splitlines() if line.startswith("{")]
    described = set(re.findall(r'"(\w+)"', (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")))
    assert {key for line in lines for key in keys(json.loads(line))} <= described


def test_the_server_answers_the_queries_as_the_document_shows(followed: Followed) -> None:
    command = next(line for _, block in blocks(followed.document, "sh") for line in SERVE.findall(block))
    answers: list[Any] = []
    with served(followed, command) as address:
        for language, block in blocks(followed.document, "graphql", "json"):
            if language == "graphql":
                answers.append(post(address, block))
            else:
                # What a query costs is told beside the data; no document shows it.
                assert answers[-1] | {"extensions": None} == json.loads(block) | {"extensions": None}
    assert answers
    assert [answer for answer in answers if "errors" in answer or not any_edges(answer)] == []


def test_the_python_runs_and_prints_what_the_document_shows(followed: Followed) -> None:
    found = blocks(followed.document, "python", "text")
    code = "\n".join(block for language, block in found if language == "python").replace(SERVER, '".demo/store"')
    output = run(followed.folder, followed.environment, sys.executable, "-W", "error", "-c", SETUP + code)
    after = found[[language for language, _ in found].index("python") + 1 :]
    assert [line for _, block in after for line in masked(block) if line not in masked(output)] == []

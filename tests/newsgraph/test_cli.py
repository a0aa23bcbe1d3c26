"""The command line as a user runs it, in processes of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEWSGRAPH = Path(sys.executable).parent / "newsgraph"
SEED = ROOT / "seeds" / "000_77273a3daa063c03.txt"
COMMANDS = ("ingest", "extract", "ask", "serve", "demo", "doctor", "schema")


class Shell:
    """Runs the command in a folder of its own, with a store of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store"

    def __call__(self, *arguments: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,  # noqa: TID251 -- the command inherits it as from a shell
            "NEWSGRAPH_STORE": str(self.store),
            "XDG_DATA_HOME": str(self.folder),
            "COLUMNS": "200",
        }
        return subprocess.run(
            [NEWSGRAPH, *arguments],
            input=given,
            env=environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell whose store holds the seed article."""
    run = Shell(tmp_path_factory.mktemp("cli"))
    done = run("ingest", SEED, "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["documents"] == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}
    assert report["nodes"]["created"] > 0 and report["relationships"]["created"] > 0
    yield run


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_examples(command: str, shell: Shell) -> None:
    done = shell(command, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout


def test_ingesting_again_says_that_nothing_changed(shell: Shell) -> None:
    done = shell("ingest", SEED)
    assert "0 new, 0 changed, 1 unchanged" in done.stdout
    assert "nodes +0 -0, relationships +0 -0" in done.stdout


def test_the_main_question_has_its_right_answer(shell: Shell) -> None:
    done = shell("ask", "Who expressed concern about the drills?", "--format", "jsonl")
    line = json.loads(done.stdout)
    assert line["reading"]["act"] == ["EXPRESS_CONCERN"]
    [answer] = line["answers"]
    assert (answer["speaker"], answer["content"]) == ("Natalia Huminiuk", "the maneuvers")
    assert SEED.read_text("utf-8")[answer["start"] : answer["end"]] == "the maneuvers"
    assert any(topic["kind"] == "event" for topic in answer["about"])


def test_an_answer_for_people_shows_capacity_act_sentence_and_place(shell: Shell) -> None:
    printed = shell("ask", "Who expressed concern about the drills?").stdout
    for part in ("Natalia Huminiuk", "spokesperson", "EXPRESS_CONCERN", "For her part", "[2012, 2025)", "read as:"):
        assert part in printed


def test_questions_come_from_a_file_with_their_ids(shell: Shell) -> None:
    file = shell.folder / "questions.jsonl"
    file.write_text(
        '{"id": "a", "question": "Who condemned the drills?"}\n{"id": 7, "question": "What did Zelensky say?"}\n'
    )
    lines = [json.loads(line) for line in shell("ask", "--questions", file, "--format", "jsonl").stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a", "7"]
    assert lines[0]["answers"] == []
    assert {answer["speaker"] for answer in lines[1]["answers"]} == {"Volodymyr Zelensky"}


def test_extract_reads_standard_input_and_names_what_it_refused(shell: Shell) -> None:
    given = '{"id": "a", "text": "Ana Costa said that the ferry had sunk."}\n{"id": "b"}\nnot json\n'
    done = shell("extract", "-", given=given)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert lines[0]["id"] == "a" and len(lines[0]["statements"]) == 1
    assert [set(line) for line in lines[1:]] == [{"id", "error"}] * 2
    assert "2 documents refused" in done.stderr


def test_extract_makes_a_page_of_the_articles_and_names_the_refused_on_it(shell: Shell) -> None:
    file = shell.folder / "page.html"
    done = shell("extract", "--format", "html", SEED, "nowhere.txt", "-o", file)
    made = file.read_text("utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert made.startswith("<!doctype html>") and made.endswith("</html>")
    assert re.search(r"s\d+ EXPRESS_CONCERN", made) and "1 document could not be read" in made


def test_extract_prints_text_without_colours_where_no_terminal_reads_it(shell: Shell) -> None:
    done = shell("extract", "--format", "text", SEED)
    assert "EXPRESS_CONCERN −: the maneuvers}" in done.stdout
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100


def test_the_doctor_finds_nothing_wrong(shell: Shell) -> None:
    done = shell("doctor", "--format", "json")
    health = json.loads(done.stdout)
    assert (done.returncode, health["problems"]) == (0, [])
    assert health["counts"]["Article"] == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ask",), "no question"),
        (("ask", "Who?", "--store", "mysql://x"), "mysql"),
        (("ask", "Who said so?", "--store", "bolt://127.0.0.1:1"), "127.0.0.1:1"),
        (("extract", "nowhere.txt"), "nowhere.txt"),
        (("extract", str(SEED), "-o", str(SEED)), "is one of the articles"),
    ],
    ids=["no question", "unknown store", "nobody listens", "missing file", "an article to be written over"],
)
def test_a_mistake_is_one_line_that_names_it(arguments: tuple[str, ...], named: str, shell: Shell) -> None:
    done = shell(*arguments)
    assert done.returncode in {1, 2, 3}
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_the_schema_is_the_committed_one(shell: Shell) -> None:
    assert shell("schema").stdout.strip() == (ROOT / "api" / "schema.graphql").read_text("utf-8").strip()


def test_a_reader_that_has_enough_is_no_error(shell: Shell) -> None:
    done = subprocess.run(f"{NEWSGRAPH} schema | head -1", shell=True, capture_output=True, text=True, timeout=60)
    assert "Error" not in done.stderr

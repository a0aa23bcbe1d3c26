"""Reading in several processes: order, refusals, what a process leaves behind as it dies, and that none outlives us."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import spacy

from graph.errors import DocumentError
from graph.model import Document, Extraction, Run
from ingest.run import Pipeline
from ingest.workers import Read, Workers, default_count

ROOT = Path(__file__).resolve().parents[2]
# Texts of which the first batches are worth several processes.
TEXT = "Officials met. " * 600
LONGEST = 20_000


def make_pipeline() -> Pipeline:
    """A pipeline without a model that refuses long texts."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = LONGEST
    return Pipeline(nlp, Run("r", "1", "none", 0))


def make_workers(count: int = 2) -> Workers:
    pipeline = make_pipeline()
    return Workers(pipeline, partial(Pipeline, pipeline.nlp, pipeline.run), count=count)


def make_documents(count: int) -> list[Document]:
    return [Document(id=f"d{number}", text=f"{number}. {TEXT}") for number in range(count)]


def ids_of(results: Iterator[Read]) -> list[str]:
    return [one.document.id if isinstance(one, Extraction) else f"refused {one.name}" for one in results]


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Two workers that leave no process behind."""
    with make_workers() as made:
        yield made
    assert not multiprocessing.active_children()


def test_few_documents_are_read_without_another_process(workers: Workers) -> None:
    assert ids_of(workers.extract(make_documents(3))) == ["d0", "d1", "d2"]
    assert not multiprocessing.active_children()


def test_one_worker_is_this_process() -> None:
    with make_workers(1) as alone:
        assert len(ids_of(alone.extract(make_documents(40)))) == 40
        assert not multiprocessing.active_children()


def test_many_documents_come_back_in_order_from_other_processes(workers: Workers) -> None:
    documents = make_documents(60)
    results = workers.extract(documents)
    first = next(results)
    assert len(multiprocessing.active_children()) == 2
    assert [*ids_of(iter([first])), *ids_of(results)] == [document.id for document in documents]


def test_several_processes_read_as_one_does(workers: Workers) -> None:
    documents = make_documents(30)
    with make_workers(1) as alone:
        assert list(workers.extract(documents)) == list(alone.extract(documents))


def test_what_was_given_before_counts_for_whether_processes_are_worth_it(workers: Workers) -> None:
    for _ in range(5):
        assert ids_of(workers.extract(make_documents(8))) == [f"d{number}" for number in range(8)]
    assert len(multiprocessing.active_children()) == 2


def test_a_refused_document_keeps_its_place_and_stops_no_other(workers: Workers) -> None:
    documents: list[Document | DocumentError] = [*make_documents(40)]
    documents[7] = DocumentError("x.txt", "is empty")
    documents[30] = Document(id="long", text="a " * LONGEST)
    found = ids_of(workers.extract(documents))
    assert (found[7], found[30]) == ("refused x.txt", "refused long")
    assert found[31:] == [f"d{number}" for number in range(31, 40)]


def test_what_dead_processes_leave_is_read_here(workers: Workers) -> None:
    results = workers.extract(make_documents(60))
    first = ids_of(iter([next(results)]))
    for process in multiprocessing.active_children():
        process.kill()
    assert [*first, *ids_of(results)] == [f"d{number}" for number in range(60)]


def test_processes_end_when_who_started_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "read.py"
    script.write_text(
        "import multiprocessing, os, signal\n"
        "from tests.ingest.test_workers import make_documents, make_workers\n"
        "if __name__ == '__main__':\n"
        "    next(make_workers().extract(make_documents(60)))\n"
        "    print(*(process.pid for process in multiprocessing.active_children()), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 -- the script finds the tests in it
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=120)
    children = [int(pid) for pid in done.stdout.split()]
    assert (done.returncode, len(children)) == (-signal.SIGKILL, 2)
    deadline = time.monotonic() + 60
    while any(map(is_alive, children)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_processes_do_not_run_the_program_again_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "read.py"
    script.write_text(
        "print('run', flush=True)\n"
        "from tests.ingest.test_workers import make_documents, make_workers\n"
        "with make_workers() as workers:\n"
        "    print(len(list(workers.extract(make_documents(60)))), __file__, __spec__)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 -- the script finds the tests in it
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, timeout=120)
    assert (done.stdout.splitlines(), done.stderr) == (["run", f"60 {script} None"], "")


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and is waited for by nobody does not."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_there_is_a_worker_for_each_processor_but_not_for_ever_more() -> None:
    assert 1 <= default_count() <= 4

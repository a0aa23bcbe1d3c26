"""The life of an embedded store: who hosts it, who attaches, and what survives whoever dies."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.embedded.folder import StoreFolder
from graph.errors import StoreUnavailable
from graph.model import Extraction
from graph.plan import Find, Select
from graph.settings import StoreSettings
from graph.store import Store, open_store

Extract = Callable[..., Extraction]

# What another process does: it opens the store, does as it is told line by line, and says what came of it. It heeds
# Ctrl-C as in a terminal, also where the tests run in the background, whose processes are started deaf to it.
OTHER = """
import signal
import sys
from graph.model import Document, Extraction
from graph.plan import Find, Select
from graph.settings import StoreSettings
from graph.store import open_store

signal.signal(signal.SIGINT, signal.default_int_handler)
store = open_store(StoreSettings(sys.argv[1]))
print("opened", flush=True)
for line in sys.stdin:
    match line.split():
        case ["write", id]:
            print(store.write(Extraction(Document(id, "text of " + id))).state, flush=True)
        case ["find"]:
            page = store.find(Find(Select("Article", ("id",))))
            print(",".join(row["id"] for row in page.rows), flush=True)
        case ["close"]:
            store.close()
            print("closed", flush=True)
"""


class Process:
    """Another process with the store open."""

    def __init__(self, url: str) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(OTHER), url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def answer(self) -> str:
        assert self.popen.stdout is not None
        return self.popen.stdout.readline().strip()

    def ask(self, line: str) -> str:
        assert self.popen.stdin is not None
        self.popen.stdin.write(line + "\n")
        self.popen.stdin.flush()
        return self.answer()


@contextmanager
def process(url: str) -> Iterator[Process]:
    started = Process(url)
    try:
        yield started
    finally:
        if started.popen.poll() is None:
            started.popen.kill()
        started.popen.wait()
        for stream in (started.popen.stdin, started.popen.stdout):
            if stream is not None:
                stream.close()


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "store")


@pytest.fixture
def url(folder: StoreFolder) -> str:
    return folder.path.as_uri().replace("file://", "embedded://", 1)


def articles(store: Store) -> str:
    return ",".join(row["id"] for row in store.find(Find(Select("Article", ("id",)))).rows)


def host_of(folder: StoreFolder) -> int:
    endpoint = folder.endpoint()
    assert endpoint is not None
    return endpoint.pid


def is_alive(pid: int) -> bool:
    try:
        # A process that has ended and was not waited for is still there as a zombie.
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:1]
    except FileNotFoundError:
        return False


def gone(pid: int, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_alive(pid)


def test_what_was_written_is_there_when_the_store_is_opened_again(url: str, extract: Extract) -> None:
    with open_store(StoreSettings(url)) as store:
        store.write(extract("a1"))
    with open_store(StoreSettings(url)) as store:
        assert store.write(extract("a1")).state == "unchanged"
        health = store.check()
        assert health.engine == "ArcadeDB" and health.problems == ()


def test_only_the_owner_can_read_secret_endpoint_and_folder(url: str, folder: StoreFolder) -> None:
    with open_store(StoreSettings(url)):
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode)
            for path in (folder.path, folder.path / "secret", folder.path / "endpoint.json")
        }
        secret = folder.secret()
        commands = Path(f"/proc/{host_of(folder)}/cmdline").read_text()
    assert modes == {"store": 0o700, "secret": 0o600, "endpoint.json": 0o600}
    assert len(secret) >= 40 and secret not in commands
    assert not (folder.path / "endpoint.json").exists()
    with open_store(StoreSettings(url)):
        assert folder.secret() == secret


def test_the_server_listens_on_this_machine_alone(url: str, folder: StoreFolder) -> None:
    with open_store(StoreSettings(url)):
        endpoint = json.loads((folder.path / "endpoint.json").read_text())
        listening = {
            line.split()[1]
            for table in ("tcp", "tcp6")
            for line in Path(f"/proc/{endpoint['pid']}/net/{table}").read_text().splitlines()[1:]
            if line.split()[3] == "0A"
        }
    for port in (endpoint["bolt_port"], endpoint["http_port"]):
        hosts = {address.rpartition(":")[0] for address in listening if address.endswith(f":{port:04X}")}
        assert hosts and hosts <= {"0100007F", "0000000000000000FFFF00000100007F"}


def test_a_second_process_attaches_to_the_server_of_the_first(url: str, folder: StoreFolder, extract: Extract) -> None:
    with open_store(StoreSettings(url)) as store, process(url) as other:
        assert other.answer() == "opened"
        host = host_of(folder)
        assert other.ask("write b1") == "new"
        store.write(extract("a1"))
        assert other.ask("find") == articles(store) == "b1,a1"
        assert host_of(folder) == host


def test_of_four_openers_one_hosts_and_the_others_attach(url: str, folder: StoreFolder) -> None:
    with process(url) as first, process(url) as second, process(url) as third, process(url) as fourth:
        openers = [first, second, third, fourth]
        assert [opener.answer() for opener in openers] == ["opened"] * 4
        assert [opener.ask(f"write a{number}") for number, opener in enumerate(openers)] == ["new"] * 4
        children = [_children(opener.popen.pid) for opener in openers]
        assert sum(len(each) for each in children) == 1
        assert [host_of(folder)] in children
        assert {opener.ask("find") for opener in openers} == {"a0,a1,a2,a3"}


def test_a_killed_server_is_started_again_at_the_next_use(url: str, folder: StoreFolder, extract: Extract) -> None:
    with open_store(StoreSettings(url)) as store:
        store.write(extract("a1"))
        first = host_of(folder)
        os.kill(first, signal.SIGKILL)
        assert articles(store) == "a1"
        assert host_of(folder) != first
        os.kill(host_of(folder), signal.SIGKILL)
        assert store.write(extract("a2")).state == "new"
        assert store.check().problems == ()


def test_threads_that_read_while_the_server_is_killed_all_get_their_answers(
    url: str, folder: StoreFolder, extract: Extract
) -> None:
    with open_store(StoreSettings(url)) as store, ThreadPoolExecutor(8) as readers:
        store.write(extract("a1"))
        answers = [readers.submit(articles, store) for _ in range(400)]
        os.kill(host_of(folder), signal.SIGKILL)
        assert {answer.result() for answer in answers} == {"a1"}


def test_a_server_killed_while_it_writes_leaves_each_document_whole_or_out(
    url: str, folder: StoreFolder, extract: Extract
) -> None:
    with open_store(StoreSettings(url)) as store, ThreadPoolExecutor(1) as writer:
        writing = writer.submit(lambda: [store.write(extract(f"a{number}")) for number in range(40)])
        killed = set()
        while not writing.done():
            time.sleep(0.3)
            endpoint = folder.endpoint()
            if endpoint is not None and endpoint.pid not in killed and len(killed) < 4:
                os.kill(endpoint.pid, signal.SIGKILL)
                killed.add(endpoint.pid)
        # A document whose commit was not heard of any more is found whole when it is written again.
        assert {outcome.state for outcome in writing.result()} <= {"new", "unchanged"}
        health = store.check()
        assert killed and health.problems == ()
        assert health.counts is not None and health.counts["Article"] == 40


def test_a_killed_owner_leaves_no_server_and_loses_nothing(url: str, folder: StoreFolder) -> None:
    with process(url) as owner:
        assert owner.answer() == "opened"
        assert owner.ask("write a1") == "new"
        host = host_of(folder)
        owner.popen.kill()
        assert gone(host)
    with open_store(StoreSettings(url)) as store:
        assert articles(store) == "a1"
        assert store.check().problems == ()


def test_who_was_attached_hosts_when_the_owner_closes(url: str, folder: StoreFolder) -> None:
    with process(url) as owner:
        assert owner.answer() == "opened"
        assert owner.ask("write a1") == "new"
        with process(url) as other:
            assert other.answer() == "opened"
            assert other.ask("find") == "a1"
            first = host_of(folder)
            assert owner.ask("close") == "closed"
            assert other.ask("write a2") == "new"
            assert other.ask("find") == "a1,a2"
            assert gone(first) and host_of(folder) != first


def test_control_c_leaves_no_server(url: str, folder: StoreFolder) -> None:
    with process(url) as owner:
        assert owner.answer() == "opened"
        host = host_of(folder)
        # As a terminal does it: the signal goes to the whole group of the process.
        os.killpg(owner.popen.pid, signal.SIGINT)
        owner.popen.wait(30)
        assert gone(host)
    with open_store(StoreSettings(url)) as store:
        assert articles(store) == ""


def test_two_stores_in_one_process_do_not_end_each_other(url: str, tmp_path: Path, extract: Extract) -> None:
    elsewhere = (tmp_path / "elsewhere").as_uri().replace("file://", "embedded://", 1)
    with open_store(StoreSettings(url)) as first, open_store(StoreSettings(elsewhere)) as second:
        first.write(extract("a1"))
        assert articles(second) == ""
        again = open_store(StoreSettings(url))
        again.close()
        assert articles(first) == "a1"


def test_a_closed_store_says_so(url: str) -> None:
    store = open_store(StoreSettings(url))
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        articles(store)


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    inside = (tmp_path / "file" / "store").as_uri().replace("file://", "embedded://", 1)
    with pytest.raises(StoreUnavailable, match="can't be used"):
        open_store(StoreSettings(inside))


def test_a_store_whose_secret_is_lost_says_so(url: str, folder: StoreFolder) -> None:
    open_store(StoreSettings(url)).close()
    (folder.path / "secret").unlink()
    with pytest.raises(StoreUnavailable, match="secret"):
        open_store(StoreSettings(url))


def _children(pid: int) -> list[int]:
    found = []
    for stats in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stats.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stats.parent.name))
    return found


def test_a_shortened_file_is_found_by_the_check(url: str, folder: StoreFolder, extract: Extract) -> None:
    with open_store(StoreSettings(url)) as store:
        for number in range(20):
            store.write(extract(f"a{number}"))
    (bucket,) = (folder.server / "databases" / "graph").glob("Mention_0.*.bucket")
    with bucket.open("r+b") as file:
        file.truncate(bucket.stat().st_size // 2)
    with open_store(StoreSettings(url)) as store:
        assert store.check().problems

"""What tests share: the two stores, a Neo4j to run on, and an extraction to write."""

from __future__ import annotations

import math
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from graph.model import (
    About,
    Actor,
    Document,
    Event,
    EventMention,
    Extraction,
    Mention,
    Place,
    Role,
    Run,
    Span,
    Statement,
    Timespan,
    Vector,
)
from graph.neo4j_store import BoltStore
from graph.plan import Find, Select
from graph.settings import StoreSettings
from graph.store import open_store

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "neo4j"
IMAGE = "neo4j:5.26-community"
VERSION = "5.26.12"
_skipped: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--examples", type=int, default=1_000, help="how many queries schemathesis makes")
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew from what is compiled")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in dict.fromkeys(_skipped):
        terminalreporter.write_line(f"NOT TESTED ON NEO4J: {reason}", red=True, bold=True)


@pytest.fixture(params=["embedded", "neo4j"])
def any_store(request: pytest.FixtureRequest) -> BoltStore:
    """A store of each kind in turn, with whatever an earlier test left in it."""
    opened: BoltStore = request.getfixturevalue(f"{request.param}_store")
    return opened


@pytest.fixture
def store(any_store: BoltStore) -> BoltStore:
    """An empty store, of each kind in turn."""
    any_store._connection.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n").consume())
    return any_store


@pytest.fixture(scope="session")
def embedded_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    url = (tmp_path_factory.mktemp("store") / "embedded").as_uri().replace("file://", "embedded://", 1)
    with open_store(StoreSettings(url), read_vector=vector_of) as opened:
        assert isinstance(opened, BoltStore)
        yield opened


@pytest.fixture(scope="session")
def neo4j_store(neo4j_uri: str) -> Iterator[BoltStore]:
    with open_store(StoreSettings(neo4j_uri), read_vector=vector_of) as opened:
        assert isinstance(opened, BoltStore)
        yield opened


@pytest.fixture(scope="session")
def neo4j_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Neo4j without authentication whose content may be deleted."""
    given = os.environ.get("NEWSGRAPH_TEST_NEO4J_URI")  # noqa: TID251 -- a setting of the tests alone
    if given:
        yield given
    elif _answers("docker", "info"):
        yield from _docker_neo4j()
    elif shutil.which("mvn") and shutil.which("java"):
        yield from _maven_neo4j(tmp_path_factory.mktemp("neo4j"))
    else:
        _not_tested("set NEWSGRAPH_TEST_NEO4J_URI, or start Docker, or install Maven and Java 17")


def _not_tested(reason: str) -> None:
    if os.environ.get("CI") == "true":  # noqa: TID251 -- a setting of the tests alone
        pytest.fail(f"no Neo4j to test on: {reason}")
    _skipped.append(reason)
    pytest.skip(f"no Neo4j to test on: {reason}")


def _answers(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0


def _docker_neo4j() -> Iterator[str]:
    command = ["docker", "run", "--detach", "--rm", "--publish", "127.0.0.1::7687", "--env", "NEO4J_AUTH=none", IMAGE]
    started = subprocess.run(command, capture_output=True, text=True, check=False)
    if started.returncode != 0:
        _not_tested(started.stderr.strip())
    container = started.stdout.strip()
    try:
        published = subprocess.run(["docker", "port", container, "7687"], capture_output=True, text=True, check=True)
        uri = f"bolt://{published.stdout.split()[0]}"
        _await(uri)
        yield uri
    finally:
        subprocess.run(["docker", "stop", "--time", "5", container], capture_output=True, check=False)


def _maven_neo4j(folder: Path) -> Iterator[str]:
    library = _library()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["java", "-Xmx512m", "-cp", f"{library}/*", str(ROOT / "tests" / "neo4j" / "Serve.java")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, str(folder / "data"), str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
    assert server.stdin is not None and server.stdout is not None
    try:
        if server.stdout.readline().strip() != b"READY":
            _not_tested(f"java did not start Neo4j: {(folder / 'log').read_text()[-2000:]}")
        uri = f"bolt://127.0.0.1:{port}"
        _await(uri)
        yield uri
    finally:
        # Its folder goes with the tests, so it need not be closed in order.
        server.kill()
        server.wait()
        server.stdin.close()
        server.stdout.close()


def _library() -> Path:
    """Give the folder of Neo4j's jars; Maven Central is asked for them once a checkout."""
    library = CACHE / VERSION
    if not library.exists():
        partial = CACHE / f"partial-{os.getpid()}"
        command = ["mvn", "-q", "-B", "-f", str(ROOT / "tests" / "neo4j" / "pom.xml"), "dependency:copy-dependencies"]
        got = subprocess.run(
            [*command, f"-DoutputDirectory={partial}", "-DincludeScope=runtime"], capture_output=True, text=True
        )
        if got.returncode != 0:
            _not_tested(f"Maven could not get Neo4j: {got.stdout[-2000:]}")
        partial.rename(library)
    return library


def _await(uri: str) -> None:
    end = time.monotonic() + 120
    while True:
        try:
            with neo4j.GraphDatabase.driver(uri) as driver:
                driver.verify_connectivity()
                return
        except neo4j.exceptions.ServiceUnavailable:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def vector_of(text: str) -> Vector:
    """Give a vector under which texts are as alike as the letters that they are written with."""
    letters = text.lower()
    counts = [letters.count(chr(code)) for code in range(ord("a"), ord("z") + 1)]
    length = math.hypot(*counts) or 1.0
    return tuple(count / length for count in counts)


Extract = Callable[..., Extraction]

TEXT = (
    "Natalia Huminiuk, spokesperson of the Southern Operations Command, expressed concern about the maneuvers. "
    "The joint drills of Russia and Belarus began on Monday in Belarus, the ministry said."
)


@pytest.fixture
def extract() -> Extract:
    """Make the extraction of an article about drills, with resolved ids."""
    return extraction_of


def extraction_of(
    id: str = "a1",
    *,
    text: str = TEXT,
    speaker: str = "Natalia Huminiuk",
    aliases: tuple[str, ...] = ("Huminiuk",),
    published: str | None = "2023-01-17",
    act: str = "EXPRESS_CONCERN",
    source: str | None = "Example",
) -> Extraction:
    """Give an extraction with one of each noun; what differs between articles is named."""

    def at(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    event = f"{id}:COOPERATE:{at('drills')[0]}"
    said = f"{id}:{at('the maneuvers')[0]}:{at('the maneuvers')[1]}:{at('expressed')[0]}"
    role = Role("spokesperson", "Southern Operations Command", at("spokesperson of the Southern Operations Command"))
    return Extraction(
        Document(id, text, title=f"Drills {id}", url=f"https://example.org/{id}", published=published, source=source),
        mentions=(
            Mention(*at("Natalia Huminiuk"), "PER", "name", "person:natalia-huminiuk"),
            Mention(*at("Russia"), "LOC", "name", "state:RUS"),
            Mention(*at("Belarus"), "LOC", "name", "state:BLR", place="place:630336", confidence=0.9),
        ),
        actors=(
            Actor("person:natalia-huminiuk", speaker, "person", aliases, "UKR", "MIL", (role,)),
            Actor("state:RUS", "Russia", "state", country="RUS"),
            Actor("state:BLR", "Belarus", "state", country="BLR"),
            Actor("organization:southern-operations-command:UKR", "Southern Operations Command", "organization"),
            Actor(f"group:the-ministry@{id}", "the ministry", "group", named=False),
        ),
        places=(Place("place:630336", "Belarus", "country", 630336, 53.0, 28.0, "BLR", "PCLI"),),
        events=(
            Event(
                event,
                "COOPERATE",
                "asserted",
                "joint drills of Russia and Belarus",
                (
                    EventMention((at("maneuvers"),), (at("the maneuvers"),)),
                    EventMention((at("drills"),), (at("joint drills of Russia and Belarus"),)),
                ),
                contexts=("military",),
                actors=("state:RUS", "state:BLR"),
                places=("place:630336",),
                time=Timespan("2023-01-16", "2023-02-10", "day", "approximate"),
                confidence=0.9,
                terms=("drill", "exercise"),
            ),
        ),
        statements=(
            Statement(
                said,
                (at("the maneuvers"),),
                (at("expressed concern"),),
                (at("Natalia Huminiuk"),),
                "person:natalia-huminiuk",
                "name",
                "indirect",
                act,
                "both",
                -1,
                False,
                about=(About(event, "event", "target", "negative", at("maneuvers"), 0.8),),
                addressees=("state:RUS",),
                said_at=Timespan("2023-01-16", None, "day", "exact"),
                confidence=0.8,
                sentence=(0, text.index(" The joint")),
                terms=("maneuver",),
            ),
            Statement(
                f"{id}:ministry",
                (at("The joint drills of Russia and Belarus began on Monday in Belarus"),),
                (at("said"),),
                (at("the ministry"),),
                f"group:the-ministry@{id}",
                "unnamed",
                "indirect",
                "STATE",
                "cue",
                0,
                False,
                about=(About("place:630336", "place", "topic", "neutral", None, 0.6),),
                parent=said,
                confidence=0.7,
            ),
        ),
        run=Run("run1", "0.1.0", "en_test-1", 1_700_000_000),
    )


DATES = ("2023-01-01", "2023-01-01", None, "2023-01-04", "2023-01-04", None)
ACTS = ("DENY", "DENY", "CLAIM", "EXPRESS_CONCERN", "DENY", "CLAIM")
SPEAKERS = ("Natalia Huminiuk", "Natalia Huminiuk", "N. Huminiuk", "Natalia", "Huminiuk", "Natalia Huminiuk")


@pytest.fixture
def six_articles(embedded_store: BoltStore) -> BoltStore:
    """Articles a0 to a5 with equal and unknown values; tests only read them, so they stay as they are."""
    articles = [
        extraction_of(f"a{number}", published=date, act=act, speaker=name, source=None if number == 3 else "Example")
        for number, (date, act, name) in enumerate(zip(DATES, ACTS, SPEAKERS, strict=True))
    ]
    stored = {row["id"] for row in embedded_store.find(Find(Select("Article", ("id",)), first=1_000)).rows}
    for other in stored - {article.document.id for article in articles}:
        embedded_store.delete(other)
    for article in articles:
        embedded_store.write(article)
    return embedded_store

"""The page in a browser, where one is installed: what its script shows, and that an article's own never runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from graph.model import Document, Extraction
from newsgraph.pages.page import article_section, page

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TEXT = '<script>document.title = "taken"</script><img src="ADDRESS/a" onerror="document.title = 1"> "We said so.'

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium to open the page in")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


def opened(file: Path, fragment: str, folder: Path) -> str:
    """The document as the browser has it after its scripts."""
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}", "--dump-dom"]
    done = subprocess.run([*command, f"{file.as_uri()}#{fragment}"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_chosen_statement_is_shown_and_nothing_of_the_article_runs(
    extract: Callable[..., Extraction], asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, paths = asked
    text = TEXT.replace("ADDRESS", address)
    given = extract()
    start = text.index("We said")
    said = replace(
        given.statements[0], id="s1", content=((start, start + 2), (start + 3, len(text))), source=(), cue=()
    )
    document = Document("a", text, title="Plain", url=f"{address}/link")
    extraction = replace(given, document=document, statements=(said,), events=(), mentions=())
    made = page([article_section(replace(extraction, statements=(replace(said, about=()),)), anchor="d1")])
    # Even a script that had come into the page would not run: the policy knows ours alone.
    file = tmp_path / "page.html"
    file.write_text(
        made.replace("</main>", f'<script>document.title = "got in"</script><img src="{address}/b"></main>')
    )
    found = opened(file, "d1-s1", tmp_path / "profile")
    assert "<title>Plain · newsgraph</title>" in found
    assert paths == []
    assert "1 of 1 statements" in found
    chosen = re.findall(r'<span class="mark[^"]* is-chosen"[^>]*>([^<]*)', found)
    assert chosen == ["We", "said so."]
    assert re.search(r'<section class="panel is-filled".*?Natalia Huminiuk', found, re.S)


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("act: EXPRESS_CONCERN", ["a1:91:104:67"]),
        ("speaker: the ministry", ["a1:ministry"]),
        ("confidence: 0.8", ["a1:91:104:67"]),
        ("confidence: 0.9", []),
    ],
)
def test_a_filter_leaves_marks_and_facts_of_the_statements_that_fit_it(
    choice: str, left: list[str], extract: Callable[..., Extraction], tmp_path: Path
) -> None:
    name, value = choice.split(": ")
    made = page([article_section(extract(), anchor="d1")])
    chosen = f'bar.elements.{name}.value = "{value}"; bar.dispatchEvent(new Event("change"));'
    # The policy would stop a script of the test as it stops any other.
    free = re.sub(r"<meta http-equiv=.*?>", "", made).replace("</body>", f"<script>{chosen}</script></body>")
    file = tmp_path / "page.html"
    file.write_text(free, "utf-8")
    found = opened(file, "", tmp_path / "profile")
    assert f"{len(left)} of 2 statements" in found
    assert re.findall(r'class="note is-\w+" data-statement="([^"]*)"', found.split("<script>")[0]) == left
    marked = re.findall(r'class="mark is-content([^"]*)"[^>]*data-content="([^"]*)"', found)
    assert {id for classes, id in marked if "off-content" not in classes} == set(left)

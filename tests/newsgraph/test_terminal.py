from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from graph.model import Document, Extraction, Span
from newsgraph.pages.terminal import print_article

GOLDEN = Path(__file__).parents[1] / "golden" / "extraction.txt"
ANSI = re.compile(r"\x1b\[[\d;]*m")


def printed(extraction: Extraction, *, width: int = 80, is_terminal: bool = False) -> str:
    file = StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=is_terminal,
        color_system="standard" if is_terminal else None,
        highlight=False,
    )
    print_article(console, extraction)
    return file.getvalue()


def quoting(extraction: Extraction, text: str, contents: list[list[Span]]) -> Extraction:
    """The same article with another text, in which these are the contents of statements."""
    said = replace(extraction.statements[0], cue=(), source=(), about=())
    statements = (replace(said, id=f"s{number}", content=tuple(spans)) for number, spans in enumerate(contents, 1))
    return replace(
        extraction, document=Document("a", text), statements=tuple(statements), mentions=(), events=(), places=()
    )


IDS = {
    "a1:91:104:67": "s1",
    "a1:ministry": "s2",
    "person:natalia-huminiuk": "a1",
    "state:RUS": "a2",
    "state:BLR": "a3",
    "organization:southern-operations-command:UKR": "a4",
    "group:the-ministry@a1": "u1",
    "a1:COOPERATE:116": "e1",
    "place:630336": "p1",
}


def local(value: Any) -> Any:
    """The same with ids as they are before they are resolved."""
    if isinstance(value, tuple):
        return tuple(local(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: local(getattr(value, one.name)) for one in fields(value)})
    return IDS.get(value, value) if isinstance(value, str) else value


def body(output: str) -> str:
    """The text of the article as printed, without what stands above and below it."""
    return output.split("places\n\n  ", 1)[1].split("\n\nStatements\n")[0]


def test_an_article_prints_as_its_golden_text(
    request: pytest.FixtureRequest, extract: Callable[..., Extraction]
) -> None:
    output = printed(local(extract()))
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(output, "utf-8")
    assert output == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("width", [24, 60, 200])
def test_no_line_but_an_address_is_wider_than_the_terminal_or_hard_to_read(
    width: int, extract: Callable[..., Extraction]
) -> None:
    lines = printed(local(extract()), width=width).splitlines()
    assert max(len(line) for line in lines if not line.startswith("https:")) <= min(width, 100)
    assert not [line for line in lines if line.endswith(" ")]


def test_colours_add_nothing_but_their_key(extract: Callable[..., Extraction]) -> None:
    coloured = printed(extract(), is_terminal=True)
    assert ANSI.search(coloured)
    plain = [line for line in ANSI.sub("", coloured).splitlines() if not line.startswith("{s1 ACT")]
    assert plain == printed(extract()).splitlines()


def test_braces_nest_where_statements_do_not(extract: Callable[..., Extraction]) -> None:
    text = "one two three four five"
    nested = quoting(extract(), text, [[(0, 23)], [(4, 7)]])
    assert body(printed(nested)) == "{s1 EXPRESS_CONCERN −: one {s2 EXPRESS_CONCERN −: two} three four five}"
    crossing = quoting(extract(), text, [[(0, 13)], [(8, 18)]])
    shown = "{s1 EXPRESS_CONCERN −: one two {s2 EXPRESS_CONCERN −: three}}{…s2:  four} five"
    assert body(printed(crossing, width=100)) == shown
    apart = quoting(extract(), text, [[(0, 3), (8, 23)]])
    assert body(printed(apart)) == "{s1 EXPRESS_CONCERN −: one} two {…s1: three four five}"


def test_a_statement_runs_on_over_paragraphs(extract: Callable[..., Extraction]) -> None:
    said = quoting(extract(), "It is.\n\nAnd so on.\n\nThe end.", [[(0, 20)]])
    assert body(printed(said)) == "{s1 EXPRESS_CONCERN −: It is.\n\n  And so on.}\n\n  The end."


def test_a_terminal_is_told_nothing_by_an_article(extract: Callable[..., Extraction]) -> None:
    text = (
        "A \x1b]0;taken\x07 \x1b[2J title, \x9b31m red, \u202e turned, \ud800 broken,\r\na [bold]tag[/bold] \U0001f600."
    )
    extraction = quoting(extract(), text, [[(0, len(text))]])
    shown = printed(replace(extraction, document=replace(extraction.document, title=text, source=text, url=text)))
    assert not re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    for part in ("␛]0;taken␇", "[bold]tag[/bold] 😀.", "\ufffd31m red"):
        assert part in shown


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(data=st.data())
def test_any_text_is_printed_whole_with_braces_in_pairs(
    data: st.DataObject, extract: Callable[..., Extraction]
) -> None:
    text = data.draw(st.text(alphabet="ab[\n\r\t\u0627😀", min_size=1, max_size=30))
    ends = st.integers(0, len(text))
    span = st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))
    contents = data.draw(st.lists(st.lists(span, min_size=1, max_size=3).map(sorted), min_size=1, max_size=4))
    output = printed(quoting(extract(), "x" + text + "x", contents), width=40)
    shown = output.split("places\n\n  ", 1)[1].split("\n\nStatements\n  s1")[0]
    bare = re.sub(r"\{s\d EXPRESS_CONCERN\s+−: |\{…s\d: |\}", "", re.sub(r"\s+", " ", shown))
    assert shown.count("{") == shown.count("}")
    assert re.sub(r"[\s␍]", "", bare) == re.sub(r"\s", "", f"x{text}x")

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DocumentError
from graph.model import Document, Extraction, Span, Statement
from newsgraph.pages import page as page_module
from newsgraph.pages.page import article_section, page, web_address

VOID = {"meta", "input"}
ARIA = {"aria-labelledby", "aria-describedby"}
HOSTILE = (
    '<script>document.title = "taken"</script> "</p></div><b>We <i>condemn</b> it & \u202eall of it", said <Anna>.'
    '\r\n\r\n\u0642\u0627\u0644 "😀 \u0627\u0644\u0648\u0632\u064a\u0631 --> ]]> {{ 7 * 7 }}\n\n'
    '</main></style><img src=x onerror="document.title = 1"> \0 \ud800" &lt; </textarea>\n'
)
ATTRIBUTE = "\"><svg onload=alert(1)> ' onmouseover=alert(2) x="


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    below: list[Node] = field(default_factory=list)

    def all(self) -> Iterator[Node]:
        for node in self.below:
            yield node
            yield from node.all()

    def find(self, **wanted: str) -> list[Node]:
        return [one for one in self.all() if all(one.attributes.get(name) == value for name, value in wanted.items())]


class Reader(HTMLParser):
    """Reads a page into a tree of nodes, texts among them, and fails where an element is not closed in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.root = Node("root", {})
        self._open = [self.root]
        self.feed(markup)
        self.close()
        assert self._open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        assert len(node.attributes) == len(attrs)
        self._open[-1].below.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].below.append(Node("#text", {}, data))


def rendered(*extractions: Extraction) -> Node:
    sections = [article_section(one, anchor=f"d{number}") for number, one in enumerate(extractions, 1)]
    return Reader(page(sections)).root


def marked_text(root: Node, layer: str = "content") -> tuple[str, dict[str, set[int]]]:
    """The text of the article as the page has it, and the offsets of each statement's ``layer`` in it."""
    text, offsets = "", dict[str, set[int]]()
    for span in texts(root.find(**{"class": "text"})[0], ()):
        start, (data, around) = len(text), span
        text += data
        for node in around:
            for id in node.attributes.get(f"data-{layer}", "").split():
                offsets.setdefault(id, set()).update(range(start, len(text)))
    return text, offsets


def texts(node: Node, around: tuple[Node, ...]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    for one in node.below:
        if one.tag == "#text":
            yield one.text, around
        elif not one.attributes.get("class", "").startswith("tag"):
            yield from texts(one, (*around, one))


def characters(spans: tuple[Span, ...]) -> set[int]:
    return {offset for span in spans for offset in range(*span)}


@pytest.fixture
def article(extract: Callable[..., Extraction]) -> Callable[..., Extraction]:
    """Make an extraction of a text in which these are the contents of statements."""

    def make(text: str, contents: list[list[Span]], **details: str) -> Extraction:
        given = extract()
        said = given.statements[0]
        statements = tuple(
            replace(said, id=f"s{number}", content=tuple(spans), cue=(), source=(), about=())
            for number, spans in enumerate(contents, 1)
        )
        return replace(
            given, document=Document("a", text, **details), statements=statements, mentions=(), events=(), places=()
        )

    return make


def test_every_character_of_a_statement_is_marked_and_no_other(extract: Callable[..., Extraction]) -> None:
    extraction = extract()
    root = rendered(extraction)
    for layer in ("content", "cue", "source"):
        text, offsets = marked_text(root, layer)
        assert text == extraction.document.text
        assert offsets == {one.id: characters(getattr(one, layer)) for one in extraction.statements}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(data=st.data())
def test_contents_may_nest_overlap_and_stand_apart_in_any_text(
    data: st.DataObject, article: Callable[..., Extraction]
) -> None:
    text = data.draw(st.text(alphabet="ab <&\"'\n\r\t{}\u202e\u0627\u200d😀", min_size=1, max_size=30))
    ends = st.integers(0, len(text))
    span = st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair)))
    contents = data.draw(st.lists(st.lists(span, min_size=1, max_size=3).map(sorted), min_size=1, max_size=4))
    found, offsets = marked_text(rendered(article(text, contents)))
    assert found == text
    expected = {f"s{number}": characters(tuple(spans)) for number, spans in enumerate(contents, 1)}
    assert offsets == {id: marked for id, marked in expected.items() if marked}


def test_a_text_full_of_markup_stays_a_text(article: Callable[..., Extraction]) -> None:
    extraction = article(HOSTILE, [[(45, 90)], [(60, len(HOSTILE))]], title=ATTRIBUTE, source=ATTRIBUTE, url=ATTRIBUTE)
    root = rendered(replace(extraction, actors=tuple(replace(one, name=ATTRIBUTE) for one in extraction.actors)))
    found, offsets = marked_text(root)
    assert found == HOSTILE.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    assert offsets == {"s1": set(range(45, 90)), "s2": set(range(60, len(HOSTILE)))}
    assert [node.tag for node in root.all() if node.tag in {"script", "style", "b"}] == ["style", "b", "b", "script"]
    assert not {node.tag for node in root.all()} & {"img", "svg", "i", "textarea", "iframe", "link"}
    assert not [name for node in root.all() for name in node.attributes if name.startswith("on") or name == "style"]


def test_nothing_is_fetched_and_only_our_script_may_run(extract: Callable[..., Extraction]) -> None:
    root = rendered(extract())
    [policy] = [node.attributes["content"] for node in root.find(**{"http-equiv": "Content-Security-Policy"})]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        [inline] = [node for node in root.all() if node.tag == tag]
        digest = base64.b64encode(hashlib.sha256(inline.below[0].text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert not re.search(r"https?:|url\(|@import|fetch\(", inline.below[0].text)
    assert not [node for node in root.all() if {"src", "srcset", "data", "poster", "action"} & set(node.attributes)]
    outside = [node.attributes["href"] for node in root.all() if not node.attributes.get("href", "#").startswith("#")]
    assert outside == [extract().document.url]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=1&c", "https://example.org/a?b=1&c"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("//example.org", None),
        ("http://[::1", None),
        (None, None),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url: str | None, link: str | None) -> None:
    assert web_address(url) == link


def test_every_link_leads_somewhere_and_every_id_is_the_only_one(extract: Callable[..., Extraction]) -> None:
    root = rendered(extract("a"), extract("b"))
    ids = [node.attributes["id"] for node in root.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    values = [value for node in root.all() for name, value in node.attributes.items() if name in {"href", *ARIA}]
    assert {value.removeprefix("#") for value in values if not value.startswith("https:")} <= set(ids)


def test_a_statement_shows_all_its_facts(extract: Callable[..., Extraction]) -> None:
    given = extract()
    said = replace(given.statements[0], likely_acts=("EXPRESS_CONCERN", "CRITICISE"))
    root = rendered(replace(given, statements=(said, *given.statements[1:])))
    note = next(node for node in root.all() if node.attributes.get("data-act") == "EXPRESS_CONCERN")
    shown = " ".join(" ".join(text for text, _ in texts(note, ())).split())
    for fact in (
        "Natalia Huminiuk",
        "Via name: “ Natalia Huminiuk ”",
        "EXPRESS_CONCERN, from cue and content: Voices concern, fear, worry or alarm. May also be read as CRITICISE.",
        "Cue “ expressed concern ”",
        "Polarity negative",
        "Target joint drills of Russia and Belarus , here “ maneuvers ” event, negative, 80%",
        "Said to Russia",
        "Said at 2023-01-16 to …",
        "Confidence 80%",
    ):
        assert fact in shown


def test_a_negated_statement_says_so_in_the_text(extract: Callable[..., Extraction]) -> None:
    given = extract()
    said: Statement = replace(given.statements[0], negated=True)
    tags = [
        node
        for node in rendered(replace(given, statements=(said,))).all()
        if node.attributes.get("class") == "tag is-negative"
    ]
    assert [tag.below[0].text for tag in tags] == [f"{said.id} not EXPRESS_CONCERN −"]


def test_several_articles_have_contents_and_the_refused_are_named(extract: Callable[..., Extraction]) -> None:
    sections = [article_section(extract(id), anchor=f"d{id}") for id in ("1", "2")]
    root = Reader(page(sections, [DocumentError("broken<b>.txt", "it is <empty>")])).root
    [contents] = root.find(**{"class": "contents"})
    assert [node.attributes["href"] for node in contents.all() if node.tag == "a"] == ["#d1", "#d2"]
    [refused] = root.find(**{"class": "refused"})
    assert "broken<b>.txt: it is <empty>" in "".join(text for text, _ in texts(refused, ()))


def test_a_page_without_articles_is_a_page() -> None:
    assert [node.below[0].text for node in Reader(page([])).root.all() if node.tag == "title"]


def luminance(colour: str) -> float:
    digits = colour * 2 if len(colour) == 3 else colour
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


FOREGROUNDS = {
    "text": ["back", "raised", "neutral", "negative", "positive", "neutral-deep", "negative-deep", "positive-deep"],
    "faint": ["back", "raised"],
    "link": ["back", "raised"],
    "cue": ["back", "neutral", "negative", "positive"],
    "back": ["neutral-edge", "negative-edge", "positive-edge"],
    "negative-edge": ["back", "raised"],
    "positive-edge": ["back", "raised"],
    "chosen-text": ["chosen"],
}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(scheme: int) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1."""
    style = (Path(page_module.__file__).parent / "page.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): #(\w+);", re.findall(r":root \{(.*?)\}", style, re.S)[scheme]))
    low = []
    for words, behind in ((words, behind) for words, all_behind in FOREGROUNDS.items() for behind in all_behind):
        darker, lighter = sorted((luminance(colours[words]), luminance(colours[behind])))
        if (ratio := (lighter + 0.05) / (darker + 0.05)) < 4.5:
            low.append((words, behind, round(ratio, 2)))
    assert low == []

"""A page that shows articles with all that was read in them: one file that fetches nothing and runs only our script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from graph.errors import DocumentError
from graph.model import Extraction
from newsgraph.pages.facts import ArticleFacts, article_facts
from newsgraph.pages.segments import Mark, Segment, marks_of, paragraphs

_HERE = Path(__file__).resolve().parent
_SIGNS = {"negative": "−", "neutral": "", "positive": "+"}
# What HTML can't hold (https://html.spec.whatwg.org/#parse-errors): a parser replaces NUL and lone surrogates, and
# makes a carriage return a line feed unless it is written as a reference.
_UNWRITABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


@dataclass(frozen=True, slots=True)
class Section:
    """An article as it stands in a page: its facts for the table of contents, and its markup."""

    anchor: str
    facts: ArticleFacts
    markup: Markup


def article_section(extraction: Extraction, *, anchor: str) -> Section:
    """Give the section of one article; ``anchor`` is its id in the page, and begins every id in it."""
    facts = article_facts(extraction)
    markup = (
        _templates()
        .get_template("article.html")
        .render(
            anchor=anchor,
            article=facts,
            acts={statement.id: statement for statement in facts.statements},
            link=web_address(extraction.document.url),
            paragraphs=paragraphs(extraction.document.text, marks_of(extraction)),
            text=extraction.document.text,
        )
    )
    return Section(anchor, facts, Markup(markup))


def page(sections: Iterable[Section], refusals: Iterable[DocumentError] = ()) -> str:
    """Give the page of ``sections``, with a table of contents where there are several, and the refused documents."""
    style, script = (Markup((_HERE / name).read_text("utf-8")) for name in ("page.css", "page.js"))
    rendered = (
        _templates()
        .get_template("page.html")
        .render(
            sections=tuple(sections),
            refusals=tuple(refusals),
            style=style,
            script=script,
            policy=f"default-src 'none'; style-src {_hash_of(style)}; script-src {_hash_of(script)}; "
            "base-uri 'none'; form-action 'none'",
        )
    )
    return rendered.translate(_UNWRITABLE)


def web_address(url: str | None) -> str | None:
    """Give ``url`` where a reader may follow it: another scheme than the web's, such as ``javascript:``, is no link."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:  # Such as an unfinished IPv6 address.
        return None


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"verbatim": _verbatim, "percent": _percent, "sign": _SIGNS.__getitem__}
    environment.tests |= {"resumed": _is_resumed}
    return environment


def _verbatim(segment: Segment, text: str) -> Markup:
    return Markup(str(escape(text[segment.start : segment.end])).replace("\r", "&#13;"))


def _percent(confidence: float) -> str:
    return f"{confidence:.0%}"


def _is_resumed(mark: Mark, spans: tuple[tuple[int, int], ...]) -> bool:
    return mark.start != spans[0][0]


def _hash_of(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"

"""Embedded social posts: "the text of the post — Name (@handle) January 16, 2023" in a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from ingest.extract.statements.attribution import Attribution, Range, trim_edges

_SIGNED = re.compile(r"(?m)^(?P<text>.+?)\s*(?:—|–|--)\s*(?P<name>[^—–(\n]{1,60}?)\s*\(@(?P<handle>\w+)\)")
_LINKS = re.compile(r"(?:\s*(?:pic\.twitter\.com|https?://|t\.co/)\S*)+\s*$")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as an attribution, with the token range of its author's name."""

    attribution: Attribution
    author: Range


def find_posts(doc: Doc) -> Iterator[Post]:
    """Find the embedded posts of ``doc``; links at the end of a post are not part of what was said."""
    for match in _SIGNED.finditer(doc.text):
        text = _LINKS.sub("", match["text"])
        content = _tokens(doc, match.start(), match.start() + len(text))
        author = _tokens(doc, match.start("name"), match.end("name"))
        if content and author:
            source = (author[0], _tokens(doc, match.start("name"), match.end())[1])
            yield Post(Attribution((content,), source=(source,), evidence="post"), author)


def _tokens(doc: Doc, start: int, end: int) -> Range:
    span = doc.char_span(start, end, alignment_mode="expand")
    return trim_edges(doc, span.start, span.end) if span is not None else (0, 0)

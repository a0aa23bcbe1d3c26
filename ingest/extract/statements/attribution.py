"""An attribution in tokens: what was said, the words that show it, the words that name who said it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of
from ingest.extract.statements.quotes import QUOTE_MARKS

Range = tuple[int, int]
Evidence = Literal["tags", "syntax", "both", "post"]

_EDGE = QUOTE_MARKS | frozenset(",;:.-–—")
_OUTSIDE = frozenset({"that", "which", "and", "but", "as"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, as token ranges ``[start, end)``; ``anchor`` is the head of the cue, None without a cue."""

    content: tuple[Range, ...]
    cue: tuple[Range, ...] = ()
    source: tuple[Range, ...] = ()
    anchor: int | None = None
    evidence: Evidence = "tags"


def tagged_ranges(doc: Doc, label: str) -> list[Range]:
    """Give the spans that the model tagged as ``label`` (Source, Cue, Content), cut at line breaks and trimmed."""
    found = []
    spans = sorted((span.start, span.end) for span in doc.spans.get("attribution", ()) if span.label_ == label)
    for tagged in _touching(spans):
        for start, end in _lines(doc, *tagged):
            part = trim_content(doc, start, end) if label == "Content" else trim_edges(doc, start, end)
            if part[0] < part[1]:
                found.append(part)
    return found


def _touching(spans: Iterable[Range]) -> Iterator[Range]:
    """Give spans that touch as one."""
    before: Range | None = None
    for start, end in spans:
        if before is not None and before[1] == start:
            before = before[0], end
            continue
        if before is not None:
            yield before
        before = start, end
    if before is not None:
        yield before


def _lines(doc: Doc, start: int, end: int) -> Iterator[Range]:
    first = start
    for index in range(start, end + 1):
        if index == end or "\n" in doc[index].text:
            if index > first:
                yield first, index
            first = index + 1


def trim_edges(doc: Doc, start: int, end: int) -> Range:
    """Give the range without white space, quotation marks, commas, dashes and full stops at its edges."""
    while start < end and (doc[start].is_space or doc[start].text in _EDGE):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _EDGE):
        end -= 1
    return start, end


def trim_content(doc: Doc, start: int, end: int) -> Range:
    """Give the range without what stays outside of content: marks, a complementizer, a preposition left hanging."""
    start, end = trim_edges(doc, start, end)
    while end - start > 1 and _hangs(doc[end - 1], start, end):
        start, end = trim_edges(doc, start, end - 1)
    if end - start > 1 and doc[start].lower_ == "that" and doc[start].dep_ == "mark":
        return trim_edges(doc, start + 1, end)
    if end - start > 1 and doc[start].lower_ in {"and", "but"} and not doc[start].is_title:
        return trim_edges(doc, start + 1, end)
    return start, end


def _hangs(token: Token, start: int, end: int) -> bool:
    """Whether a function word at the end of a span belongs to a word outside of it."""
    return token.dep_ in {"case", "mark", "cc", "det"} and not start <= token.head.i < end


def head_of(doc: Doc, part: Range) -> Token:
    """Give the token of the range that stands highest in the tree; the first of them, marks left out."""
    return doc[min(words_of(doc, part), key=layout_of(doc).depths.__getitem__, default=part[0])]


def words_of(doc: Doc, part: Range) -> list[int]:
    """Give the tokens of the range that are neither punctuation nor white space."""
    layout = layout_of(doc)
    return [index for index in range(*part) if not layout.is_punct[index] and not layout.is_space[index]]


def is_inside(index: int, ranges: Iterable[Range]) -> bool:
    """Whether the token stands in one of the ranges."""
    return any(start <= index < end for start, end in ranges)


def distance(one: Range, other: Range) -> int:
    """Give how many tokens stand between two ranges, 0 where they touch or overlap."""
    return max(0, other[0] - one[1], one[0] - other[1])


def paragraph_around(doc: Doc, part: Range, most: int) -> Range:
    """Give the paragraph that a range stands in, but at ``most`` that many tokens to each side."""
    breaks = [-1, *layout_of(doc).breaks, len(doc)]
    start = breaks[bisect_left(breaks, part[0]) - 1] + 1
    end = breaks[bisect_left(breaks, part[1])]
    return max(start, part[0] - most), min(end, part[1] + most)

"""A text cut at every boundary of what is marked in it, so that marks may nest, overlap and stand apart."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from graph.model import Extraction, Span

Layer = Literal["content", "cue", "source", "about", "event", "name"]

_BLANK_LINES = re.compile(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)\s*")
_LINE_ENDS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text and what it is: part ``layer`` of the statement, event, actor or place ``id``."""

    start: int
    end: int
    layer: Layer
    id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that share all their marks, the outermost mark first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    def ids(self, layer: Layer) -> tuple[str, ...]:
        """Give what the segment is a part of in ``layer``, the outermost first."""
        return tuple(dict.fromkeys(mark.id for mark in self.marks if mark.layer == layer))

    def begun(self, layer: Layer) -> tuple[Mark, ...]:
        """Give the marks of ``layer`` that start where the segment starts, the outermost first."""
        return tuple(mark for mark in self.marks if mark.layer == layer and mark.start == self.start)

    def ended(self, layer: Layer) -> tuple[Mark, ...]:
        """Give the marks of ``layer`` that end where the segment ends, the innermost first."""
        return tuple(mark for mark in reversed(self.marks) if mark.layer == layer and mark.end == self.end)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The segments of a paragraph, and those of the line ends after it: together all characters of the text."""

    segments: tuple[Segment, ...]
    gap: tuple[Segment, ...]


def marks_of(extraction: Extraction) -> tuple[Mark, ...]:
    """Give every span of ``extraction`` as a mark; empty spans mark nothing."""
    return tuple(mark for mark in _marks(extraction) if mark.start < mark.end)


def _marks(extraction: Extraction) -> Iterator[Mark]:
    for statement in extraction.statements:
        yield from (Mark(*span, "content", statement.id) for span in statement.content)
        yield from (Mark(*span, "cue", statement.id) for span in statement.cue)
        yield from (Mark(*span, "source", statement.id) for span in statement.source)
        yield from (Mark(*about.span, "about", statement.id) for about in statement.about if about.span)
    for event in extraction.events:
        yield from (Mark(*span, "event", event.id) for mention in event.mentions for span in mention.trigger)
    for found in extraction.mentions:
        yield from (Mark(found.start, found.end, "name", id) for id in (found.ref, found.place) if id)


def cut(length: int, marks: Iterable[Mark], *, breaks: Iterable[int] = ()) -> tuple[Segment, ...]:
    """Cut ``length`` characters at every end of a mark and at ``breaks``: segments in order that leave nothing out."""
    waiting = deque(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    ends = {0, length, *breaks, *(mark.start for mark in waiting), *(mark.end for mark in waiting)}
    segments: list[Segment] = []
    begun: list[Mark] = []
    for start, end in pairwise(sorted(ends)):
        begun = [mark for mark in begun if mark.end > start]
        while waiting and waiting[0].start <= start:
            begun.append(waiting.popleft())
        segments.append(Segment(start, end, tuple(begun)))
    return tuple(segments)


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """Give the paragraphs of ``text``: parted by blank lines or, in a text without any, by line ends."""
    gaps = gap_spans(text)
    waiting = deque(cut(len(text), marks, breaks=(end for gap in gaps for end in gap)))
    return tuple(
        Paragraph(tuple(_before(gap[0], waiting)), tuple(_before(gap[1], waiting)))
        for gap in (*gaps, (len(text), len(text)))
    )


def _before(end: int, waiting: deque[Segment]) -> Iterator[Segment]:
    while waiting and waiting[0].start < end:
        yield waiting.popleft()


def gap_spans(text: str) -> list[Span]:
    """Give where the line ends between paragraphs stand."""
    blank = [found.span() for found in _BLANK_LINES.finditer(text)]
    return blank or [found.span() for found in _LINE_ENDS.finditer(text)]

"""Quotation marks: which words of an article stand between a pair of them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of

_DOUBLE = frozenset({'"', "“", "”", "„", "«", "»", "''", "``"})
_SINGLE_OPEN = frozenset({"‘", "'"})
_SINGLE_CLOSE = frozenset({"’", "'"})
_OPENS = frozenset({"“", "„", "«", "``"})
_CLOSES = frozenset({"”", "»", "''"})
QUOTE_MARKS = _DOUBLE | _SINGLE_OPEN | _SINGLE_CLOSE


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens ``[start, end)`` between two marks; ``is_continued`` if the next paragraph goes on with it."""

    start: int
    end: int
    is_continued: bool = False

    def __contains__(self, index: int) -> bool:
        return self.start <= index < self.end


def paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Give the token ranges between line breaks."""
    layout = layout_of(doc)
    start = 0
    for place in layout.breaks:
        if layout.is_space[place]:
            if place > start:
                yield start, place
            start = place + 1
    if len(doc) > start:
        yield start, len(doc)


def find_quotations(doc: Doc) -> tuple[Quotation, ...]:
    """Find the outermost quotations, in order; a mark without its partner ends with its paragraph.

    Straight marks open where white space or a bracket stands before them. A quotation that is never closed while the
    next paragraph opens with a mark goes on there. Single marks count only in paragraphs without double ones.
    """
    found: list[Quotation] = []
    words = layout_of(doc).words
    ranges = list(paragraphs(doc))
    for number, (start, end) in enumerate(ranges):
        following = doc[ranges[number + 1][0]] if number + 1 < len(ranges) else None
        has_double = not _DOUBLE.isdisjoint(words[start:end])
        found += _double(doc, start, end, following) if has_double else _single(doc, start, end)
    return tuple(found)


def _marks(doc: Doc, start: int, end: int, marks: Set[str]) -> Iterator[Token]:
    words = layout_of(doc).words
    return (doc[place] for place in range(start, end) if words[place] in marks)


def _double(doc: Doc, start: int, end: int, following: Token | None) -> Iterator[Quotation]:
    opened: int | None = None
    for token in _marks(doc, start, end, _DOUBLE):
        if opened is None:
            if token.text not in _CLOSES and (token.text in _OPENS or token.i + 1 < end):
                opened = token.i + 1
        elif token.text not in _OPENS:
            if token.i > opened:
                yield Quotation(opened, token.i)
            opened = None
    if opened is not None and opened < end:
        yield Quotation(opened, end, is_continued=following is not None and following.text in _DOUBLE)


def _single(doc: Doc, start: int, end: int) -> Iterator[Quotation]:
    opened: int | None = None
    for token in _marks(doc, start, end, _SINGLE_OPEN | _SINGLE_CLOSE):
        after_space = token.i == start or bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].text in "([—"
        if opened is None:
            if token.text in _SINGLE_OPEN and after_space and not token.whitespace_:
                opened = token.i + 1
        elif _closes(token, after_space=after_space, end=end):
            yield Quotation(opened, token.i)
            opened = None


def _closes(token: Token, *, after_space: bool, end: int) -> bool:
    """Whether a single mark is no apostrophe: it stands behind a word and before a space, and is no possessive."""
    if token.text not in _SINGLE_CLOSE or after_space or (token.tag_ == "POS" and token.i + 1 < end):
        return False
    return bool(token.whitespace_) or token.i + 1 >= end or token.doc[token.i + 1].is_punct


def quotation_at(quotations: tuple[Quotation, ...], index: int) -> Quotation | None:
    """Give the quotation that the token stands in, None outside."""
    return next((quotation for quotation in quotations if index in quotation), None)

"""Quotations that are signed: "the text." — Name, as of readers, in mottoes and under photographs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from ingest.extract.statements.attribution import Attribution, Range, trim_content
from ingest.extract.statements.quotes import QUOTE_MARKS, Quotation

_DASHES = frozenset({"—", "–", "―", "--", "-"})
# So many tokens may stand between the quotation and the dash: the mark, a space.
_NEAR = 4


def find_signed(doc: Doc, quotations: Sequence[Quotation], sources: Sequence[Range]) -> Iterator[Attribution]:
    """Yield the quotations behind which, after a dash, a tagged source or a person's name stands, as attributions."""
    starts = {source[0]: source for source in sources}
    starts |= {name.start: (name.start, name.end) for name in doc.ents if name.label_ == "PER"}
    for quotation in quotations:
        at = _behind_dash(doc, quotation.end)
        if at is not None and at in starts:
            yield Attribution((trim_content(doc, quotation.start, quotation.end),), source=(starts[at],))


def _behind_dash(doc: Doc, end: int) -> int | None:
    """Give the first word after the dash that follows the closing mark in the same line; None without a dash."""
    has_dash = False
    for token in doc[end : end + _NEAR]:
        if token.text in _DASHES:
            has_dash = True
        elif "\n" in token.text or not (token.is_space or token.text in QUOTE_MARKS):
            return token.i if has_dash and not token.is_space else None
    return None

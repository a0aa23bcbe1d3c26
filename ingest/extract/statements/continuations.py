"""Quotations that go on over paragraphs: the mark is not closed, and the next paragraph opens with one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from ingest.extract.statements.attribution import Attribution, Range, trim_content
from ingest.extract.statements.quotes import Quotation


def join_continued(doc: Doc, found: list[Attribution], quotations: Sequence[Quotation]) -> list[Attribution]:
    """Give the attributions with each quotation of several paragraphs whole: one statement of several pieces.

    A paragraph that has a cue of its own ("…", he added) is a statement of its own.
    """
    for quotation, following in pairwise(quotations):
        if not quotation.is_continued:
            continue
        speaker = next((one for one in found if _overlaps(one.content[-1], quotation)), None)
        there = [one for one in found if any(_overlaps(piece, following) for piece in one.content)]
        if speaker is None or any(one.cue for one in there):
            continue
        piece = trim_content(doc, following.start, following.end)
        joined = replace(speaker, content=(*speaker.content, piece))
        found = [joined if one is speaker else one for one in found if one not in there]
    return found


def _overlaps(piece: Range, quotation: Quotation) -> bool:
    return min(piece[1], quotation.end) > max(piece[0], quotation.start)

"""The characters that support a fact, as parallel lists: where each piece stands, its words, and what is around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.model import Span

# Enough on each side to find the words again when the article has changed, as W3C's TextQuoteSelector does.
CONTEXT = 32


def evidence_lists(text: str, spans: Sequence[Span]) -> dict[str, Any]:
    """Give the lists of `graph.labels.EVIDENCE` for ``spans`` of ``text``."""
    return {
        "starts": [start for start, _ in spans],
        "ends": [end for _, end in spans],
        "exacts": [text[start:end] for start, end in spans],
        "prefixes": [text[max(0, start - CONTEXT) : start] for start, _ in spans],
        "suffixes": [text[end : end + CONTEXT] for _, end in spans],
    }


def words_of(text: str, spans: Sequence[Span]) -> str:
    """Give the words at ``spans``; an ellipsis stands where the text goes on between two of them."""
    return " … ".join(text[start:end] for start, end in spans)

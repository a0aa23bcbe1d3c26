"""Grounds a question in what is stored, before it is planned: which articles it is about, and who did what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.asking import RELATED, plan_question
from graph.page import Page
from graph.plan import Find, Follow, Order, Score, Select, SimilarTo
from graph.reading import Reading

# A question is about the articles of the statements that are most like it: of so many, those as near the best as this.
_NEAREST = 20
_MARGIN = 0.05
_WITH_ARTICLE = Select(
    "Statement", ("id",), (Follow("article", "IN", "out", (Select("Article", ("id",)),), is_one=True),)
)


def ground(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Give ``reading`` with what ``find`` tells: the articles it is about, and whether it must be widened.

    It takes one query more for a question that can be compared with statements, two for one about somebody named.
    """
    if reading.unread or not reading.is_comparable:
        return reading
    return _widen(_focus(reading, find), find)


def _focus(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Tell the articles: there a statement may be less like the question and still answer it."""
    order = (Order(Score(), is_descending=True),)
    page = find(Find(_WITH_ARTICLE, where=SimilarTo(reading.question, RELATED), order=order, first=_NEAREST))
    scores = page.scores or ()
    near = [row["article"]["id"] for row, score in zip(page.rows, scores, strict=True) if score >= scores[0] - _MARGIN]
    return replace(reading, articles=tuple(dict.fromkeys(near)))


def _widen(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Widen a question of what somebody named did who did nothing of the kind.

    A newspaper writes "said" of most that a reader calls a demand or a refusal: who asks what somebody demanded gets
    what they said of it, and is told so by ``is_widened``.
    """
    if reading.speaker is None:
        return reading
    kind = plan_question(reading, select=Select("Statement", ("id",)), first=1)
    return reading if find(kind).rows else replace(reading, is_widened=True)

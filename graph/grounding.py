"""Grounds a question in what is stored, before it is planned: its articles, its best answer, who did what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.asking import RELATED, plan_question
from graph.page import Page
from graph.plan import And, Find, Follow, Order, Score, Select, SimilarTo
from graph.reading import Reading

# A question is about the articles of the statements that are most like it, of so many, and is answered by those that
# are: near the best by this much. Chosen on the questions of gold dev.
_NEAREST = 20
_MARGIN = 0.05
# The nouns that grounding reads at most: the nearest statements with their articles, and one statement more.
MOST_READ = 2 * _NEAREST + 1
_WITH_ARTICLE = Select(
    "Statement", ("id",), (Follow("article", "IN", "out", (Select("Article", ("id",)),), is_one=True),)
)


def ground(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Give ``reading`` with what ``find`` tells: its articles, and whether it must be widened or narrowed.

    It takes two queries more for a question that can be compared with statements.
    """
    if reading.unread or not reading.is_comparable:
        return reading
    focused = _focus(reading, find)
    return _narrow(focused, find) if reading.speaker is None else _widen(focused, find)


def _focus(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Tell the articles: there a statement may be less like the question and still answer it."""
    order = (Order(Score(), is_descending=True),)
    page = find(Find(_WITH_ARTICLE, where=SimilarTo(reading.question, RELATED), order=order, first=_NEAREST))
    scores = page.scores or ()
    near = [row["article"]["id"] for row, score in zip(page.rows, scores, strict=True) if score >= scores[0] - _MARGIN]
    return replace(reading, articles=tuple(dict.fromkeys(near)))


def _narrow(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Tell how like the question a statement must be: who asks for anybody wants those who said that, not of that."""
    plan = plan_question(reading, select=Select("Statement", ("id",)), first=1)
    alike = And((plan.where, SimilarTo(reading.question, RELATED)))
    scores = find(replace(plan, where=alike, order=(Order(Score(), is_descending=True),))).scores
    return replace(reading, least_likeness=scores[0] - _MARGIN) if scores else reading


def _widen(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Widen a question of what somebody named did who did nothing of the kind.

    A newspaper writes "said" of most that a reader calls a demand or a refusal: who asks what somebody demanded gets
    what they said of it, and is told so by ``is_widened``.
    """
    kind = plan_question(reading, select=Select("Statement", ("id",)), first=1)
    return reading if find(kind).rows else replace(reading, is_widened=True)

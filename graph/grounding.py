"""Grounds a question in what is stored, before it is planned: its articles, its best answer, who did what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.asking import RELATED, plan_question
from graph.focus import bag_of, near_articles
from graph.page import Page
from graph.plan import And, Find, Follow, In, Order, Score, Select, SimilarTo
from graph.reading import Reading

# A question is about the articles of the statements that are most like it, of so many, and is answered by those that
# are: near the best by this much. Chosen on the questions of gold dev.
_NEAREST = 20
_MARGIN = 0.05
# Of so many answers it is looked up whether their articles are those that the question is about.
_LOOKED_UP = 100
# The nouns that grounding reads at most: the nearest statements with their articles, one statement more, the answers
# with their articles, and all of these articles again with their texts.
MOST_READ = 2 * _NEAREST + 1 + 2 * _LOOKED_UP + _NEAREST + _LOOKED_UP
_WITH_ARTICLE = Select(
    "Statement", ("id",), (Follow("article", "IN", "out", (Select("Article", ("id",)),), is_one=True),)
)
_TEXTS = Select("Article", ("id", "title", "text"))


def ground(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Give ``reading`` with what ``find`` tells: its articles, and whether it must be widened or narrowed.

    It takes four queries more for a question that can be compared with statements.
    """
    if reading.unread or not reading.is_comparable:
        return reading
    order = (Order(Score(), is_descending=True),)
    nearest = find(Find(_WITH_ARTICLE, where=SimilarTo(reading.question, RELATED), order=order, first=_NEAREST))
    focused = _focus(reading, nearest)
    if reading.speaker is not None:
        return _widen(focused, find)
    narrowed = _narrow(focused, find)
    return _keep_to_articles(narrowed, nearest, find) if reading.words else narrowed


def _keep_to_articles(reading: Reading, nearest: Page, find: Callable[[Find], Page]) -> Reading:
    """Tell outside of which articles nothing answers: where other articles have more of the question.

    Not asked where the speaker is named: who that is tells more of the article than the other words do.
    """
    plan = plan_question(reading, select=_WITH_ARTICLE, first=_LOOKED_UP)
    compared = And((plan.where, SimilarTo(reading.question, -1.0)))
    answers = find(replace(plan, where=compared, order=(Order(Score(), is_descending=True),)))
    likeness: dict[str, float] = {}
    for page in (nearest, answers):
        for row, score in zip(page.rows, page.scores or (), strict=True):
            article = row["article"]["id"]
            likeness[article] = max(likeness.get(article, -1.0), score)
    if not answers.rows:
        return reading
    ids = tuple(sorted(likeness))
    rows = find(Find(_TEXTS, where=In("id", ids), first=len(ids))).rows
    texts = {row["id"]: bag_of((row["title"], row["text"])) for row in rows}
    return replace(reading, within=near_articles(reading, texts, likeness))


def _focus(reading: Reading, nearest: Page) -> Reading:
    """Tell the articles: there a statement may be less like the question and still answer it."""
    scores = nearest.scores or ()
    pairs = zip(nearest.rows, scores, strict=True)
    near = [row["article"]["id"] for row, score in pairs if score >= scores[0] - _MARGIN]
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

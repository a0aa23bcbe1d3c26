"""Events in order of time, each with how many articles tell of it, who was first, and how much was said about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graph.plan import ALWAYS, And, Computed, Count, Find, IsNull, Least, Not, Order, Select, Step, Test

_TOLD_IN = (Step("REALISES", "in", "EventMention"), Step("IN", "out", "Article"))
ARTICLES = Computed("articles", Count(_TOLD_IN, ALWAYS))
STATEMENTS = Computed("statements", Count((Step("ABOUT", "in", "Statement"),), ALWAYS))


def first_report(article: Select) -> Computed:
    """Give the article published first of those that tell of an event; one without a date can't be the first."""
    return Computed("first_reported_by", Least(_TOLD_IN, "published", article))


def plan_timeline(event: Select, *, computed: tuple[Computed, ...] = (), where: Test = ALWAYS, **page: Any) -> Find:
    """Give the plan that finds the events that pass ``where`` and whose beginning is known, the earliest first.

    ``page`` are the options of `Find` that say which part of them.
    """
    known = And((where, Not(IsNull("start"))))
    return Find(replace(event, computed=computed), where=known, order=(Order("start"),), **page)

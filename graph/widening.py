"""Widens a question about somebody named, who did nothing of the kind that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.asking import plan_question
from graph.page import Page
from graph.plan import Find, Select
from graph.reading import Reading


def widen(reading: Reading, find: Callable[[Find], Page]) -> Reading:
    """Widen ``reading`` where it asks what somebody named did and ``find`` finds nothing of the kind.

    A newspaper writes "said" of most that a reader calls a demand or a refusal: who asks what somebody demanded gets
    what they said of it, and is told so by ``is_widened``.
    """
    if reading.speaker is None or reading.unread or not reading.is_comparable:
        return reading
    kind = plan_question(reading, select=Select("Statement", ("id",)), first=1)
    return reading if find(kind).rows else replace(reading, is_widened=True)

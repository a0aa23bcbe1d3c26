"""When: the time phrases of an article, resolved against the day of publication, and which word each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc, Token

from graph.model import Timespan
from ingest.extract.dates.date_expressions import Expression, find_expressions
from ingest.extract.dates.date_values import UNRESOLVED, Direction, resolve

# The signature line of an embedded post: "… — Name (@handle) January 16, 2023".
_POST_DATE = re.compile(r"\(@\w+\)\s*$")
_UNTIL = frozenset({"until", "till", "through", "til", "up"})
_SINCE = frozenset({"since", "from", "starting", "beginning"})
_NOT_THEN = frozenset({"before", "after", "following", "despite", "ahead"})
_PLANNED = frozenset({"plan", "schedule", "expect", "due", "set", "slate", "upcoming", "prepare", "intend", "hope"})
_TIME_RELATIONS = frozenset(
    {"obl", "obl:tmod", "obl:npmod", "obl:unmarked", "nmod", "nmod:tmod", "nmod:poss", "nmod:unmarked", "advmod",
     "compound", "amod", "nummod", "dep", "obj", "npadvmod", "nmod:npmod", "advcl", "parataxis", "appos"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Words that tell when: character offsets, the index of their head token, the period they name.

    ``governor`` is the index of the word whose time they tell, None where they tell none.
    """

    start: int
    end: int
    head: int
    governor: int | None
    timespan: Timespan


@lru_cache(maxsize=1)
def find_times(doc: Doc, published: date | None) -> tuple[TimePhrase, ...]:
    """Find every time phrase of ``doc``, in order; relative ones are read against ``published``.

    A phrase in an embedded post is read against the date of the post. What cannot be resolved keeps its place with an
    unresolved timespan, so that a caller sees that a time was told. Those of the last doc are kept.
    """
    text = doc.text  # The Doc joins its tokens anew at each call.
    expressions = find_expressions(text)
    posts = _post_dates(text, expressions)
    phrases: list[TimePhrase] = []
    skip = -1
    for index, expression in enumerate(expressions):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if index <= skip or span is None:
            continue
        anchor = next((day for start, end, day in posts if start <= expression.start < end), published)
        head = span.root
        timespan = resolve(expression, anchor, _direction(head))
        following = expressions[index + 1] if index + 1 < len(expressions) else None
        second = _second_of_range(text, expression, following)
        if second is not None:
            skip = index + 1
            phrases.append(_joined(text, expression, second, head, timespan, anchor))
        else:
            phrase = TimePhrase(expression.start, expression.end, head.i, _governor(head), timespan)
            phrases.append(_opened(phrase, doc, span.start))
    return tuple(phrases)


def _post_dates(text: str, expressions: list[Expression]) -> list[tuple[int, int, date]]:
    """Give the paragraphs that are posts, each with the day of its signature line."""
    posts = []
    for expression in expressions:
        if expression.form not in ("month_day", "day_month") or "y" not in expression.parts:
            continue
        start = text.rfind("\n", 0, expression.start) + 1
        day = resolve(expression, None, None).start
        if day and _POST_DATE.search(text[start : expression.start]):
            posts.append((start, expression.end, date.fromisoformat(day)))
    return posts


def post_day(times: Iterable[TimePhrase], text: str, position: int) -> Timespan | None:
    """Give the day of the embedded post that ``position`` stands in, None outside of posts."""
    end = text.find("\n", position)
    for phrase in times:
        in_paragraph = position <= phrase.start and (end < 0 or phrase.start < end)
        if in_paragraph and _POST_DATE.search(text[max(0, phrase.start - 60) : phrase.start]):
            return phrase.timespan
    return None


def _second_of_range(text: str, first: Expression, second: Expression | None) -> Expression | None:
    """Give the other end of "between X and Y", "from X to Y", "X to Y", None where ``second`` is none."""
    if second is None or second.start - first.end > 12:
        return None
    between = text[first.end : second.start].strip().lower()
    before = text[max(0, first.start - 12) : first.start].lower().split()
    opener = before[-1] if before else ""
    if between == "and" and opener == "between":
        return second
    if between in ("to", "until", "through", "till", "–", "-") and (opener == "from" or first.form == second.form):
        return second
    return None


def _joined(
    text: str, first: Expression, second: Expression, head: Token, timespan: Timespan, anchor: date | None
) -> TimePhrase:
    other = resolve(second, anchor, None if timespan.start is None else "future")
    if timespan.start and first.form in ("month_day", "day_month", "month"):
        other = resolve(second, date.fromisoformat(timespan.start), "future")
        if "y" in second.parts and "y" not in first.parts:
            borrowed = replace(
                first, parts={**first.parts, "y": second.parts["y"]}, form=_WITH_YEAR.get(first.form, first.form)
            )
            timespan, other = resolve(borrowed, anchor, None), resolve(second, anchor, None)
    whole = UNRESOLVED
    if timespan.start and other.end and timespan.start <= other.end:
        whole = Timespan(timespan.start, other.end, other.granularity, "range")
    return TimePhrase(first.start, second.end, head.i, _governor(head), whole)


_WITH_YEAR = {"month": "month_year"}


def _opened(phrase: TimePhrase, doc: Doc, first: int) -> TimePhrase:
    """Open the start of "until X" and the end of "since X"."""
    words = {token.lower_ for token in doc[max(0, first - 3) : first]} if first else set()
    near = doc[first - 1].lower_ if first else ""
    span = phrase.timespan
    if span.date_type == "unresolved":
        return phrase
    kind = "approximate" if span.date_type == "approximate" or {"least", "around", "about"} & words else "range"
    if near in _UNTIL:
        return replace(phrase, timespan=Timespan(None, span.end, span.granularity, kind))  # type: ignore[arg-type]
    if near in _SINCE:
        return replace(phrase, timespan=Timespan(span.start, None, span.granularity, kind))  # type: ignore[arg-type]
    return phrase


def _direction(head: Token) -> Direction | None:
    """Give where the clause around ``head`` looks by its tense: past, future, or None when it does not tell."""
    token = head
    for _ in range(5):
        if token.pos_ in ("VERB", "AUX"):
            return _tense(token)
        if token.lemma_ in _PLANNED or any(child.lemma_ in _PLANNED for child in token.children):
            return "future"
        if token.head == token:
            break
        token = token.head
    return None


def _tense(verb: Token) -> Direction | None:
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")}
    if auxiliaries & {"will", "'ll", "’ll", "shall", "wo", "would"}:
        return "future"
    if verb.lemma_ in _PLANNED or "to" in {c.lower_ for c in verb.children if c.dep_ == "mark"}:
        return "future"
    if "Past" in verb.morph.get("Tense", []) or auxiliaries & {"was", "were", "had", "did", "have", "has"}:
        return "past"
    return None


def _governor(head: Token) -> int | None:
    """Give the word that the phrase of ``head`` depends on; one after "before" or "after" tells another time."""
    if head.dep_ not in _TIME_RELATIONS:
        return None
    is_other = any(child.lower_ in _NOT_THEN for child in head.children if child.dep_ in ("case", "mark"))
    return None if is_other else head.head.i


def time_of(token: Token, times: Iterable[TimePhrase]) -> Timespan | None:
    """Give the time told for ``token`` (a verb or noun) by a phrase that depends on it, None where none is told.

    "from X" and "until Y" on one word are joined.
    """
    place = token.i
    found = [phrase.timespan for phrase in times if phrase.governor == place]
    if not found:
        return None
    first = found[0]
    for other in found[1:]:
        if first.end is None and first.start and other.start is None and other.end:
            return Timespan(first.start, other.end, other.granularity, other.date_type)
        if first.date_type == "unresolved":
            first = other
    return first

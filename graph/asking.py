"""From a read question to the plan that answers it: which statements, by whom, about what, when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from graph.acts import ACTS
from graph.plan import (
    ALWAYS,
    And,
    Compare,
    Equals,
    Find,
    In,
    Includes,
    IsNull,
    Matches,
    Not,
    OnEdge,
    OnEnd,
    Or,
    Order,
    Related,
    Score,
    Select,
    SimilarTo,
    Test,
)
from graph.reading import Reading, Terms

NEVER = Or(())
# The cosine from which a statement is about what a question asks, and from which it answers although its act is not
# surely the one that is asked for.
ALIKE = 0.4
VERY_ALIKE = 0.5
# How much less is enough in the articles that the question is about.
CLOSER = 0.1
# The cosine from which it has to do with the question: enough where the speaker is named.
RELATED = 0.25


def plan_question(
    reading: Reading, *, select: Select, first: int = 20, after: str | None = None, is_counted: bool = False
) -> Find:
    """Give the plan that answers ``reading`` with ``select`` of each statement, the surest first.

    A question with an unread part finds nothing: half of a question is another question.
    """
    linked = _linked(reading.about) if reading.about else ALWAYS
    asked = _is_related(reading) if reading.is_widened else _answers(reading, linked)
    tests: list[Test] = [asked, Equals("negated", reading.negated)]
    if reading.speaker:
        tests.append(_end("SAID_BY", "Actor", reading.speaker))
    if reading.addressee:
        tests.append(_directed_at(reading.addressee))
    if reading.place:
        tests.append(_at(reading.place))
    if reading.time_from or reading.time_to:
        tests.append(_said_between(reading.time_from, reading.time_to))
    if reading.within:
        tests.append(_in_articles(reading.within))
    order = [Order(linked, is_descending=True), Order("confidence", is_descending=True)]
    if reading.is_widened or (reading.least_likeness > -1 and not reading.acts):
        order.insert(0, Order(Score(), is_descending=True))
    elif reading.acts:
        order.insert(0, Order(In("act", reading.acts), is_descending=True))
    return Find(
        select,
        where=NEVER if reading.unread else And(tuple(tests)),
        order=tuple(order),
        first=first,
        after=after,
        is_counted=is_counted,
    )


def _answers(reading: Reading, linked: Test) -> Test:
    """The statement does what is asked for, and is about that; or may be found to do it, and says it in other words."""
    subjects: list[Test] = [linked, Matches(reading.about.alternatives)] if reading.about else [ALWAYS]
    if reading.about and reading.is_comparable:
        subjects.append(_alike(reading, ALIKE))
    if not reading.acts:
        return And((Or(tuple(subjects)), *_near_the_best(reading)))
    does = And((In("act", reading.acts + reading.near_acts), Or(tuple(subjects))))
    if not reading.is_comparable:
        return does
    likely = Or(tuple(Includes("likely_acts", act) for act in reading.acts))
    likeness: list[Test] = [_alike(reading, VERY_ALIKE)]
    if reading.about:
        likeness.append(And((Or((linked, Matches(reading.about.alternatives))), _alike(reading, ALIKE))))
    return Or((does, And((likely, Or(tuple(likeness)), *_no_opposite(reading), *_near_the_best(reading)))))


def _near_the_best(reading: Reading) -> tuple[Test, ...]:
    """The statement is not much less like the question than the best answer; one that surely does it needs not be."""
    return (SimilarTo(reading.question, reading.least_likeness),) if reading.least_likeness > -1 else ()


def _alike(reading: Reading, cosine: float) -> Test:
    """The statement is so like the question, or a little less and in an article that the question is about."""
    alike = SimilarTo(reading.question, cosine)
    if not reading.articles:
        return alike
    return Or((alike, And((_in_articles(reading.articles), SimilarTo(reading.question, cosine - CLOSER)))))


def _in_articles(ids: tuple[str, ...]) -> Test:
    return Related("IN", "out", "some", OnEnd("Article", In("id", ids)))


def _is_related(reading: Reading) -> Test:
    """The statement has to do with the question, and does not do the opposite."""
    polarities = {ACTS[act].polarity for act in reading.acts}
    opposite = -next(iter(polarities)) if len(polarities) == 1 else 0
    does_opposite = (Not(Equals("polarity", opposite)),) if opposite else ()
    return And((SimilarTo(reading.question, RELATED), *does_opposite))


def _no_opposite(reading: Reading) -> tuple[Test, ...]:
    """The statement is not for what the asked acts are against, or against what they are for."""
    polarities = {ACTS[act].polarity for act in reading.acts}
    opposite = {frozenset({-1}): "positive", frozenset({1}): "negative"}.get(frozenset(polarities))
    if opposite is None:
        return ()
    edge = OnEdge(And((Equals("stance", opposite), Equals("role", "target"))))
    return (Not(Related("ABOUT", "out", "some", edge)),)


def _end(edge: str, label: str, terms: Terms) -> Test:
    return Related(edge, "out", "some", OnEnd(label, Matches(terms.alternatives)))


def _directed_at(terms: Terms) -> Test:
    """The statement is addressed to somebody of that name, about them, or names them in its words."""
    ends = (_end("ADDRESSED_TO", "Actor", terms), _end("ABOUT", "Actor", terms))
    return Or((*ends, Matches(terms.alternatives)))


def _linked(terms: Terms) -> Test:
    """The statement is linked to an event, actor or place of that name."""
    return Or(tuple(_end("ABOUT", label, terms) for label in ("Event", "Actor", "Place")))


def _at(terms: Terms) -> Test:
    """The statement is about that place or about an event there."""
    place = OnEnd("Place", Matches(terms.alternatives))
    event = OnEnd("Event", Related("AT", "out", "some", place))
    return Or((Related("ABOUT", "out", "some", place), Related("ABOUT", "out", "some", event)))


def _said_between(start: str | None, end: str | None) -> Test:
    """Said in this time; where the article does not tell when, published in it."""
    published = Related("IN", "out", "some", OnEnd("Article", _between("published", start, end)))
    return Or((_between("said_start", start, end), And((IsNull("said_start"), published))))


def _between(field: str, start: str | None, end: str | None) -> Test:
    tests: list[Test] = []
    if start:
        tests.append(Compare(field, ">=", _seconds(start)))
    if end:
        tests.append(Compare(field, "<", _seconds(end, days=1)))
    return And(tuple(tests))


def _seconds(day: str, *, days: int = 0) -> int:
    moment = datetime.fromisoformat(day[:10]).replace(tzinfo=UTC) + timedelta(days=days)
    return int(moment.timestamp())

"""When an event is: the times told for its mentions, and for the verbs that begin, end or hold it, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from graph.model import DateType, Timespan
from ingest.extract.dates.dates import TimePhrase, post_day, time_of
from ingest.extract.events.light_verbs import kinds_of, light_verb

_FINENESS = ("minute", "hour", "day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Told:
    """What one mention tells of an event's time: all of it, or where it starts or ends."""

    whole: Timespan | None = None
    start: Timespan | None = None
    end: Timespan | None = None


def told_time(token: Token, times: Sequence[TimePhrase]) -> Told:
    """Give what the words around an event's mention tell of its time."""
    whole = time_of(token, times)
    if token.pos_ in ("VERB", "AUX"):
        return Told(whole or _shared_time(token, times))
    light = light_verb(token)
    if light is None:
        return Told(whole)
    verb, kind = light
    told = time_of(verb, times)
    match kind:
        case "begin":
            return Told(whole, start=told or _post_day(verb, times), end=_end_in_clause(token, times))
        case "end":
            return Told(whole, end=told)
        case "last":
            return Told(whole, start=told if told and told.start else None, end=told if told and told.end else None)
        case "join":
            return Told(whole)
        case _:
            return Told(whole or told)


def _shared_time(verb: Token, times: Sequence[TimePhrase]) -> Timespan | None:
    """Give the time told before the first of several verbs: "On Monday police arrested X and searched Y"."""
    if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
        return None
    return time_of(verb.head, [phrase for phrase in times if phrase.head < verb.head.i])


def _end_in_clause(noun: Token, times: Sequence[TimePhrase]) -> Timespan | None:
    """Give the end told in "exercises that will last until …", which stands beside their beginning."""
    for child in noun.children:
        if child.dep_.startswith("acl") and kinds_of(child) & {"last", "end"}:
            return time_of(child, times)
    return None


def _post_day(verb: Token, times: Sequence[TimePhrase]) -> Timespan | None:
    """Give the day of the post in which something "has begun": a post tells its own news."""
    is_perfect = any(child.lower_ in ("have", "has", "'ve", "’ve") for child in verb.children if child.dep_ == "aux")
    return post_day(times, verb.doc.text, verb.idx) if is_perfect or verb.tag_ in ("VBZ", "VBP") else None


def merge_times(told: Iterable[Told]) -> Timespan | None:
    """Put together what the mentions of one event tell: the finest whole, moved to the start and the end told."""
    pieces = list(told)
    whole = _finest([piece.whole for piece in pieces])
    start = _finest([piece.start for piece in pieces if piece.start and piece.start.start])
    end = _finest([piece.end for piece in pieces if piece.end and piece.end.end])
    if start is None and end is None:
        return whole
    first = start.start if start else whole.start if whole else None
    last = end.end if end else None
    if end is None and whole and whole.date_type in ("range", "approximate"):
        last = whole.end
    if first and last and first > last:
        return start
    used = [piece for piece in (start, end) if piece is not None]
    kind: DateType = "approximate" if any(piece.date_type == "approximate" for piece in used) else "range"
    return Timespan(first, last, min((piece.granularity for piece in used), key=_FINENESS.index), kind)


def _finest(spans: Iterable[Timespan | None]) -> Timespan | None:
    """Give the finest span that is resolved, the first of equals; an unresolved one only where no other is told."""
    known = [span for span in spans if span is not None]
    resolved = [span for span in known if span.date_type != "unresolved"]
    if resolved:
        return min(resolved, key=lambda span: _FINENESS.index(span.granularity))
    return known[0] if known else None


def background_time(token: Token, times: Sequence[TimePhrase]) -> Timespan | None:
    """Give the time of the clause around a mention, which tells whether it is background."""
    for _ in range(4):
        if (found := time_of(token, times)) and found.date_type != "unresolved":
            return found
        if token.head == token or token.dep_ in ("ccomp", "parataxis"):
            return None
        token = token.head
    return None

"""Which mentions are of one real-world event inside an article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.extract.events.event_arguments import Arguments, arguments_of
from ingest.extract.events.event_classes import classes_of, stem_of
from ingest.extract.events.event_words import event_lemma
from ingest.extract.events.triggers import Trigger
from ingest.extract.heads import same_chances
from ingest.extract.participants.participants import Participants

# From this score on a mention joins an event: its chances of being the same as each of the event's mentions, summed and
# divided by their number to this power, so that what has many mentions does not draw all others to it. Both are chosen
# on unseen articles.
_SAME = 0.3
_SHARE = 0.25
# How much likelier two are the same if one is a form of the other's word, or stands for it by turns: on unseen articles
# the language model is less sure of what it knows from its own.
_SAME_WORDS = 0.35
# So many triggers back are asked, about what the language model has read together, and so many events.
_TRIGGERS_BACK = 60
_GROUPS_BACK = 150
# What two say are two acts, even in the same words.
_SAID_BY_ONE = frozenset({"REQUEST", "REJECT", "THREATEN", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Named:
    """A trigger with the arguments told where it stands."""

    trigger: Trigger
    arguments: Arguments


def name_arguments(doc: Doc, trigger: Trigger, participants: Participants) -> Named:
    """Give ``trigger`` with its arguments."""
    return Named(trigger, arguments_of(doc[trigger.head], trigger, participants))


def group_triggers(doc: Doc, triggers: Sequence[Trigger], participants: Participants) -> tuple[tuple[Named, ...], ...]:
    """Group triggers by event, in the text's order: each joins the earlier event that it fits best."""
    groups: list[list[Named]] = []
    # The number of each trigger's group.
    numbers: list[int] = []
    words = [_words(doc[trigger.head]) for trigger in triggers]
    for place, trigger in enumerate(triggers):
        named = name_arguments(doc, trigger, participants)
        first = max(0, place - _TRIGGERS_BACK)
        chances = _same_chances(doc, triggers, words, place, first)
        scored = [
            (score, number)
            for score, number in _scores(chances, numbers[first:], groups)
            if score >= _SAME and _may_join(doc, groups[number], named)
        ]
        number = max(scored)[1] if scored else len(groups)
        if number == len(groups):
            groups.append([])
        groups[number].append(named)
        numbers.append(number)
    return tuple(tuple(group) for group in groups)


def _scores(
    chances: Sequence[float], numbers: Sequence[int], groups: Sequence[Sequence[Named]]
) -> Iterator[tuple[float, int]]:
    """Yield how well each of the last groups fits, by the chances of triggers with the ``numbers`` of their groups."""
    totals: dict[int, float] = {}
    for number, chance in zip(numbers, chances, strict=True):
        totals[number] = totals.get(number, 0.0) + chance
    for number, total in totals.items():
        if number >= len(groups) - _GROUPS_BACK:
            yield total / len(groups[number]) ** _SHARE, number


def _same_chances(
    doc: Doc, triggers: Sequence[Trigger], words: Sequence[frozenset[str]], place: int, first: int
) -> list[float]:
    """Give how likely each of the triggers ``[first, place)`` is of the same event as that at ``place``.

    Without the word vectors of the language model those of the same words are the same.
    """
    heads = [one.head for one in triggers[first:place]]
    is_same = [not words[place].isdisjoint(other) for other in words[first:place]]
    chances = same_chances(doc, triggers[place].head, heads) if heads else None
    if chances is None:
        return [float(one) for one in is_same]
    return [chance + _SAME_WORDS * one for chance, one in zip(chances.tolist(), is_same, strict=True)]


def _may_join(doc: Doc, group: Sequence[Named], named: Named) -> bool:
    """Whether type or wording allow it, and nobody says that it is done to others, or that others say or visit."""
    token = doc[named.trigger.head]
    typed = [one for one in group if one.trigger.type is not None]
    is_typed = bool(typed) and named.trigger.type is not None
    if is_typed and not any(
        one.trigger.type == named.trigger.type or _is_form(doc[one.trigger.head], token) for one in typed
    ):
        return False
    recipients = {one for told in group for one in told.arguments.recipients}
    if _compare(recipients, set(named.arguments.recipients)) == "apart":
        return False
    if named.trigger.mode != "visit" and named.trigger.type not in _SAID_BY_ONE:
        return True
    actors = {one for told in group for one in told.arguments.actors}
    return _compare(actors, set(named.arguments.actors)) != "apart"


def _words(token: Token) -> frozenset[str]:
    """Give the stem of a word, and the classes whose words name the same events by turns."""
    return classes_of(token) | {f"stem {stem_of(event_lemma(token))}"}


def _is_form(first: Token, second: Token) -> bool:
    return stem_of(event_lemma(first)) == stem_of(event_lemma(second))


def _compare(one: set[str], two: set[str]) -> str:
    if not one or not two:
        return "untold" if not one and not two else "half"
    return "shared" if one & two else "apart"

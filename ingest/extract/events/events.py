"""Events: what happened, is planned, feared or denied, after PLOVER, each with all its mentions in the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc, Token

from graph.model import Event, EventMention, Realis, Timespan
from ingest.extract.dates.dates import TimePhrase, find_times
from ingest.extract.events.background import background_sentences
from ingest.extract.events.contexts import contexts_of
from ingest.extract.events.event_arguments import Arguments, without_own_forces
from ingest.extract.events.event_classes import classes_of, is_of_type, subtype_of, words_of
from ingest.extract.events.event_coreference import Named, group_triggers
from ingest.extract.events.event_names import name_event
from ingest.extract.events.event_times import background_time, merge_times, told_time
from ingest.extract.events.event_words import event_lemma
from ingest.extract.events.exercises import is_exercise, is_joint
from ingest.extract.events.light_verbs import light_verb
from ingest.extract.events.realis import is_long_past, read_realis
from ingest.extract.events.triggers import Trigger, find_triggers, untyped_trigger
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import characters, name_of, sentence_start

# PLOVER: a future CONSULT, SUPPORT, COOPERATE or AID is AGREE; an announced retreat is CONCEDE.
_PLANNED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}


@dataclass(frozen=True, slots=True)
class _Group:
    """The mentions of one event with what each tells."""

    triggers: tuple[Trigger, ...]
    tokens: tuple[Token, ...]
    arguments: tuple[Arguments, ...]

    participants: Participants

    def actors(self) -> tuple[str, ...]:
        return without_own_forces((one for told in self.arguments for one in told.actors), self.participants)

    def recipients(self) -> tuple[str, ...]:
        actors = self.actors()
        return tuple(dict.fromkeys(one for told in self.arguments for one in told.recipients if one not in actors))

    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for told in self.arguments for one in told.places))


@dataclass(frozen=True, slots=True)
class _Story:
    """The times of an article, its day, and the first tokens of the sentences that tell background."""

    times: tuple[TimePhrase, ...]
    published: date | None
    background: frozenset[int]


@lru_cache(maxsize=1)
def _read_story(doc: Doc, published: date | None) -> _Story:
    """Read the times of ``doc``. Those of the last doc are kept, since its events are read again."""
    times = find_times(doc, published)
    return _Story(times, published, background_sentences(doc, times, published))


def read_events(
    doc: Doc,
    participants: Participants,
    published: date | None,
    *,
    topics: Set[int] = frozenset(),
    again: Set[int] = frozenset(),
) -> tuple[Event, ...]:
    """Read the events of ``doc`` in the order of their first mention; times are read against ``published``.

    ``topics`` are further tokens that name events, of none of PLOVER's types; ``again`` those that may name one of all
    these again, and no event otherwise.
    """
    story = _read_story(doc, published)
    found = [_by_exercise(doc, trigger) for trigger in _without_light_verbs(doc, find_triggers(doc))]
    triggers = sorted([*found, *(untyped_trigger(index) for index in topics | again)], key=lambda trigger: trigger.head)
    groups = [
        group
        for group in group_triggers(doc, triggers, participants)
        if any(named.trigger.head not in again for named in group)
    ]
    return tuple(
        _event(f"e{number}", _gather(doc, group, participants), participants, story)
        for number, group in enumerate(groups, 1)
    )


def _by_exercise(doc: Doc, trigger: Trigger) -> Trigger:
    """Hold all exercises for one type until their mentions are together, which tell whether they are joint."""
    if trigger.type in ("MOBILIZE", "COOPERATE") and is_exercise(doc[trigger.head]):
        return replace(trigger, type="MOBILIZE", mode="troops")
    return trigger


def _without_light_verbs(doc: Doc, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Leave out "began" and "signed" where the word that they carry names the event; "stopped" may name another."""
    carried: dict[int, list[tuple[Trigger, str]]] = {}
    for trigger in triggers:
        token = doc[trigger.head]
        if token.pos_ not in ("VERB", "AUX") and (light := light_verb(token)):
            carried.setdefault(light[0].i, []).append((trigger, light[1]))
    return [
        trigger
        for trigger in triggers
        if not any(
            noun.type == trigger.type or (kind != "end" and noun.confidence > trigger.confidence)
            for noun, kind in carried.get(trigger.head, ())
        )
    ]


def _gather(doc: Doc, group: Sequence[Named], participants: Participants) -> _Group:
    return _Group(
        tuple(named.trigger for named in group),
        tuple(doc[named.trigger.head] for named in group),
        tuple(named.arguments for named in group),
        participants,
    )


def _event(name: str, group: _Group, participants: Participants, story: _Story) -> Event:
    time = merge_times(told_time(token, story.times) for token in group.tokens)
    realis = _realis(group.tokens, time, story)
    kind, mode = _type(group, realis)
    actors, recipients = group.actors(), group.recipients()
    if kind == "COOPERATE" or (kind == "AGREE" and len(actors) > 1):
        actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
    classes = _classes(group.tokens, kind)
    return Event(
        id=name,
        type=kind,
        realis=realis,
        name=name_event(group.tokens, kind, actors, recipients, participants),
        mentions=tuple(_mention(trigger, token) for trigger, token in zip(group.triggers, group.tokens, strict=True)),
        mode=mode,
        contexts=contexts_of(group.tokens, kind, mode),
        subtype=next((subtype for one in classes if (subtype := subtype_of(one))), None),
        actors=actors,
        recipients=recipients,
        places=group.places(),
        time=time,
        confidence=max(trigger.confidence for trigger in group.triggers),
        terms=_terms(group.tokens, classes),
    )


def _realis(tokens: Sequence[Token], time: Timespan | None, story: _Story) -> Realis:
    """Give what the mentions say together: a verb, own or light, told as a fact outweighs the rest."""
    told = [_realis_here(token, story) for token in tokens]
    if is_long_past(time, story.published) and "asserted" in told:
        return "historical"
    verbs = [one for one, token in zip(told, tokens, strict=True) if token.pos_ == "VERB" or light_verb(token)]
    if "asserted" in verbs:
        return "asserted"
    return next((one for one in [*verbs, *told] if one != "asserted"), "asserted")


def _realis_here(token: Token, story: _Story) -> Realis:
    realis = read_realis(token)
    is_past = sentence_start(token) in story.background or is_long_past(
        background_time(token, story.times), story.published
    )
    return "historical" if realis == "asserted" and is_past else realis


def _type(group: _Group, realis: Realis) -> tuple[str | None, str | None]:
    typed = [(trigger.type, trigger.confidence) for trigger in group.triggers if trigger.type is not None]
    if not typed:
        return None, None
    kind = _heaviest(typed)
    own = [trigger for trigger in group.triggers if trigger.type == kind and trigger.mode]
    mode = _heaviest((trigger.mode or "", trigger.confidence) for trigger in own) if own else None
    if any(is_exercise(token) for token in group.tokens) and kind == "MOBILIZE":
        is_shared = len(group.actors()) > 1 or any(is_joint(token) for token in group.tokens)
        kind, mode = ("COOPERATE", None) if is_shared else (kind, "troops")
    if realis == "future" and kind in _PLANNED:
        return _PLANNED[kind], None
    return kind, mode


def _heaviest(votes: Iterable[tuple[str, float]]) -> str:
    """Give the name with the largest sum of weights, the first of equals."""
    sums: dict[str, float] = {}
    for name, weight in votes:
        sums[name] = sums.get(name, 0.0) + weight
    return max(sums, key=lambda name: sums[name])


def _mention(trigger: Trigger, token: Token) -> EventMention:
    doc = token.doc
    words = tuple(characters(doc, index, index + 1) for index in trigger.tokens)
    start, end = (min(trigger.tokens), max(trigger.tokens) + 1)
    if token.pos_ not in ("VERB", "AUX"):
        first, last = name_of(token)
        start, end = min(start, _past_determiner(doc, first)), max(end, last)
    return EventMention(_joined(words), (characters(doc, start, end),))


def _past_determiner(doc: Doc, start: int) -> int:
    return start + 1 if doc[start].dep_ == "det" else start


def _joined(words: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Put words together that have one space between them: a trigger of two words is one span."""
    spans = [words[0]]
    for start, end in words[1:]:
        if start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _classes(tokens: Sequence[Token], kind: str | None) -> tuple[str, ...]:
    """Give the classes that most of the mentions are in, of those that have words for events of this type."""
    counts: dict[str, int] = {}
    for token in tokens:
        for name in sorted(classes_of(token)):
            if kind is None or is_of_type(name, kind):
                counts[name] = counts.get(name, 0) + 1
    most = max(counts.values(), default=0)
    return tuple(name for name, count in counts.items() if count == most)


def _terms(tokens: Sequence[Token], classes: Sequence[str]) -> tuple[str, ...]:
    words = [event_lemma(token) for token in tokens] + [word for name in classes for word in words_of(name)]
    return tuple(dict.fromkeys(words))

"""Which mentions are of one real-world event inside an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from ingest.extract.events.event_arguments import Arguments, arguments_of
from ingest.extract.events.event_classes import classes_of, stem_of
from ingest.extract.events.event_words import event_lemma, senses_of
from ingest.extract.events.triggers import Trigger, load_model
from ingest.extract.participants.participants import Participants
from ingest.extract.phrases import children

# Mean probability, over an event's mentions, from which a mention joins them: the best pair F1 on held-out folds.
_SAME = 0.3
_SAME_IN_OTHER_WORDS = 0.5
# Long transcripts name a thousand events: an event named that many events ago is not asked, nor each of its mentions.
_GROUPS_BACK = 150
_MENTIONS_ASKED = 10
# What two say are two acts, even in the same words.
_SAID_BY_ONE = frozenset({"REQUEST", "REJECT", "THREATEN", "SUPPORT"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})


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
    for trigger in triggers:
        named = name_arguments(doc, trigger, participants)
        scored = [
            (_likeness(doc, group, named), number)
            for number, group in list(enumerate(groups))[-_GROUPS_BACK:]
            if _may_join(doc, group, named)
        ]
        best, number = max(scored, default=(0.0, -1))
        if best >= _SAME:
            groups[number].append(named)
        else:
            groups.append([named])
    return tuple(tuple(group) for group in groups)


def _may_join(doc: Doc, group: Sequence[Named], named: Named) -> bool:
    """Whether type or wording allow it, and nobody says that it is done to others, or that others say or visit."""
    token = doc[named.trigger.head]
    if not any(
        one.trigger.type == named.trigger.type or _wording(doc[one.trigger.head], token) in ("lemma", "stem")
        for one in group
    ):
        return False
    recipients = {one for told in group for one in told.arguments.recipients}
    if _compare(recipients, set(named.arguments.recipients)) == "apart":
        return False
    if named.trigger.mode != "visit" and named.trigger.type not in _SAID_BY_ONE:
        return True
    actors = {one for told in group for one in told.arguments.actors}
    return _compare(actors, set(named.arguments.actors)) != "apart"


def _likeness(doc: Doc, group: Sequence[Named], named: Named) -> float:
    model = load_model("pairs")
    same = model.classes.index("same")
    chances = [float(model.probabilities(list(pair_features(doc, one, named)))[same]) for one in _asked(group)]
    likeness = sum(chances) / len(chances)
    token = doc[named.trigger.head]
    is_reworded = all(_wording(doc[one.trigger.head], token) == "other" for one in group[-3:])
    return 0.0 if is_reworded and likeness < _SAME_IN_OTHER_WORDS else likeness


def _asked(group: Sequence[Named]) -> Sequence[Named]:
    return group if len(group) <= _MENTIONS_ASKED else [group[0], *group[1 - _MENTIONS_ASKED :]]


def pair_features(doc: Doc, earlier: Named, later: Named) -> Iterator[str]:
    """Give what tells whether two triggers, in the text's order, name the same event."""
    first, second = doc[earlier.trigger.head], doc[later.trigger.head]
    wording = _wording(first, second)
    parts = f"{first.pos_}-{second.pos_}"
    form = _form(second)
    yield "bias"
    yield f"wording={wording}"
    meaning = _meaning(first, second)
    yield f"meaning={meaning}"
    yield f"meaning={meaning}/{wording}/{form}"
    yield f"wording={wording}/{parts}/{form}"
    yield f"parts={parts}"
    yield f"near={_distance(doc, first, second)}/{wording}"
    yield f"linked={first in second.subtree or second in first.subtree}"
    for name, agreement in _agreements(earlier.arguments, later.arguments):
        yield f"{name}={agreement}"
        yield f"{name}={agreement}/{wording}"
    yield f"modifiers={_compare(_modifiers(first), _modifiers(second))}/{wording}/{form}"
    lemmas = sorted({event_lemma(first), event_lemma(second)})
    yield f"lemmas={'+'.join(lemmas)}"


def _wording(first: Token, second: Token) -> str:
    one, two = event_lemma(first), event_lemma(second)
    if one == two:
        return "lemma"
    if stem_of(one) == stem_of(two):
        return "stem"
    return "class" if classes_of(first) & classes_of(second) else "other"


def _meaning(first: Token, second: Token) -> str:
    """Give whether the event words' table has a type that both can be of."""
    one, two = ({sense.type for sense in senses_of(token)} for token in (first, second))
    return _compare(one, two)


def _form(token: Token) -> str:
    if token.pos_ not in ("NOUN", "PROPN"):
        return "verb"
    determiners = {child.lower_ for child in children(token, "det")}
    if determiners & _DEFINITE:
        return "definite"
    if children(token, "nmod:poss"):
        return "owned"
    number = "plural" if "Plur" in token.morph.get("Number", []) else "singular"
    return f"indefinite-{number}" if determiners or children(token, "nummod") else f"bare-{number}"


def _distance(doc: Doc, first: Token, second: Token) -> str:
    starts = (True for token in doc[first.i : max(first.i, second.i)] if token.is_sent_start)
    between = sum(islice(starts, 7))
    return str(between) if between < 3 else "3-6" if between < 7 else "7-"


def _agreements(one: Arguments, two: Arguments) -> Iterator[tuple[str, str]]:
    yield "actors", _compare(_names(one.actors, one.actor_words), _names(two.actors, two.actor_words))
    yield (
        "recipients",
        _compare(_names(one.recipients, one.recipient_words), _names(two.recipients, two.recipient_words)),
    )
    yield "places", _compare(set(one.places), set(two.places))
    yield "crossed", _compare(_names(one.actors, one.actor_words), _names(two.recipients, two.recipient_words))


def _names(ids: Iterable[str], words: Iterable[Token]) -> set[str]:
    return {*ids, *(word.lemma_.lower() for word in words if word.pos_ != "PRON")}


def _compare(one: set[str], two: set[str]) -> str:
    if not one or not two:
        return "untold" if not one and not two else "half"
    return "shared" if one & two else "apart"


def _modifiers(token: Token) -> set[str]:
    return {event_lemma(child) for child in children(token, "amod", "compound", "nummod", "nmod")}

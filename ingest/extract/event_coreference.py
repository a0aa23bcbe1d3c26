"""Which mentions are of one real-world event inside an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from ingest.extract.event_arguments import Arguments, arguments_of
from ingest.extract.event_classes import classes_of, stem_of
from ingest.extract.event_words import event_lemma
from ingest.extract.participants import Participants
from ingest.extract.phrases import children
from ingest.extract.triggers import Trigger, load_model

# Mean probability over the pairs with an event's mentions from which a mention joins it: best pair F1 on held-out folds.
_SAME = 0.5
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def group_triggers(
    doc: Doc, triggers: Sequence[Trigger], participants: Participants
) -> tuple[tuple[Trigger, ...], ...]:
    """Group triggers by event, in the text's order: each joins the earlier event of its type that it fits best."""
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        scored = [
            (_likeness(doc, group, trigger, participants), number)
            for number, group in enumerate(groups)
            if group[0].type == trigger.type
        ]
        best, number = max(scored, default=(0.0, -1))
        if best >= _SAME:
            groups[number].append(trigger)
        else:
            groups.append([trigger])
    return tuple(tuple(group) for group in groups)


def _likeness(doc: Doc, group: Sequence[Trigger], trigger: Trigger, participants: Participants) -> float:
    model = load_model("pairs")
    same = model.classes.index("same")
    chances = [float(model.probabilities(list(pair_features(doc, one, trigger, participants)))[same]) for one in group]
    return (max(chances) + sum(chances) / len(chances)) / 2


def pair_features(doc: Doc, earlier: Trigger, later: Trigger, participants: Participants) -> Iterator[str]:
    """Give what tells whether two triggers of one type, in the text's order, name the same event."""
    first, second = doc[earlier.head], doc[later.head]
    wording = _wording(first, second)
    parts = f"{first.pos_}-{second.pos_}"
    form = _form(second)
    yield "bias"
    yield f"type={later.type}"
    yield f"wording={wording}"
    yield f"wording={wording}/{parts}/{form}"
    yield f"wording={wording}/{later.type}"
    yield f"parts={parts}"
    yield f"mode={earlier.mode == later.mode}/{wording}"
    yield f"near={_distance(doc, first, second)}/{wording}"
    yield f"linked={first in second.subtree or second in first.subtree}"
    one, two = arguments_of(first, earlier, participants), arguments_of(second, later, participants)
    for name, agreement in _agreements(one, two):
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
    between = sum(1 for token in doc[first.i : second.i] if token.is_sent_start) if second.i > first.i else 0
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

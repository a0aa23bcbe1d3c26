"""Words that name events ("opened fire", "the drills"), each with its PLOVER type and mode.

The language model and a small linear one over words and syntax tell together; with another pipeline the linear alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from graph.plover import EVENT_TYPES
from ingest.extract import tables
from ingest.extract.events.event_classes import classes_of, is_of_type
from ingest.extract.events.event_words import Senses, event_lemma, senses_in
from ingest.extract.events.trigger_features import candidates_in, features_of
from ingest.extract.heads import event_odds, trigger_odds
from ingest.extract.phrases import children

WEIGHTS = "event_weights.npz"
# The probability from which a word is a trigger, and from which a noun is one that surely is one elsewhere in the
# article: the best F1 on held-out articles of the training data.
_SURE_ENOUGH = 0.3
_SURE_WHEN_REPEATED = 0.1
_SURE = 0.6
# The probability that a trigger's own type needs: what could be anything is left out.
_OF_ITS_TYPE = 0.12
# What one of the two models thinks impossible may still be true: added to both before they are multiplied.
# How sure an event is that is known only because a statement is about it.
_UNTYPED = 0.5
_DOUBT = 1e-5
_MODE_DOUBT = 1e-3
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
Chances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name an event: index of their head, indices of all, type, mode, the probability of that type.

    The type is None where PLOVER has none for it.
    """

    head: int
    tokens: tuple[int, ...]
    type: str | None
    mode: str | None
    confidence: float


def untyped_trigger(index: int) -> Trigger:
    """Give the trigger of a word that names an event for which PLOVER has no type."""
    return Trigger(index, (index,), None, None, _UNTYPED)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Classes and, for each feature by name, the row of its weights in ``weights`` (features, classes)."""

    classes: tuple[str, ...]
    index: dict[str, int]
    weights: NDArray[np.float32]

    def scores(self, features: Sequence[str]) -> Chances:
        """Give the score of each class for a word with these ``features``."""
        rows = list({row for name in features if (row := self.index.get(name)) is not None})
        return np.asarray(np.add.reduce(self.weights.take(rows, axis=0), axis=0))

    def probabilities(self, features: Sequence[str]) -> Chances:
        """Give the probability of each class for a word with these ``features``."""
        return softmax(self.scores(features))


def softmax(scores: Chances) -> Chances:
    """Give scores as probabilities, along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=1)
def find_triggers(doc: Doc) -> tuple[Trigger, ...]:
    """Find the triggers of ``doc``, in the text's order.

    A noun is believed sooner where it says again what one surely named: "the maneuvers" after "drills". Those of the
    last doc are kept, since its events are read again with what its statements are about.
    """
    senses = senses_in(doc)
    readings = list(_read(doc, senses))
    known = _sure_nouns(doc, readings)
    found = (reading.trigger if _is_sure(reading) else _repetition(doc, reading, known) for reading in readings)
    return tuple(trigger for trigger in found if trigger is not None)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a word would be as a trigger, and how sure it is one."""

    trigger: Trigger
    kind: str
    sure: float


def _is_sure(reading: _Reading) -> bool:
    return reading.sure >= _SURE_ENOUGH and reading.trigger.confidence >= _OF_ITS_TYPE


def _sure_nouns(doc: Doc, readings: Sequence[_Reading]) -> dict[str, Trigger]:
    """Give the surest trigger by each lemma of sure nouns, and by each class of theirs (its name after a "+")."""
    known: dict[str, Trigger] = {}
    for reading in sorted(readings, key=lambda one: -one.sure):
        token = doc[reading.trigger.head]
        if reading.sure >= _SURE and token.pos_ == "NOUN":
            classes = [f"+{name}" for name in classes_of(token) if is_of_type(name, reading.kind)]
            for key in [event_lemma(token), *classes]:
                known.setdefault(key, reading.trigger)
    return known


def _repetition(doc: Doc, reading: _Reading, known: dict[str, Trigger]) -> Trigger | None:
    """Give the trigger of the type that it says again, None where it does not."""
    token = doc[reading.trigger.head]
    if token.pos_ != "NOUN":
        return None
    keys = [event_lemma(token)]
    if any(child.lower_ in _DEFINITE for child in children(token, "det")):
        keys += sorted(f"+{name}" for name in classes_of(token))
    said = next((known[key] for key in keys if key in known), None)
    return replace(reading.trigger, type=said.type, mode=said.mode, confidence=reading.sure) if said else None


def _read(doc: Doc, senses: Senses) -> Iterator[_Reading]:
    """Yield the readings of the words that may be triggers, were they sure elsewhere."""
    candidates = candidates_in(doc, senses)
    if not candidates:
        return
    types = load_model("types")
    features = [features_of(token, senses) for token in candidates]
    chances = softmax(np.array([types.scores(names) for names in features]))
    seen = seen_chances(doc, types.classes)
    if seen is not None:
        chances = put_together(chances, seen[[token.i for token in candidates]])
    is_none = types.classes.index("-")
    sures = (1 - chances[:, is_none].astype(np.float64)).tolist()
    chances[:, is_none] = 0
    for token, names, sure, best, chance in zip(
        candidates, features, sures, chances.argmax(axis=1).tolist(), chances.max(axis=1).tolist(), strict=True
    ):
        if sure >= _SURE_WHEN_REPEATED:
            kind = types.classes[best]
            mode = _mode(token, kind, names)
            yield _Reading(Trigger(token.i, trigger_tokens(token, senses), kind, mode, chance), kind, sure)


def seen_chances(doc: Doc, types: Sequence[str]) -> Chances | None:
    """Give the chances (tokens, types) that the language model sees, "-" for no event; None without its vectors."""
    odds = event_odds(doc)
    if odds is None:
        return None
    chances = np.zeros((len(doc), len(types)), np.float32)
    for tag, column in zip(odds[0], odds[1].T, strict=True):
        chances[:, types.index("-" if tag == "O" else tag[2:])] += np.exp(column)
    return chances


def put_together(one: Chances, other: Chances) -> Chances:
    """Give the geometric mean of two distributions: an expert that is nearly certain prevails."""
    both = np.sqrt((one + _DOUBT) * (other + _DOUBT))
    return np.asarray(both / both.sum(axis=-1, keepdims=True), dtype=np.float32)


def _mode(token: Token, kind: str, features: Sequence[str]) -> str | None:
    """Give the likeliest mode of a trigger of type ``kind`` by both models, None where that is none."""
    model = load_model("modes")
    learned = dict(zip(model.classes, model.probabilities(features).tolist(), strict=True))
    seen = trigger_odds(token.doc, "modes", token.i) or {}

    def weight(mode: str) -> float:
        odds = math.log(learned.get(f"{kind}.{mode}", 0.0) + _MODE_DOUBT)
        return odds + (max(seen[f"{kind}-{mode}" if mode else ""], math.log(_MODE_DOUBT)) if seen else 0.0)

    return max(("", *(mode.name for mode in EVENT_TYPES[kind].modes)), key=weight) or None


def trigger_tokens(token: Token, senses: Senses) -> tuple[int, ...]:
    """Give the words of the trigger: its head with a particle, and with the compound that makes its meaning."""
    parts = {token.i, *(child.i for child in children(token, "compound:prt"))}
    if any(sense.length > 1 for sense in senses.get(token.i, ())) and token.pos_ != "VERB":
        before = token.i - 1
        if before >= 0 and token.doc[before].head == token and token.doc[before].dep_ == "compound":
            parts.add(before)
    return tuple(sorted(parts))


@cache
def load_model(name: str) -> LinearModel:
    """Load the model ``name`` ("types" or "modes") that `training/event_tables.py` made."""
    with (resources.files(tables) / WEIGHTS).open("rb") as file, np.load(file) as arrays:
        classes = tuple(bytes(arrays[f"{name}.classes"]).decode().split("\n"))
        features = bytes(arrays[f"{name}.features"]).decode().split("\n")
        weights = arrays[f"{name}.weights"].astype(np.float32) * arrays[f"{name}.scales"].astype(np.float32)
    return LinearModel(classes, {feature: row for row, feature in enumerate(features)}, weights)

"""Whom "he" and "she" mean, where that is plain; the others stay unresolved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from ingest.extract.layout import layout_of
from ingest.extract.participants.beliefs import Beliefs
from ingest.extract.participants.cast import Cast, Draft
from ingest.extract.participants.genders import gender_of_pronoun
from ingest.extract.participants.mentions import Name
from ingest.extract.participants.quoting import read_setting
from ingest.extract.participants.salience import Referent, Setting, features, is_excluded, score, softmax
from ingest.extract.participants.title_words import title_word

# A person last mentioned more sentences ago than this is no longer a candidate.
_MEMORY = 12
# Under this share of the softmax a reading is refused.
_SURE = 0.4
# What the model thinks impossible may still be true: added to its probabilities before their logarithm.
_DOUBT = 0.01
_DEFINITE = frozenset({"det", "nmod:poss"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What pronouns are read against; ``pronouns`` grows: those that were resolved so far."""

    doc: Doc
    cast: Cast
    unnamed: dict[str, list[int]]
    setting: Setting
    beliefs: Beliefs
    pronouns: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Choice:
    """Someone whom a pronoun may mean, with the features of grammar and nearness, and those of the model's belief."""

    referent: Referent
    salience: dict[str, float]
    belief: dict[str, float]


def open_scene(doc: Doc, names: tuple[Name, ...], cast: Cast) -> Scene:
    """Give the scene of a document whose names and nouns have been cast."""
    unnamed = _unnamed_persons(doc, names, cast)
    return Scene(doc, cast, unnamed, read_setting(doc), Beliefs(doc, names, cast))


def cast_pronouns(doc: Doc, names: tuple[Name, ...], cast: Cast) -> None:
    """Let "he" and "she" in all their forms point at whom they stand for, in the text's order."""
    scene = open_scene(doc, names, cast)
    for place, word in enumerate(layout_of(doc).words):
        token = doc[place] if gender_of_pronoun(word) else None
        if token is not None and token.pos_ in {"PRON", "DET"} and place not in cast.by_token:
            choices = find_choices(scene, token)
            shares = weigh(choices)
            best = max(range(len(choices)), key=shares.__getitem__, default=None)
            if best is not None and choices[best].referent.is_named and shares[best] >= _SURE:
                resolve(scene, token, choices[best].referent, shares[best])
            elif choices:
                told = {choice.referent.key: share for choice, share in zip(choices, shares, strict=True)}
                scene.beliefs.settle(token.i, told)


def resolve(scene: Scene, pronoun: Token, referent: Referent, share: float) -> None:
    """Let ``pronoun`` stand for a named ``referent``."""
    scene.cast.refer(pronoun.i, scene.cast.drafts[referent.key], "pronoun", confidence=share)
    scene.pronouns.add(pronoun.i)


def find_choices(scene: Scene, pronoun: Token) -> list[Choice]:
    """Give the persons that ``pronoun`` may mean."""
    referents = list(_agreeing(scene, pronoun))
    believed = scene.beliefs.shares(pronoun.i) if scene.beliefs.is_available else None
    return [
        Choice(
            referent,
            features(scene.doc, pronoun, referent, _rank(referent, referents, pronoun), scene.setting),
            {} if believed is None else _belief(scene, pronoun, referent, believed.get(referent.key, 0.0)),
        )
        for referent in referents
    ]


def weigh(choices: Sequence[Choice]) -> list[float]:
    """Give the probability of each of ``choices``; grammar and nearness tell it alone where there is no belief."""
    if not choices:
        return []
    return softmax([_score(choice) for choice in choices])


def _score(choice: Choice) -> float:
    nearness = score(choice.salience, "salience")
    return score({"salience": nearness, **choice.belief}, "mixed") if choice.belief else nearness


def _belief(scene: Scene, pronoun: Token, referent: Referent, share: float) -> dict[str, float]:
    later = next((at for at in referent.later if at - pronoun.i < 60), None)
    back = scene.beliefs.points_at(later, pronoun.i) if later is not None else 0.0
    return {"head": math.log(share + _DOUBT), "after": math.log(back + _DOUBT)}


def _agreeing(scene: Scene, pronoun: Token) -> Iterator[Referent]:
    gender = gender_of_pronoun(pronoun.lower_)
    for draft in scene.cast.of_kind("person"):
        told = draft.gender or _pronoun_gender(scene, draft)
        tokens = _in_reach(scene, pronoun, sorted(draft.tokens))
        if tokens:
            later = tuple(token for token in sorted(draft.tokens) if token > pronoun.i)[:1]
            resolved = frozenset(scene.pronouns & set(tokens))
            yield Referent(draft.key, told in {None, gender}, True, tokens, resolved, later)
    for key, heads in scene.unnamed.items():
        entry = title_word(scene.doc[heads[0]].text)
        tokens = _in_reach(scene, pronoun, heads)
        if tokens and (entry is None or entry.gender in {None, gender}):
            yield Referent(key, True, False, tokens, frozenset(), ())


def _pronoun_gender(scene: Scene, draft: Draft) -> str | None:
    told = (gender_of_pronoun(scene.doc[token].lower_) for token in draft.tokens if token in scene.pronouns)
    return next(told, None)


def _in_reach(scene: Scene, pronoun: Token, tokens: list[int]) -> tuple[int, ...]:
    """Give the mentions up to the pronoun, or those behind it in its sentence where none is before."""
    sentence, doc = scene.setting.sentence, scene.doc
    here = sentence[pronoun.i]
    before = [token for token in tokens if token < pronoun.i]
    if before:
        if here - sentence[before[-1]] > _MEMORY:
            return ()
        same = [token for token in before if sentence[token] == here]
        return () if same and any(is_excluded(pronoun, doc[token]) for token in same) else tuple(before)
    after = [token for token in tokens if sentence[token] == here]
    return tuple(after) if after and not is_excluded(pronoun, doc[after[0]]) else ()


def _rank(referent: Referent, others: Iterable[Referent], pronoun: Token) -> int:
    def last(one: Referent) -> int:
        return max((token for token in one.tokens if token < pronoun.i), default=-1)

    return sum(last(other) > last(referent) for other in others)


def _unnamed_persons(doc: Doc, names: tuple[Name, ...], cast: Cast) -> dict[str, list[int]]:
    """Give the nouns that speak of one person who is not named ("a man", "the driver"), by noun: they compete."""
    inside = {token for name in names for token in range(name.start, name.end)}
    found: dict[str, list[int]] = {}
    layout = layout_of(doc)
    for place, (word, tag) in enumerate(zip(layout.words, layout.tags, strict=True)):
        is_person = tag == "NN" and title_word(word) is not None
        if is_person and place not in inside and place not in cast.by_token and layout.dependents(place, _DEFINITE):
            found.setdefault(f"noun:{word}", []).append(place)
    return found

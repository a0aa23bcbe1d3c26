"""How likely a person is whom a "he" or "she" means: features of grammar and nearness, with fitted weights.

The features are those of Lappin and Leass (1994) and of the rankers after them: distance in sentences, subject and
parallel role, recency, frequency, the governing clause's subject, possessives, quotation. Binding (an object is not its
own clause's subject, a modifier not its own noun) excludes outright. ``training/pronoun_weights.py`` fits the weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from ingest.extract.tables import read_table

# Grammar and nearness alone; and how much these count beside what the language model believes.
Part = Literal["salience", "mixed"]

_CORE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nsubj:outer"})
_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})


@dataclass(frozen=True, slots=True)
class Referent:
    """A candidate: an actor by key, or an unnamed person ("the driver"), with its mentions' head tokens in order."""

    key: str
    agrees: bool
    """Whether nothing told of its gender speaks against the pronoun; given names and offices can deceive."""
    is_named: bool
    tokens: tuple[int, ...]
    pronouns: frozenset[int]
    later: tuple[int, ...] = ()
    """Its next mention after the pronoun, if there is one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all pronouns of a document: each token's sentence, and its quotation with its speaker."""

    sentence: tuple[int, ...]
    quotation: tuple[int, ...]
    """For each token the number of the quotation that it stands in, 0 outside."""
    speakers: dict[int, int]
    """For each quotation the head token of the phrase that names its speaker."""


def is_excluded(pronoun: Token, mention: Token) -> bool:
    """Whether grammar rules out that the two mean the same person."""
    if pronoun.dep_ == "nmod:poss":
        owned = pronoun.head
        if mention == owned or (mention.head == owned and mention.dep_ in {"appos", "flat", "nmod:desc", "compound"}):
            return True
        if (
            owned.head == mention
            and owned.dep_ in {"appos", "nmod:desc", "nmod:poss", "compound"}
            and owned.i < mention.i
        ):
            return True
    elif "Yes" not in pronoun.morph.get("Reflex", []) and _argument(pronoun).head == _argument(mention).head:
        both = {_argument(pronoun).dep_, _argument(mention).dep_}
        if both <= _CORE and _argument(pronoun) != _argument(mention):
            return True
        if _argument(pronoun) == _argument(mention):
            return True
    return mention.i > pronoun.i and _clause_head(pronoun).is_ancestor(mention) and pronoun.dep_ != "nmod:poss"


def role_of(token: Token) -> str:
    """Give the role that a mention plays in its clause: subject, object, possessive or other."""
    relation = _argument(token).dep_
    if relation in _SUBJECT:
        return "subject"
    if relation in {"obj", "iobj"}:
        return "object"
    return "possessive" if relation == "nmod:poss" else "other"


def features(doc: Doc, pronoun: Token, referent: Referent, rank: int, setting: Setting) -> dict[str, float]:
    """Give the features of ``referent`` for ``pronoun``; ``rank`` others were mentioned after its last mention."""
    here = setting.sentence[pronoun.i]
    before = [token for token in referent.tokens if token < pronoun.i]
    found: dict[str, float] = {"named": float(referent.is_named), "disagrees": float(not referent.agrees)}
    if not before:
        return found | {"after": 1.0, "after_subject": float(_governs(doc[referent.tokens[0]], pronoun))}
    distance = here - setting.sentence[before[-1]]
    found[f"distance{min(distance, 4)}"] = 1.0
    near = [doc[token] for token in before if here - setting.sentence[token] <= 1]
    found |= _grammar(pronoun, near, setting)
    last = "pronoun_here" if distance == 0 else "pronoun_before"
    found[last] = float(before[-1] in referent.pronouns)
    found["frequency"] = math.log1p(len(before))
    found["recency"] = 1.0 / (1 + rank)
    found["quoted_speaker"] = float(_speaks(pronoun, referent, setting))
    found["same_quotation"] = float(setting.quotation[pronoun.i] == setting.quotation[before[-1]] != 0)
    return found


def score(found: dict[str, float], part: Part) -> float:
    """Give the weighted sum of the features, by the weights that were fitted for this part of the reading."""
    weights = _weights()[part]
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


@cache
def _weights() -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {}
    for row in read_table("pronoun_weights"):
        weights.setdefault(row["part"], {})[row["feature"]] = float(row["weight"])
    return weights


def softmax(scores: Sequence[float]) -> list[float]:
    """Give scores as probabilities."""
    largest = max(scores)
    powers = [math.exp(value - largest) for value in scores]
    return [power / sum(powers) for power in powers]


def _grammar(pronoun: Token, near: list[Token], setting: Setting) -> dict[str, float]:
    here, role = setting.sentence[pronoun.i], role_of(pronoun)
    same = [token for token in near if setting.sentence[token.i] == here]
    previous = [token for token in near if setting.sentence[token.i] != here]
    found = {
        "subject_before": float(any(role_of(token) == "subject" for token in previous)),
        "parallel": float(role in {"subject", "object"} and any(role_of(token) == role for token in near)),
        "governs": float(any(_governs(token, pronoun) for token in same)),
    }
    last = (same or previous)[-1:]
    found["possessive_last"] = float(any(role_of(token) == "possessive" for token in last))
    found["other_last"] = float(any(role_of(token) == "other" for token in last))
    found["owns"] = found["governs"] * float(role == "possessive")
    return found


def _governs(token: Token, pronoun: Token) -> bool:
    """Whether the mention is the nearest subject above the pronoun ("X said he", "X made a plea to aid his …")."""
    clause = pronoun.head
    for _ in range(12):
        found = [child for child in clause.children if child.dep_ in _SUBJECT and not _holds(child, pronoun)]
        if found:
            return any(_argument(token) == child for child in found)
        if clause.head == clause:
            return False
        clause = clause.head
    return False


def _holds(token: Token, inner: Token) -> bool:
    return token == inner or token.is_ancestor(inner)


def _speaks(pronoun: Token, referent: Referent, setting: Setting) -> bool:
    return setting.speakers.get(setting.quotation[pronoun.i], -1) in referent.tokens


def _argument(token: Token) -> Token:
    """Climb from a conjunct, an apposition or a name's part to the head of the whole argument."""
    while token.dep_ in {"conj", "appos", "flat", "nmod:desc"} and token.head != token and token.head.pos_ != "VERB":
        token = token.head
    return token


def _clause_head(token: Token) -> Token:
    token = token.head
    while token.head != token and token.pos_ not in {"VERB", "AUX"} and not _is_predicate(token):
        token = token.head
    return token


def _is_predicate(token: Token) -> bool:
    return any(child.dep_ in {"nsubj", "cop", "nsubj:pass"} for child in token.children)

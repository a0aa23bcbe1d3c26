"""The tests that a query makes of what it finds; `graph.plan` has the rest of a plan, and is where to import from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, assert_never

from graph.geo import InBox, Inside, Near
from graph.similarity import SimilarTo

Direction = Literal["out", "in"]
Quantifier = Literal["some", "none", "all"]
Operator = Literal["<", "<=", ">", ">="]
Value = str | int | float | bool

# A question of more words than this is a mistake.
MOST_WORDS = 64
# Lucene refuses a query of more than 1,024 clauses; every phrase makes one clause of its own.
MOST_CLAUSES = 500


@dataclass(frozen=True, slots=True)
class Equals:
    """The property has this value."""

    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class In:
    """The property has one of these values; no values, no answer."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """The property is less or greater than a value."""

    field: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class SameText:
    """The string is one of these in any case; no values, no answer."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """The string contains these characters, in any case."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class StartsWith:
    """The string starts with these characters, in any case."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Includes:
    """The list has this value in it."""

    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class IsNull:
    """The property is not known."""

    field: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Full text: of every group at least one alternative occurs; of an alternative, every word, in any order.

    Whole words, in any case. No groups (a text without a word) match nothing. `words` makes the groups of a text.
    """

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Some, none or all of the edges of this type pass the test, made of `OnEdge` and `OnEnd`."""

    edge: str
    direction: Direction
    quantifier: Quantifier
    where: Test


@dataclass(frozen=True, slots=True)
class Step:
    """Along an edge to the nouns of ``label`` at its end; of all labels there where it is empty."""

    edge: str
    direction: Direction
    label: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many nouns at the end of ``steps`` pass the test, made of `OnEdge` and `OnEnd` of the last step."""

    steps: tuple[Step, ...]
    where: Test


@dataclass(frozen=True, slots=True)
class Counted:
    """There are more, fewer or as many as ``value``."""

    count: Count
    operator: Operator | Literal["="]
    value: int


@dataclass(frozen=True, slots=True)
class OnEdge:
    """Inside `Related`: a test of the edge's own properties."""

    where: Test


@dataclass(frozen=True, slots=True)
class OnEnd:
    """Inside `Related`: the other end has this label and passes the test."""

    label: str
    where: Test


@dataclass(frozen=True, slots=True)
class And:
    """All of them; no tests, always true."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them; no tests, never true."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The test is false, or can't be decided because a property is not known."""

    test: Test


Test: TypeAlias = (
    Equals
    | In
    | Compare
    | SameText
    | Contains
    | StartsWith
    | Includes
    | IsNull
    | Matches
    | Near
    | InBox
    | Inside
    | SimilarTo
    | Related
    | Counted
    | OnEdge
    | OnEnd
    | And
    | Or
    | Not
)
ALWAYS = And(())


def flattened(test: Test) -> Test:
    """Give ``test`` with conjunctions inside conjunctions, and those of one test alone, unwrapped."""
    match test:
        case And(tests):
            parts = [
                part for each in map(flattened, tests) for part in (each.tests if isinstance(each, And) else (each,))
            ]
            return parts[0] if len(parts) == 1 else And(tuple(parts))
        case Or(tests):
            parts = [
                part for each in map(flattened, tests) for part in (each.tests if isinstance(each, Or) else (each,))
            ]
            return parts[0] if len(parts) == 1 else Or(tuple(parts))
        case Not(inner):
            return Not(flattened(inner))
        case Related(edge, direction, quantifier, where):
            return Related(edge, direction, quantifier, flattened(where))
        case OnEdge(where):
            return OnEdge(flattened(where))
        case OnEnd(label, where):
            return OnEnd(label, flattened(where))
        case Equals() | In() | Compare() | SameText() | Contains() | StartsWith() | Includes() | IsNull() | Matches():
            return test
        case Counted(count, operator, value):
            return Counted(Count(count.steps, flattened(count.where)), operator, value)
        case Near() | InBox() | Inside() | SimilarTo():
            return test
        case _:
            assert_never(test)


def matched(test: Test) -> Matches | None:
    """Give the full text that every noun must have to pass ``test``, in one; None where there is none."""
    flat = flattened(test)
    texts = [each.groups for each in (flat.tests if isinstance(flat, And) else (flat,)) if isinstance(each, Matches)]
    if not texts:
        return None
    return Matches(tuple(group for groups in texts for group in groups) if all(texts) else ())


def indexed(test: Test) -> Test:
    """Give ``test`` with every `SimilarTo` at which a query could start marked so, for stores that index vectors."""
    match test:
        case SimilarTo():
            return replace(test, is_indexed=True)
        case And(tests):
            return And(tuple(map(indexed, tests)))
        case Or(tests):
            return Or(tuple(map(indexed, tests)))
        case Related(edge, direction, "some", where):
            return Related(edge, direction, "some", indexed(where))
        case OnEnd(label, where):
            return OnEnd(label, indexed(where))
        case _:
            return test


def likened(test: Test) -> SimilarTo | None:
    """Give the first text that every noun must be similar to to pass ``test``; None where there is none."""
    flat = flattened(test)
    return next(
        (each for each in (flat.tests if isinstance(flat, And) else (flat,)) if isinstance(each, SimilarTo)), None
    )


# As both engines' analyzer splits: an apostrophe or full stop joins, and a comma joins digits.
_WORD = re.compile(r"\w+(?:['’.]\w+|(?<=\d),(?=\d)\w+)*")


def words(text: str) -> tuple[tuple[str, ...], ...]:
    """The groups of `Matches` under which every word of ``text`` must occur; punctuation and repetitions go."""
    return tuple((word,) for word in dict.fromkeys(_WORD.findall(text.lower())))


def alternatives(phrases: Iterable[str]) -> tuple[str, ...]:
    """One group of `Matches`: phrases without punctuation, those without a word left out."""
    cleaned = (" ".join(_WORD.findall(phrase.lower())) for phrase in phrases)
    return tuple(dict.fromkeys(phrase for phrase in cleaned if phrase))

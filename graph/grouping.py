"""Statements or events in groups: by which keys, of which of them, and what is counted and measured of each group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.errors import PlanError
from graph.group_keys import KEYS, Keys, Noun
from graph.plan import ALWAYS, Select, Test
from graph.plan_checks import check_test

MOST_GROUPS = 1_000
MOST_KEYS = 4

Function = Literal["min", "max", "avg"]


@dataclass(frozen=True, slots=True)
class GroupOrder:
    """By the key of this name, or by the number of grouped nouns where it is None; an unknown key is the smallest."""

    key: str | None = None
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """The least, greatest or mean value of what `graph.group_keys` lists by this name."""

    function: Function
    name: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """Group the nouns of ``label`` that pass ``where``; give the ``first`` groups, the largest first without ``order``.

    ``nouns`` says what is read of the keys that are nouns. A noun that has several of a key (a statement about two
    places) is in the group of each, and counts once in each. Raises `PlanError`.
    """

    label: str
    by: tuple[str, ...]
    where: Test = ALWAYS
    order: tuple[GroupOrder, ...] = ()
    first: int = 20
    nouns: tuple[tuple[str, Select], ...] = ()
    counts: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()

    @property
    def keys(self) -> Keys:
        """What the label can be grouped by."""
        return KEYS[self.label]

    def __post_init__(self) -> None:
        _check_known((self.label,), KEYS, "groups of")
        check_test(self.where, self.label)
        if not 0 <= self.first <= MOST_GROUPS:
            raise PlanError(f"first is {self.first}: ask for 0 to {MOST_GROUPS}")
        if not 1 <= len(self.by) <= MOST_KEYS:
            raise PlanError(f"a group has {len(self.by)} keys: name 1 to {MOST_KEYS} in by")
        _check_known(self.by, self.keys.by, f"{self.label} groups by")
        _check_once(self.by)
        self._check_nouns()
        _check_known((each.key for each in self.order if each.key), dict.fromkeys(self.by), "order of groups by")
        _check_known(self.counts, self.keys.counts, f"{self.label} groups count")
        for measure in self.measures:
            _check_measure(measure, self.keys)

    def _check_nouns(self) -> None:
        for name in self.by:
            key = self.keys.by[name]
            if isinstance(key, Noun) and key.beyond and key.beyond not in self.by:
                raise PlanError(f"{name} makes pairs with {key.beyond}: name that in by too")
        for name, select in self.nouns:
            _check_known((name,), dict.fromkeys(self.by), "nouns of groups are")
            key = self.keys.by[name]
            if not isinstance(key, Noun) or key.steps[-1].label != select.label:
                raise PlanError(f"the key {name} is no {select.label}")


def _check_known(names: Iterable[str], known: Mapping[str, object], what: str) -> None:
    for name in names:
        if name not in known:
            raise PlanError(f"{what} {name!r}: there are {', '.join(sorted(known))}")


def _check_once(names: tuple[str, ...]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise PlanError(f"by names {name} twice")


def _check_measure(measure: Measure, keys: Keys) -> None:
    _check_known((measure.name,), keys.measures, "measures of groups are")
    if measure.function == "avg" and not isinstance(keys.measures[measure.name].of, str):
        raise PlanError(f"{measure.name} is a time: it has no average")

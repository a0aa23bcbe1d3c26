"""A grouping as one Cypher text: find, go to the keys, group, sort and limit; only then count what lies around.

The statement gives records of ``keys`` (in the order of ``by``), ``total``, and ``values``: counts, then measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

from graph.conditions import Bound, Conditions
from graph.cypher import found_by
from graph.group_keys import Bucket, Each, Key, Noun, OfNoun, Times, Unit
from graph.grouping import Grouping, GroupOrder, Measure
from graph.lookups import label_of, tie_breaker
from graph.params import Params
from graph.predicates import Step
from graph.projections import projection
from graph.query import Query
from graph.visibility import Visibility

_NODE = "n"
_MEMBER = "member"
_FAR = "far"
_DAY = 86_400
# Seconds from the beginning of the year 1 to 1970: from there on no time is negative, whose division rounds upwards.
_YEAR_1 = 62_135_596_800
# So many seconds after its first day a unit still lasts; a month by its shortest, so that none is left too early.
_SPANS: Mapping[Unit, int] = {"year": 364 * _DAY, "month": 27 * _DAY, "week": 6 * _DAY}
# A bucket is printed as exactly as it is known: 2023, 2023-01, 2023-01-16.
_DIGITS: Mapping[Unit, int] = {"year": 4, "month": 7, "week": 10, "day": 10}


def compile_grouping(grouping: Grouping, visibility: Visibility | None = None) -> Query:
    """Give the query of ``grouping``."""
    params = Params(visibility)
    conditions = Conditions(params)
    found = found_by(grouping.label, grouping.where, conditions)
    walks = _Walks(conditions)
    values = {name: walks.value_of(name, grouping) for name in _pairs_last(grouping)}
    names = {name: f"k{position}" for position, name in enumerate(grouping.by)}
    distinct = "DISTINCT " if walks.is_repeating else ""
    keys = ", ".join(f"{values[name]} AS {names[name]}" for name in grouping.by)
    order = ", ".join(_terms(grouping, names))
    asides = _asides(grouping, conditions)
    clauses = (
        *conditions.answers.values(),
        found,
        *walks.clauses,
        f"WITH {distinct}{_NODE}, {keys}",
        f"WITH {', '.join((*names.values(), *_aggregates(grouping, is_gathered=bool(asides))))}",
        f"ORDER BY {order} LIMIT {params.add(grouping.first)}",
        *asides,
        f"RETURN [{_read(grouping, names, conditions)}] AS keys, total, [{', '.join(_columns(grouping))}] AS values",
        f"ORDER BY {order}",
    )
    return Query("\n".join(clauses), params.values)


def groups_of(grouping: Grouping, records: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Give the groups in the records of the query: ``key``, ``total``, ``counts``, and ``min``, ``max``, ``avg``."""
    groups = []
    for record in records:
        values = iter(record["values"])
        group: dict[str, Any] = {
            "key": dict(zip(grouping.by, record["keys"], strict=True)),
            "total": record["total"],
            "counts": {name: next(values) for name in grouping.counts},
            "min": {},
            "max": {},
            "avg": {},
        }
        for measure in grouping.measures:
            group[measure.function][measure.name] = next(values)
        groups.append(group)
    return tuple(groups)


class _Walks:
    """The clauses that go from the grouped noun to its keys; keys behind the same edges share the way."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self.clauses: list[str] = []
        self._ends: dict[tuple[Step, ...] | str, str] = {}
        self._times: set[str] = set()

    @property
    def is_repeating(self) -> bool:
        """Whether the clauses may give one noun several times."""
        return bool(self._ends)

    def value_of(self, name: str, grouping: Grouping) -> str:
        """Give the expression of a key, after the clauses that bind what it is read of."""
        key = grouping.keys.by[name]
        match key:
            case OfNoun(property, steps, is_near):
                return f"{self._end_of(steps, is_near=is_near)}.{property}"
            case Each(property):
                listed = f"{_NODE}.{property}"
                one = self._bind(name)
                self.clauses.append(
                    f"UNWIND CASE WHEN size(coalesce({listed}, [])) = 0 THEN [NULL] ELSE {listed} END AS {one}"
                )
                return one
            case Noun(steps, is_near, beyond):
                return self._pair_of(name, key, beyond) if beyond else self._end_of(steps, is_near=is_near)
            case Bucket(times, unit, steps):
                return _bucket(*self._ends_of_time(self._end_of(steps), times), unit)
            case _:
                assert_never(key)

    def _end_of(self, steps: tuple[Step, ...], *, is_near: bool = False) -> str:
        """Give the variable at the end of ``steps``; it is null where they lead nowhere."""
        if is_near:
            return self._near_end_of(*steps)
        node = _NODE
        for length, step in enumerate(steps, 1):
            far = self._ends.get(steps[:length])
            if far is None:
                far = self._bind(steps[:length])
                self.clauses.append(f"OPTIONAL MATCH {_along(node, step, far, self._conditions)}")
            node = far
        return node

    def _near_end_of(self, first: Step, last: Step) -> str:
        """Give what the second step leads to, or the first by itself."""
        known = self._ends.get((first, last, last))
        if known is not None:
            return known
        far = self._bind((first, last, last))
        between = Bound(f"{far}_by" if self._conditions.params.visibility else "", "")
        way = self._conditions.pattern(_NODE, first.edge, first.direction, between)
        end = self._conditions.noun(far, last.label)
        self.clauses.append(f"OPTIONAL MATCH {way}-[:{last.edge}*0..1]->{end}")
        return far

    def _ends_of_time(self, node: str, times: Times) -> tuple[str, str]:
        """Give the variables of the first and the last second; each is read once, however many keys are made of it."""
        start, last = f"{node}_{times.start}", f"{node}_{times.last}"
        if start not in self._times:
            self._times.add(start)
            self.clauses.append(f"WITH *, {node}.{times.start} AS {start}, {_last_of(node, times)} AS {last}")
        return start, last

    def _pair_of(self, name: str, key: Noun, beyond: str) -> str:
        """Give another noun at the end of the step; the one with the smaller id is always the first of a pair."""
        other, far = self._end_of(key.steps), self._bind(name)
        self.clauses.append(f"MATCH {_along(_NODE, key.steps[0], far, self._conditions)} WHERE {other}.id < {far}.id")
        return far

    def _bind(self, what: tuple[Step, ...] | str) -> str:
        self._ends[what] = f"g{len(self._ends)}"
        return self._ends[what]


def _pairs_last(grouping: Grouping) -> list[str]:
    """Give the keys with those behind that only some nouns have: a pair is matched, and not optionally."""
    return sorted(grouping.by, key=lambda name: isinstance(key := grouping.keys.by[name], Noun) and bool(key.beyond))


def _along(near: str, step: Step, far: str, conditions: Conditions) -> str:
    return conditions.pattern(near, step.edge, step.direction, Bound(far, step.label))


def _last_of(node: str, times: Times) -> str:
    """Give the last second of a time; of a range, or of one whose end is open, that of the unit that it begins in."""
    start, last = f"{node}.{times.start}", f"{node}.{times.last}"
    if not times.granularity:
        return last
    spans = " ".join(f"WHEN '{each}' THEN {start} + {seconds}" for each, seconds in _SPANS.items())
    begun = f"CASE {node}.{times.granularity} {spans} ELSE {start} END"
    return f"CASE WHEN {node}.{times.date_type} = 'range' OR {last} IS NULL THEN {begun} ELSE {last} END"


def _bucket(start: str, last: str, unit: Unit) -> str:
    """Give the unit in which both the first and the last second lie, as it is printed."""
    # Most times are days, and to divide is ten times cheaper than to make a date of each end.
    day, last_day = (f"({each} + {_YEAR_1}) / {_DAY}" for each in (start, last))
    first, end = (f"date.truncate('{unit}', datetime({{epochSeconds: {each}}}))" for each in (start, last))
    printed = f"left(toString({first}), {_DIGITS[unit]})"
    wider = "" if unit == "day" else f" WHEN {first} = {end} THEN {printed}"
    return f"CASE WHEN {start} IS NULL OR {last} IS NULL THEN NULL WHEN {day} = {last_day} THEN {printed}{wider} END"


def _aggregates(grouping: Grouping, *, is_gathered: bool) -> list[str]:
    """Give what is computed of the nouns of a group themselves; they are gathered where more is asked of them."""
    own = [
        f"count(DISTINCT {_NODE}.{property}) AS c{position}"
        for position, name in enumerate(grouping.counts)
        if isinstance(property := grouping.keys.counts[name], str)
    ]
    own += [
        f"{_measured(measure, grouping, _NODE)} AS a{position}"
        for position, measure in enumerate(grouping.measures)
        if not grouping.keys.measures[measure.name].steps
    ]
    return [f"count({_NODE}) AS total", *own, *([f"collect({_NODE}) AS members"] if is_gathered else [])]


def _asides(grouping: Grouping, conditions: Conditions) -> list[str]:
    """Give a clause for each count and measure of what lies around the nouns of a group, asked of each group alone."""
    clauses = [
        _aside(steps, f"count(DISTINCT {_FAR})", f"c{position}", conditions)
        for position, name in enumerate(grouping.counts)
        if not isinstance(steps := grouping.keys.counts[name], str)
    ]
    for position, measure in enumerate(grouping.measures):
        if steps := grouping.keys.measures[measure.name].steps:
            clauses.append(_aside(steps, _measured(measure, grouping, _FAR), f"a{position}", conditions))
    return clauses


def _aside(steps: tuple[Step, ...], told: str, name: str, conditions: Conditions) -> str:
    nodes = [_MEMBER, *(f"x{position}" for position in range(1, len(steps))), _FAR]
    walk = " ".join(
        f"MATCH {_along(nodes[position], step, nodes[position + 1], conditions)}" for position, step in enumerate(steps)
    )
    return f"CALL (members) {{ UNWIND members AS {_MEMBER} {walk} RETURN {told} AS {name} }}"


def _measured(measure: Measure, grouping: Grouping, node: str) -> str:
    of = grouping.keys.measures[measure.name].of
    if isinstance(of, str):
        return f"{measure.function}({node}.{of})"
    # A time is told with how exact it is; as the second of a list, that does not count in the comparison.
    exactness = of.text or of.granularity
    start = f"{node}.{of.start}"
    return f"{measure.function}(CASE WHEN {start} IS NOT NULL THEN [{start}, {node}.{exactness}] END)"


def _columns(grouping: Grouping) -> Sequence[str]:
    counts = [f"c{position}" for position in range(len(grouping.counts))]
    return (*counts, *(f"a{position}" for position in range(len(grouping.measures))))


def _read(grouping: Grouping, names: Mapping[str, str], conditions: Conditions) -> str:
    selects = dict(grouping.nouns)
    keys = []
    for name, variable in names.items():
        key = grouping.keys.by[name]
        if not isinstance(key, Noun):
            keys.append(variable)
        else:
            keys.append(projection(selects[name], variable, conditions) if name in selects else f"{variable}.id")
    return ", ".join(keys)


def _terms(grouping: Grouping, names: Mapping[str, str]) -> Iterable[str]:
    """Give the order: what was asked, then the size of the groups, then their keys, so that it is always one order."""
    asked = {order.key: order for order in reversed(grouping.order)}
    order = list(dict.fromkeys(each.key for each in grouping.order))
    for name in (None, *grouping.by):
        if name not in order:
            order.append(name)
    for name in order:
        is_descending = asked.get(name, GroupOrder(name, is_descending=name is None)).is_descending
        way = " DESC" if is_descending else ""
        if name is None:
            yield f"total{way}"
            continue
        value = _sorted_by(grouping.keys.by[name], names[name])
        yield f"{value} IS NOT NULL{way}"
        yield f"{value}{way}"


def _sorted_by(key: Key, variable: str) -> str:
    return f"{variable}.{tie_breaker(label_of(key.steps[-1].label))}" if isinstance(key, Noun) else variable

"""A plan as one Cypher text and its parameters: filter, sort, keyset and limit come before any projection.

The statement gives the ``page``, if the plan is listed: for each noun the map that `Select` asks for, and its values in
the order, for its cursor. It is one record, since each costs the driver more than the noun in it. For each of the
plan's ``counts`` a record before it has ``total`` and nothing else. A page that is read from its end comes in reverse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.conditions import Bound, Conditions, where
from graph.cursor import Key, decode_cursor
from graph.lookups import label_of, properties_of, tie_breaker
from graph.params import Params
from graph.plan import Find, Score, Select
from graph.predicates import And, Compare, Equals, In, Matches, Or, Test, flattened, indexed, likened, matched
from graph.projections import projection
from graph.query import Query
from graph.similarity import similarity
from graph.sorting import Sorting, computed, keyset, reversed_order, sortings_of
from graph.starts import cost_of, is_by_id, is_distinct, start_of
from graph.visibility import Visibility

_NODE = "n"
# Without the WITH, NULL would be a grouping key, and nothing found would give no record at all.
_COUNTED = (f"WITH count({_NODE}) AS total", "RETURN NULL AS page, total")


def compile_find(
    find: Find,
    visibility: Visibility | None = None,
    *,
    has_vector_index: bool = False,
    has_index_order_in_return: bool = False,
) -> Query:
    """Give the query of ``find`` for who may see what ``visibility`` shows; all where it is None.

    ``has_index_order_in_return``: an index is read in order only for a RETURN that is sorted itself.
    Raises `CursorError` for a cursor that is not of its order and filter.
    """
    after, before = (None if each is None else decode_cursor(find, each) for each in (find.after, find.before))
    if has_vector_index and (where := indexed(find.where)) != find.where:
        find = replace(find, where=where)
    params = Params(visibility)
    sortings = sortings_of(find, _NODE)
    parts = [_total(find, params)] if find.is_counted else []
    if "earlier" in find.counts and after is not None:
        parts.append(_outside(find, reversed_order(sortings), after, params))
    if "later" in find.counts and before is not None:
        parts.append(_outside(find, sortings, before, params))
    if find.is_listed:
        between = [] if after is None else [keyset(sortings, after, params)]
        between += [] if before is None else [keyset(reversed_order(sortings), before, params)]
        page = _sorted_records if has_index_order_in_return and _has_index_order(find) else _page
        parts.append(page(find, " AND ".join(between), params))
    return Query("\nUNION ALL\n".join(parts), params.values)


def found_by(label: str, where: Test, conditions: Conditions) -> str:
    """Give the clauses that bind ``n`` to each noun of ``label`` that passes; `Conditions.answers` come before them."""
    return _found(Find(Select(label), where), "", conditions)


def _total(find: Find, params: Params) -> str:
    conditions = Conditions(params)
    return _text(conditions, _found(find, "", conditions), *_COUNTED)


def _outside(find: Find, sortings: Sequence[Sorting], key: tuple[Key, ...], params: Params) -> str:
    """Count one row, where there is one, that stands behind a cursor in this order or is the cursor's own."""
    conditions = Conditions(params)
    outside = keyset(sortings, key, params, is_inclusive=True)
    return _text(conditions, _sorted(find, outside, conditions), f"WITH {_NODE} LIMIT 1", *_COUNTED)


def _page(find: Find, between: str, params: Params) -> str:
    conditions = Conditions(params)
    sortings = _way(find)
    terms = [term for each in sortings for term in each.terms]
    if _has_index_order(find):
        found = _match_in_index_order(find, between, conditions)
    elif shared := _shared(find):
        # Neo4j reads the page off the index of value and key if both are in the order and the key is in a condition.
        found = _match(find, between or f"{sortings[0].value} > ''", conditions)
        terms = [f"{_NODE}.{shared}{' DESC' if sortings[0].is_descending else ''}", *terms]
    else:
        found = _sorted(find, between, conditions)
    keys = [each.value for each in sortings if each.is_computed]
    limited = f"WITH {', '.join([_NODE, *keys])} ORDER BY {', '.join(terms)} LIMIT {params.add(find.size + 1)}"
    return _text(conditions, found, limited, f"RETURN collect({_entry(find, conditions)}) AS page{_no_total(find)}")


def _sorted_records(find: Find, between: str, params: Params) -> str:
    """Give a page of one noun a record, in the order of the index on the unique key, for ArcadeDB.

    It stops when the page is full only where ORDER BY and LIMIT stand in the last RETURN; after a WITH or in a subquery
    it sorts the whole label.
    """
    conditions = Conditions(params)
    found = _match_in_index_order(find, between, conditions)
    limited = f"ORDER BY {', '.join(_way(find)[0].terms)} LIMIT {params.add(find.size + 1)}"
    return _text(conditions, found, f"RETURN [{_entry(find, conditions)}] AS page{_no_total(find)} {limited}")


def _match_in_index_order(find: Find, between: str, conditions: Conditions) -> str:
    """Give the MATCH that reads the index on the unique key; the key must have a range predicate."""
    hint = ""
    if _is_paged_in_part(flattened(find.where), find.select.label):
        # Neo4j would unite all that each alternative finds, one of them by the index of value and key, and sort it.
        hint = f" USING INDEX {_NODE}:{find.select.label}({tie_breaker(label_of(find.select.label))})"
    return _match(find, between or f"{_way(find)[0].value} > ''", conditions, hint)


def _way(find: Find) -> tuple[Sorting, ...]:
    """Give the keys in the order in which the rows are read."""
    sortings = sortings_of(find, _NODE)
    return reversed_order(sortings) if find.is_backward else sortings


def _sorted(find: Find, also: str, conditions: Conditions) -> str:
    """Give the clauses that bind the nouns that pass, and the computed keys of each, under the condition ``also``.

    A key is computed once a noun, before the condition and the order refer to it.
    """
    sortings = [each for each in sortings_of(find, _NODE) if each.is_computed]
    if not sortings:
        return _found(find, also, conditions)
    scores = [] if likened(find.where) else [each.value for each in sortings if isinstance(each.order.by, Score)]
    found = _scored(find, scores[0], conditions) if scores else _found(find, "", conditions)
    keys = [
        each.value if each.value in scores[:1] else f"{_key(each, scores, find, conditions)} AS {each.value}"
        for each in sortings
    ]
    if keys == scores and not also:
        return found
    return f"{found}\nWITH {', '.join([_NODE, *keys])}{where(also)}"


def _key(sorting: Sorting, scores: Sequence[str], find: Find, conditions: Conditions) -> str:
    """Give the expression of a computed key; a score is one however often it is asked for."""
    if sorting.value in scores:
        return scores[0]
    if isinstance(sorting.order.by, Score) and (alike := likened(find.where)):
        return similarity(alike.text, _NODE, conditions.params.add)
    return computed(sorting.order, _bound(find), conditions)


def _scored(find: Find, score: str, conditions: Conditions) -> str:
    """Give the clauses that bind the nouns that pass and their ``score``, starting at the full text."""
    text = matched(find.where)
    if text is None or not text.groups:
        return f"MATCH {conditions.noun(_NODE, find.select.label)} WHERE false\nWITH {_NODE}, 0.0 AS {score}"
    found = conditions.scored(text, _bound(find), score)
    test = flattened(find.where)
    rest = [each for each in test.tests if not isinstance(each, Matches)] if isinstance(test, And) else []
    if not rest:
        return found
    holds = conditions.holds(And(tuple(rest)), _bound(find))
    return f"{found}\nWITH {', '.join([_NODE, score, *conditions.answers])}{where(holds)}"


def _has_index_order(find: Find) -> bool:
    """Whether the page is sorted by the unique key alone and no other index narrows what is found."""
    test = flattened(find.where)
    return len(sortings_of(find, _NODE)) == 1 and cost_of(test) is None and not _is_narrowed(test, find.select.label)


def _shared(find: Find) -> str:
    """Give the property whose value all of what is found shares and is paged by; empty where there is none."""
    test = flattened(find.where)
    if len(sortings_of(find, _NODE)) > 1 or cost_of(test) is not None:
        return ""
    tests = test.tests if isinstance(test, And) else (test,)
    fields = [each.field for each in tests if isinstance(each, Equals)]
    return next((field for field in fields if properties_of(find.select.label)[field].is_paged), "")


def _is_paged_in_part(test: Test, label: str) -> bool:
    """Whether one of several alternatives is a value that nouns are paged by."""
    match test:
        case And(tests):
            return any(_is_paged_in_part(each, label) for each in tests)
        case Or(tests):
            return any(isinstance(each, Equals) and properties_of(label)[each.field].is_paged for each in tests)
        case _:
            return False


def _is_narrowed(test: Test, label: str) -> bool:
    match test:
        case And(tests):
            return any(_is_narrowed(each, label) for each in tests)
        case Equals(field, _) | In(field, _) | Compare(field, _, _):
            return properties_of(label)[field].is_indexed
        case _:
            return False


def _found(find: Find, also: str, conditions: Conditions) -> str:
    """Give the clauses that bind the nouns that pass the test and the condition ``also``."""
    test = flattened(find.where)
    if is_by_id(test) or cost_of(test) is None:
        return _match(find, also, conditions)
    branches = start_of(test, _bound(find), conditions)
    distinct = "DISTINCT " if len(branches) == 1 and not is_distinct(test) else ""
    united = "\n  UNION\n  ".join(f"{branch} RETURN {distinct}{_NODE}" for branch in branches)
    filtered = f"\nWITH {_NODE}{where(also)}" if also else ""
    return f"CALL ({', '.join(conditions.answers)}) {{\n  {united}\n}}{filtered}"


def _match(find: Find, also: str, conditions: Conditions, hint: str = "") -> str:
    holds = conditions.holds(flattened(find.where), _bound(find))
    both = ("" if holds == "true" else holds, also)
    return f"MATCH {conditions.noun(_NODE, find.select.label)}{hint}{where(*both)}"


def _entry(find: Find, conditions: Conditions) -> str:
    keys = ", ".join(each.value for each in sortings_of(find, _NODE))
    return f"[{projection(find.select, _NODE, conditions)}, [{keys}]]"


def _no_total(find: Find) -> str:
    return ", NULL AS total" if find.counts else ""


def _text(conditions: Conditions, *clauses: str) -> str:
    return "\n".join((*conditions.answers.values(), *clauses))


def _bound(find: Find) -> Bound:
    return Bound(_NODE, find.select.label)

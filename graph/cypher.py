"""A plan as one Cypher text and its parameters: filter, sort, keyset and limit come before any projection.

The statement gives records of ``row`` (the map that `Select` asks for) and ``keys`` (the row's values in the order,
for its cursor). With ``is_counted`` a first record has ``total`` and nothing else, so that an empty page has one too.
"""

from __future__ import annotations

from graph.conditions import Bound, Conditions
from graph.cursor import Key, decode_cursor
from graph.lookups import properties_of
from graph.params import Params
from graph.plan import Find
from graph.predicates import And, Compare, Equals, In, Test, flattened
from graph.projections import projection
from graph.query import Query
from graph.sorting import keyset, sortings_of
from graph.starts import cost_of, is_by_id, start_of

_NODE = "n"


def compile_find(find: Find) -> Query:
    """Give the query of ``find``. Raises `CursorError` for a cursor that is not of its order."""
    after = None if find.after is None else decode_cursor(find, find.after)
    params = Params()
    parts = [_total(find, params)] if find.is_counted else []
    parts.append(_page_in_index_order(find, after, params) if _has_index_order(find) else _page(find, after, params))
    return Query("\nUNION ALL\n".join(parts), params.values)


def _total(find: Find, params: Params) -> str:
    conditions = Conditions(params)
    found = _found(find, "", conditions)
    # Without the WITH, NULLs would be grouping keys, and nothing found would give no record at all.
    return _text(conditions, found, "WITH count(n) AS total", "RETURN NULL AS row, NULL AS keys, total")


def _page(find: Find, after: tuple[Key, ...] | None, params: Params) -> str:
    conditions = Conditions(params)
    sortings = sortings_of(find, _NODE)
    behind = "" if after is None else keyset(sortings, after, params)
    tested = {each.value: flattened(each.test) for each in sortings if each.test is not None}
    if tested:
        # A test is asked once a noun: the key is computed before the keyset and the order refer to it.
        found = _found(find, "", conditions)
        keys = [f"coalesce({conditions.holds(test, _bound(find))}, false) AS {name}" for name, test in tested.items()]
        found = f"{found}\nWITH {', '.join([_NODE, *keys])}{_where(behind)}"
    else:
        found = _found(find, behind, conditions)
    order = ", ".join(term for each in sortings for term in each.terms)
    limited = f"WITH {', '.join([_NODE, *tested])} ORDER BY {order} LIMIT {params.add(find.first + 1)}"
    return _text(conditions, found, limited, f"{_read(find, conditions)} ORDER BY {order}")


def _page_in_index_order(find: Find, after: tuple[Key, ...] | None, params: Params) -> str:
    """Give the page of a query that reads the index on the unique key, and stops when the page is full.

    ArcadeDB does so only where ORDER BY and LIMIT stand in the RETURN and the key has a range predicate; after a WITH
    it sorts the whole label.
    """
    conditions = Conditions(params)
    (sorting,) = sortings_of(find, _NODE)
    behind = f"{sorting.value} > ''" if after is None else keyset((sorting,), after, params)
    found = _match(find, behind, conditions)
    limited = f"ORDER BY {', '.join(sorting.terms)} LIMIT {params.add(find.first + 1)}"
    return _text(conditions, found, f"{_read(find, conditions)} {limited}")


def _has_index_order(find: Find) -> bool:
    """Whether the page is sorted by the unique key alone and no other index narrows what is found."""
    test = flattened(find.where)
    return len(sortings_of(find, _NODE)) == 1 and cost_of(test) is None and not _is_narrowed(test, find.select.label)


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
    distinct = "DISTINCT " if len(branches) == 1 else ""
    united = "\n  UNION\n  ".join(f"{branch} RETURN {distinct}{_NODE}" for branch in branches)
    filtered = f"\nWITH {_NODE}{_where(also)}" if also else ""
    return f"CALL ({', '.join(conditions.answers)}) {{\n  {united}\n}}{filtered}"


def _match(find: Find, also: str, conditions: Conditions) -> str:
    holds = conditions.holds(flattened(find.where), _bound(find))
    both = [condition for condition in (holds, also) if condition not in ("", "true")]
    return f"MATCH ({_NODE}:{find.select.label}){_where(' AND '.join(both))}"


def _read(find: Find, conditions: Conditions) -> str:
    keys = ", ".join(each.value for each in sortings_of(find, _NODE))
    total = ", NULL AS total" if find.is_counted else ""
    return f"RETURN {projection(find.select, _NODE, conditions)} AS row, [{keys}] AS keys{total}"


def _text(conditions: Conditions, *clauses: str) -> str:
    return "\n".join((*conditions.answers.values(), *clauses))


def _where(condition: str) -> str:
    return f" WHERE {condition}" if condition else ""


def _bound(find: Find) -> Bound:
    return Bound(_NODE, find.select.label)

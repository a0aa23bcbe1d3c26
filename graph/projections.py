"""What is read of a found noun, as one Cypher map projection with what lies around it nested inside."""

from __future__ import annotations

from typing import assert_never

from graph.conditions import Bound, Conditions
from graph.lookups import edge_properties_of, ends_of, label_of, tie_breaker
from graph.plan import Computed, Count, Follow, Least, Select


def projection(select: Select, node: str, conditions: Conditions) -> str:
    """Give the map of ``node``."""
    parts = [f".{name}" for name in select.properties]
    parts += [f"{follow.key}: {_collected(follow, node, conditions)}" for follow in select.follows]
    parts += [f"{each.key}: {_computed(each, Bound(node, select.label), conditions)}" for each in select.computed]
    return f"{node} {{{', '.join(parts)}}}"


def _computed(computed: Computed, bound: Bound, conditions: Conditions) -> str:
    match computed.of:
        case Count():
            return conditions.count(computed.of, bound)
        case Least(steps, field, select):
            walk, far = conditions.walked(steps, bound)
            order = f"{far.node}.{field}, {far.node}.{tie_breaker(label_of(select.label))}"
            least = f"WITH DISTINCT {far.node} ORDER BY {order} LIMIT 1"
            entry = projection(select, far.node, conditions)
            return f"head(COLLECT {{ {walk} WHERE {far.node}.{field} IS NOT NULL {least} RETURN {entry} AS entry }})"
        case _:
            assert_never(computed.of)


def _collected(follow: Follow, node: str, conditions: Conditions) -> str:
    """Give the list at the far ends, sorted and limited before it is projected; or the one that is there.

    ``ORDER BY`` after a map projection sorts by the map on Neo4j, because the projection takes the variable's name.
    """
    possible = ends_of(follow.edge, follow.direction)
    far = conditions.bind(follow.ends[0].label if len(follow.ends) == 1 else "")
    labels = [end.label for end in follow.ends]
    condition = ""
    if not far.label and set(labels) != set(possible):
        condition = f" WHERE ({' OR '.join(f'{far.node}:{label}' for label in labels)})"
    pattern = conditions.pattern(node, follow.edge, follow.direction, far)
    if follow.is_one:
        # A subquery costs both engines more than a comprehension, which can neither sort nor limit.
        return f"head([{pattern}{condition} | {_entry(follow, far, conditions)}])"
    limit = conditions.params.add(follow.limit)
    return (
        f"COLLECT {{ MATCH {pattern}{condition}"
        f" WITH {far.edge}, {far.node} ORDER BY {_order(follow, far)} LIMIT {limit}"
        f" RETURN {_entry(follow, far, conditions)} AS entry }}"
    )


def _order(follow: Follow, far: Bound) -> str:
    keys = list(dict.fromkeys(f"{far.node}.{tie_breaker(label_of(end.label))}" for end in follow.ends))
    end_order = keys[0] if len(keys) == 1 else f"coalesce({', '.join(sorted(keys, reverse=True))})"
    return f"{far.edge}.ord, {end_order}" if "ord" in edge_properties_of(follow.edge) else end_order


def _entry(follow: Follow, far: Bound, conditions: Conditions) -> str:
    """Give one entry, always as a projection of a variable: ArcadeDB unwraps a map literal that holds a map."""
    if follow.is_flat:
        return projection(follow.ends[0], far.node, conditions)
    parts = [f".{name}" for name in follow.edge_properties]
    for end in follow.ends:
        if end.is_empty and len(follow.ends) > 1:
            continue
        inner = projection(end, far.node, conditions)
        if len(follow.ends) > 1:
            inner = f"CASE WHEN {far.node}:{end.label} THEN {inner} END"
        parts.append(f"{end.label.lower()}: {inner}")
    return f"{far.edge} {{{', '.join(parts)}}}"

"""From the selection of a GraphQL field to what a plan reads; follows fragments, aliases, @skip and @include.

Fields that read the same (under two aliases, or an article of a statement and of its evidence) are read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, assert_never

import strawberry
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    value_from_ast_untyped,
)

from api.places import Kept, Place, values_at
from api.projector import MOST_MENTIONS, PAGE, READS, Along, End, Inside, OnEdge, Reads, Stored, checked_first
from graph.plan import Follow, Select

ResolveInfo: TypeAlias = GraphQLResolveInfo[Any]
Asked: TypeAlias = tuple[GraphQLNamedType, SelectionSetNode]
SELECTIONS: Kept[Select] = Kept()
PAGES: Kept[frozenset[str]] = Kept()


@dataclass(slots=True)
class Gathered:
    """What the fields of one noun read, in the order of the selection."""

    properties: dict[str, None] = field(default_factory=dict)
    edge_properties: dict[str, None] = field(default_factory=dict)
    ends: dict[str, list[Asked]] = field(default_factory=dict)
    follows: dict[tuple[Along, int], list[Asked]] = field(default_factory=dict)
    # A fragment reads the same wherever it is spread for one noun; reading it again would take exponential time.
    fragments: set[str] = field(default_factory=set)


def plan_selection(info: strawberry.Info[Any, Any], label: str) -> Select:
    """Give what the plan reads of each noun of ``label`` for the field that ``info`` is about. Raises `PlanError`."""
    raw = info._raw_info
    named = get_named_type(raw.return_type)
    asked = [(named, node.selection_set) for node in raw.field_nodes if node.selection_set]
    place = Place(tuple(raw.field_nodes), raw.fragments)
    return SELECTIONS.get((place, label, values_at(place, _variables(raw))), lambda: _select(label, asked, raw))


def plan_any(info: strawberry.Info[Any, Any]) -> tuple[Select, ...]:
    """Give what the plan reads of a noun of each label that the interface of this field may be. Raises `PlanError`."""
    raw = info._raw_info
    interface = get_named_type(raw.return_type)
    assert isinstance(interface, GraphQLInterfaceType)
    selections = [node.selection_set for node in raw.field_nodes if node.selection_set]
    kinds = sorted(raw.schema.get_possible_types(interface), key=lambda kind: kind.name)
    return tuple(_select(kind.name, [(kind, each) for each in selections], raw) for kind in kinds)


def fields_of_page(info: strawberry.Info[Any, Any]) -> frozenset[str]:
    """Give the names of the fields of a connection, of its edges and of its page information that are selected."""
    raw = info._raw_info
    place = Place(tuple(raw.field_nodes), raw.fragments)
    paths = ((), ("edges",), ("pageInfo",))
    return PAGES.get(
        (place, values_at(place, _variables(raw))),
        lambda: frozenset(name for path in paths for name in names_below(info, *path)),
    )


def plan_below(info: strawberry.Info[Any, Any], label: str, *paths: tuple[str, ...]) -> Select:
    """Give what the plan reads of each noun of ``label`` for the fields at ``paths`` below the one of ``info``."""
    raw = info._raw_info
    asked = [
        (get_named_type(definition.type), node.selection_set)
        for path in paths
        for definition, node in _below(info, path)
        if node.selection_set
    ]
    return _select(label, asked, raw)


def names_below(info: strawberry.Info[Any, Any], *path: str) -> set[str]:
    """Give the names of the fields that are selected of the field at ``path`` below the one of ``info``."""
    raw = info._raw_info
    selections = [node.selection_set for _, node in _below(info, path)] if path else []
    selections += [] if path else [node.selection_set for node in raw.field_nodes]
    return {node.name.value for each in selections if each for node in _fields(each, raw, set())}


def first_below(info: strawberry.Info[Any, Any], *path: str) -> int:
    """Give the largest ``first`` of the field at ``path``, wherever it is selected; 0 where it is not."""
    firsts = [checked_first(_first(node, info._raw_info)) for _, node in _below(info, path)]
    return max(firsts, default=0)


def _below(info: strawberry.Info[Any, Any], path: Sequence[str]) -> list[tuple[GraphQLField, FieldNode]]:
    raw = info._raw_info
    parents: list[Asked] = [
        (get_named_type(raw.return_type), node.selection_set) for node in raw.field_nodes if node.selection_set
    ]
    found: list[tuple[GraphQLField, FieldNode]] = []
    for name in path:
        found = []
        for parent, selection in parents:
            assert isinstance(parent, GraphQLObjectType)  # Below a root field there are no interfaces.
            found += [(parent.fields[name], each) for each in _fields(selection, raw, set()) if each.name.value == name]
        parents = [
            (get_named_type(definition.type), node.selection_set) for definition, node in found if node.selection_set
        ]
    return found


def _select(label: str, asked: Iterable[Asked], info: ResolveInfo) -> Select:
    gathered = Gathered()
    for parent, selection in asked:
        _gather(parent, selection, gathered, info)
    return _select_of(label, gathered, info)


def _select_of(label: str, gathered: Gathered, info: ResolveInfo) -> Select:
    follows = tuple(_follow(along, first, asked, info) for (along, first), asked in gathered.follows.items())
    return Select(label, tuple(gathered.properties), follows)


def _follow(along: Along, first: int, asked: Sequence[Asked], info: ResolveInfo) -> Follow:
    if along.then is not None:
        behind = _follow(along.then, 1, asked, info)
        # Repetitions are told by their ids.
        behind = _with_id(behind)
        ends: tuple[Select, ...] = (Select(along.labels[0], follows=(behind,)),)
        return Follow(along.key(first), along.edge, along.direction, ends, limit=MOST_MENTIONS)
    gathered = Gathered()
    for parent, selection in asked:
        _gather(parent, selection, gathered, info)
    if len(along.labels) == 1:
        ends = (_select_of(along.labels[0], gathered, info),)
    else:
        ends = tuple(_end(label, gathered.ends.get(label), info) for label in along.labels)
    return Follow(
        along.key(first),
        along.edge,
        along.direction,
        ends,
        edge_properties=tuple(gathered.edge_properties),
        is_one=along.is_one,
        limit=first,
    )


def _end(label: str, asked: list[Asked] | None, info: ResolveInfo) -> Select:
    """Give what is read of one of several ends; something of one that is selected, so that the row says it is there."""
    if asked is None:
        return Select(label)
    select = _select(label, asked, info)
    return Select(label, ("id",)) if select.is_empty else select


def _with_id(follow: Follow) -> Follow:
    select = follow.ends[0]
    properties = tuple(dict.fromkeys(("id", *select.properties)))
    end = Select(select.label, properties, select.follows)
    return Follow(follow.key, follow.edge, follow.direction, (end,), is_one=follow.is_one, limit=follow.limit)


def _gather(parent: GraphQLNamedType, selection: SelectionSetNode, into: Gathered, info: ResolveInfo) -> None:
    assert isinstance(parent, GraphQLObjectType)  # An interface is planned once for each of its types.
    for node in _fields(selection, info, into.fragments, parent):
        if node.name.value.startswith("__"):
            continue
        definition = parent.fields[node.name.value]
        below = [(get_named_type(definition.type), node.selection_set)] if node.selection_set else []
        _gather_field(definition, node, below, into, info)


def _gather_field(
    definition: GraphQLField, node: FieldNode, below: list[Asked], into: Gathered, info: ResolveInfo
) -> None:
    declared = definition.extensions["strawberry-definition"]
    reads: Reads = declared.metadata.get(READS) or (Inside(()) if below else Stored((declared.python_name,)))
    match reads:
        case Stored(properties):
            into.properties.update(dict.fromkeys(properties))
        case OnEdge(properties):
            into.edge_properties.update(dict.fromkeys(properties))
        case Inside(properties):
            into.properties.update(dict.fromkeys(properties))
            for parent, selection in below:
                _gather(parent, selection, into, info)
        case End(label):
            into.ends.setdefault(label, []).extend(below)
        case Along():
            first = 1 if reads.is_one else checked_first(_first(node, info))
            into.follows.setdefault((reads, first), []).extend(below)
        case _:
            assert_never(reads)


def _first(node: FieldNode, info: ResolveInfo) -> int:
    """The argument ``first``, which the executor has checked to be an integer."""
    for argument in node.arguments or ():
        if argument.name.value == "first":
            value = value_from_ast_untyped(argument.value, _variables(info))
            return value if isinstance(value, int) else PAGE
    return PAGE


def _variables(info: ResolveInfo) -> dict[str, Any]:
    # Strawberry hands its resolvers the plain mapping, where graphql-core's own executor has a container.
    variables: Any = info.variable_values
    return dict(getattr(variables, "coerced", variables))


def _fields(
    selection: SelectionSetNode, info: ResolveInfo, seen: set[str], on: GraphQLObjectType | None = None
) -> Iterator[FieldNode]:
    """Give the fields that are selected; with ``on``, without those of fragments on other types."""
    for node in selection.selections:
        if not _is_included(node, info):
            continue
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            if _applies(node.type_condition, on, info):
                yield from _fields(node.selection_set, info, seen, on)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
            fragment = info.fragments[node.name.value]
            if _applies(fragment.type_condition, on, info):
                seen.add(node.name.value)
                yield from _fields(fragment.selection_set, info, seen, on)


def _applies(condition: NamedTypeNode | None, on: GraphQLObjectType | None, info: ResolveInfo) -> bool:
    if condition is None or on is None or condition.name.value == on.name:
        return True
    kind = info.schema.get_type(condition.name.value)
    return isinstance(kind, GraphQLInterfaceType) and info.schema.is_sub_type(kind, on)


def _is_included(node: SelectionNode, info: ResolveInfo) -> bool:
    for directive in node.directives or ():
        if directive.name.value in ("skip", "include"):
            value = value_from_ast_untyped((directive.arguments or ())[0].value, _variables(info))
            if value is (directive.name.value == "skip"):
                return False
    return True

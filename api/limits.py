"""Limits on one document, counted before it is validated: how deep it is, how many fields, aliases, repetitions, …

Validation compares every two fields of one name, and every two fragments of one selection, so that a few kilobytes
can keep it busy for seconds; what is counted here takes a few milliseconds. A fragment is measured once, whatever the
number of places where it is spread, so that measuring is cheap for a document made to be expensive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
)

from api.errors import (
    TOO_DEEP,
    TOO_MANY_ALIASES,
    TOO_MANY_DIRECTIVES,
    TOO_MANY_FIELDS,
    TOO_MANY_FRAGMENTS,
    TOO_MANY_REPEATS,
    TOO_MANY_ROOTS,
    TOO_MANY_VALUES,
    TOO_MANY_VARIABLES,
    VALUE_TOO_DEEP,
    Refused,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one request may ask, and that one application may be asked at a time.

    ``fields`` counts those of a fragment wherever it is spread; each root field is one query to the store, so ``roots``
    is the number of queries. ``repeats`` counts a field that stands again in one selection, with all the fields below
    it. ``cost`` is the number of nouns that may be read, ``page`` the most of them in one list. ``requests`` are those
    under way, waiting ones included; ``seconds`` is for one of them. ``subscriptions`` are those under way.
    """

    body: int = 1_000_000
    characters: int = 20_000
    tokens: int = 2_000
    depth: int = 16
    fields: int = 1_000
    roots: int = 20
    aliases: int = 50
    repeats: int = 150
    fragments: int = 50
    directives: int = 20
    variables: int = 50
    values: int = 2_000
    value_depth: int = 24
    cost: int = 50_000
    page: int = 100
    requests: int = 200
    subscriptions: int = 1_000
    seconds: float = 30.0


DEFAULT_LIMITS = Limits()

# What is counted of a document, with the code of the refusal where it is more than the limit of the same name.
_CODES = {
    "depth": TOO_DEEP,
    "fields": TOO_MANY_FIELDS,
    "roots": TOO_MANY_ROOTS,
    "aliases": TOO_MANY_ALIASES,
    "repeats": TOO_MANY_REPEATS,
    "fragments": TOO_MANY_FRAGMENTS,
    "directives": TOO_MANY_DIRECTIVES,
    "variables": TOO_MANY_VARIABLES,
    "values": TOO_MANY_VALUES,
    "value_depth": VALUE_TOO_DEEP,
}


@dataclass(frozen=True, slots=True)
class Size:
    """How deep a selection goes, how many fields it has in all and at its top, and how many of them are repeated."""

    depth: int = 0
    fields: int = 0
    roots: int = 0
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """What a document has, wherever it stands; a fragment's counts once."""

    aliases: int = 0
    fragments: int = 0
    directives: int = 0
    variables: int = 0
    value_depth: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """The values of a request's variables: how many, those inside others too, and how deep."""

    values: int = 0
    value_depth: int = 0


@dataclass(slots=True)
class Measured:
    """The size of a selection, and the number of fields at and below each name at its top: the first, and all."""

    size: Size = field(default_factory=Size)
    names: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, name: str, first: int, all: int) -> None:
        """Count a field; one that has come before is a repetition with all that is below it."""
        known = self.names.get(name)
        self.names[name] = (first, all) if known is None else (known[0], known[1] + all)


class Measure:
    """Sizes of one document's selections; of each fragment once."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.known: dict[str, Measured] = {}

    def size_of(self, selection: SelectionSetNode | None) -> Size:
        """Measure a selection; what is below introspection counts nothing."""
        return self._measured(selection).size

    def size_of_fragment(self, name: str) -> Size:
        """Measure a fragment; one that spreads itself, or is unknown, is for validation to refuse."""
        return self._measured_fragment(name).size

    def _measured(self, selection: SelectionSetNode | None) -> Measured:
        measured, repeats, size = Measured(), 0, Size()
        for node in selection.selections if selection else ():
            below = self._measured_node(node)
            for name, (first, all) in below.names.items():
                measured.add(name, first, all)
            repeats += below.size.repeats
            size = Size(
                max(size.depth, below.size.depth), size.fields + below.size.fields, size.roots + below.size.roots
            )
        own = sum(all - first for first, all in measured.names.values())
        measured.size = Size(size.depth, size.fields, size.roots, repeats + own)
        return measured

    def _measured_node(self, node: SelectionNode) -> Measured:
        match node:
            case FieldNode() if node.name.value.startswith("__"):
                is_root = node.selection_set is not None
                return Measured(Size(roots=int(is_root)), {_response_name(node): (1, 1)})
            case FieldNode():
                below = self._measured(node.selection_set).size
                size = Size(below.depth + 1, below.fields + 1, 1, below.repeats)
                return Measured(size, {_response_name(node): (size.fields, size.fields)})
            case InlineFragmentNode():
                return self._without_own_repeats(self._measured(node.selection_set))
            case FragmentSpreadNode():
                return self._without_own_repeats(self._measured_fragment(node.name.value))
            case _:
                raise AssertionError(f"GraphQL has no other selection: {node}")

    def _measured_fragment(self, name: str) -> Measured:
        if name not in self.known:
            self.known[name] = Measured()
            fragment = self.fragments.get(name)
            self.known[name] = self._measured(fragment.selection_set if fragment else None)
        return self.known[name]

    @staticmethod
    def _without_own_repeats(measured: Measured) -> Measured:
        """Leave out what is repeated at the top: the selection around it counts that together with its own fields."""
        size, own = measured.size, sum(all - first for first, all in measured.names.values())
        return Measured(Size(size.depth, size.fields, size.roots, size.repeats - own), measured.names)


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Raise `Refused` where the document is more than ``limits`` allow, by whatever path through its definitions."""
    _check(_count(document), limits)
    measure = Measure(document)
    for name in measure.fragments:
        # Validation reads a fragment that is spread nowhere too; what is at its top is not at the root.
        _check(replace(measure.size_of_fragment(name), roots=0), limits)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            _check(measure.size_of(node.selection_set), limits)


def check_variables(variables: Mapping[str, Any], limits: Limits) -> None:
    """Raise `Refused` where there are more values, or deeper ones, than ``limits`` allow."""
    values, depth, level = 0, 0, list(variables.values())
    while level:
        values, depth = values + len(level), depth + 1
        # A level is counted before the next is listed, so that no more is listed than may be.
        _check(Given(values, depth), limits)
        level = [inside for one in level for inside in _inside(one)]


def _inside(value: Any) -> Iterable[Any]:
    match value:
        case dict():
            return value.values()
        case list():
            return value
        case _:
            return ()


def _check(counted: Size | Count | Given, limits: Limits) -> None:
    for one in fields(counted):
        number, most = getattr(counted, one.name), getattr(limits, one.name)
        if number > most:
            raise Refused(
                _CODES[one.name], f"{one.name.replace('_', ' ')} of the query: {number}; the limit is {most}."
            )


def _count(document: DocumentNode) -> Count:
    aliases = fragments = directives = variables = value_depth = 0
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            variables += len(definition.variable_definitions or ())
            for one in definition.variable_definitions or ():
                directives += len(one.directives or ())
                value_depth = max(value_depth, _value_depth(one.default_value) if one.default_value else 0)
        directives += len(getattr(definition, "directives", None) or ())
        for node in selected_nodes(definition):
            directives += len(node.directives or ())
            aliases += isinstance(node, FieldNode) and node.alias is not None
            fragments += isinstance(node, FragmentSpreadNode)
            for argument in getattr(node, "arguments", None) or ():
                value_depth = max(value_depth, _value_depth(argument.value))
    return Count(aliases, fragments, directives, variables, value_depth)


def _value_depth(value: ValueNode) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        lists = [inside for one in level if isinstance(one, ListValueNode) for inside in one.values]
        objects = [inside.value for one in level if isinstance(one, ObjectValueNode) for inside in one.fields]
        level = [*lists, *objects]
    return depth


def selected_nodes(definition: object) -> Iterator[SelectionNode]:
    """Give every field, fragment and spread in a definition, however deep."""
    pending: list[Iterable[SelectionNode]] = [_selections(definition)]
    while pending:
        for node in pending.pop():
            yield node
            pending.append(_selections(node))


def _selections(node: object) -> Iterable[SelectionNode]:
    selection: SelectionSetNode | None = getattr(node, "selection_set", None)
    return selection.selections if selection else ()


def _response_name(node: FieldNode) -> str:
    return (node.alias or node.name).value

"""Strawberry's executor with a shorter way to complete a value: by code that was compiled for its selection.

The resolver of a root field plans, asks the store once, and gives rows; what follows needs no resolver that knows
of the request. Each value with a selection is completed by a compiled function where there is one, else by
graphql-core, which comes back here for every value below: so a field that can't be compiled (``ask``, introspection)
leaves the rest of its operation fast. Where a value is not as the schema says, the compiled function raises, and
graphql-core completes the same value anew by the specification's rules for null and for the paths of errors.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLUnionType,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.arguments import convert_arguments

from api.execution_code import Complete, NotCompilableError, compile_completion

MOST_KEPT = 256
Values: TypeAlias = str
Compiled: TypeAlias = Complete | None


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a document selects: the nodes of one field, told apart by identity, since fragments decide what they mean.

    As a key of a cache it holds its nodes, so that those of no other document get their identities.
    """

    nodes: tuple[FieldNode, ...]
    fragments: Mapping[str, FragmentDefinitionNode]

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.nodes)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and list(map(id, self.nodes)) == list(map(id, other.nodes))


@lru_cache(maxsize=MOST_KEPT)
def variables_at(place: Place) -> tuple[str, ...]:
    """Give the variables that decide what is selected at a place: those inside of directives and arguments."""
    selections = [node.selection_set for node in place.nodes if node.selection_set]
    return tuple(sorted(set(_variables(selections, place.fragments, set()))))


class Compilations:
    """What was compiled last: a place may be there more than once, by the values of the variables inside."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[object, Compiled] = OrderedDict()

    def get(self, place: Place, kind: GraphQLOutputType, values: Values, compile: Callable[[], Compiled]) -> Compiled:
        """Give what is kept, else compile it; what was not asked for the longest goes. None can't be compiled."""
        key = (place, kind, values)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        compiled = compile()
        with self._lock:
            self._kept[key] = compiled
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return compiled


COMPILATIONS = Compilations()


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Executes one operation."""

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Complete a value by compiled code where that is possible, else as graphql-core does."""
        if field_details_list[0].node.selection_set is not None:
            complete = self._compiled(return_type, field_details_list)
            if complete is not None:
                try:
                    return complete(result)
                except Exception:  # noqa: BLE001 -- graphql-core meets the same error below, and tells it with its path.
                    pass
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)

    def fields_of(self, kind: GraphQLObjectType, selected: FieldDetailsList) -> Mapping[str, FieldDetailsList]:
        """Give what is selected of ``kind``, by response key."""
        return self.collect_subfields(kind, selected).grouped_field_set

    def types_of(self, kind: GraphQLInterfaceType | GraphQLUnionType) -> Iterable[GraphQLObjectType]:
        """Give the types that a value of ``kind`` may have."""
        return self.schema.get_possible_types(kind)

    def arguments_of(self, field: GraphQLField, selected: FieldDetailsList) -> dict[str, Any]:
        """Give the arguments of a field as its resolver takes them."""
        node, _, fragment_variables = selected[0]
        values = get_argument_values(field, node, self.variable_values, fragment_variables)
        schema = self.schema.extensions["strawberry-definition"]
        return convert_arguments(
            values,
            field.extensions["strawberry-definition"].arguments,
            scalar_registry=schema.schema_converter.scalar_registry,
            config=schema.config,
        )

    def _compiled(self, kind: GraphQLOutputType, selected: FieldDetailsList) -> Compiled:
        place = Place(tuple(details.node for details in selected), self.fragment_definitions)
        names = variables_at(place)
        values = repr([self.variable_values.coerced.get(name) for name in names]) if names else ""
        return COMPILATIONS.get(place, kind, values, lambda: _compile(kind, selected, self))


def _compile(kind: GraphQLOutputType, selected: FieldDetailsList, executor: Executor) -> Compiled:
    try:
        return compile_completion(kind, selected, executor)
    except (NotCompilableError, SyntaxError, RecursionError):
        # Python nests a hundred blocks at most. Limits keep documents far below, where there are limits.
        return None


def _variables(
    selections: Iterable[SelectionSetNode], fragments: Mapping[str, FragmentDefinitionNode], seen: set[str]
) -> Iterator[str]:
    """Give the variables that decide what selections mean: those of directives and of arguments."""
    for selection in selections:
        for node in selection.selections:
            arguments = [*(argument for each in node.directives or () for argument in each.arguments or ())]
            if isinstance(node, FieldNode):
                arguments += node.arguments or ()
            for argument in arguments:
                yield from _named(argument.value)
            if isinstance(node, FragmentSpreadNode):
                if node.name.value not in seen:
                    seen.add(node.name.value)
                    yield from _variables([fragments[node.name.value].selection_set], fragments, seen)
            elif isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                yield from _variables([node.selection_set], fragments, seen)


def _named(value: ValueNode) -> Iterator[str]:
    if isinstance(value, VariableNode):
        yield value.name.value
    elif isinstance(value, ListValueNode):
        for each in value.values:
            yield from _named(each)
    elif isinstance(value, ObjectValueNode):
        for member in value.fields:
            yield from _named(member.value)

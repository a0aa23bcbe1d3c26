"""What a query may cost: how many nouns it may read, which is known from its lists before it is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    value_from_ast_untyped,
)

from api.errors import COST_TOO_HIGH, PAGE_TOO_LARGE, Refused
from api.limits import Limits, selected_nodes
from api.places import MOST_KEPT, Kept, Known
from api.projector import PAGE
from graph.grounding import MOST_READ

# The arguments that say how many there may be in a list, by number or one by one.
_SIZES = ("first", "last", "limit", "ids")
# A connection is the same nouns as its edges: none of these is a noun of its own.
_WRAPPERS = ("edges", "node", "pageInfo")
# Groups are counted, not read one by one, so that no page is too large for them but the executor's own.
_GROUPS = "Group"
# A question is grounded in the store before it is answered.
_ASK = "ask"
COSTS: Kept[int] = Kept()


@dataclass(slots=True)
class Costs:
    """The costs of one operation's selections, with the values of its variables; of each fragment once."""

    schema: GraphQLSchema
    document: DocumentNode
    variables: dict[str, Any]
    limits: Limits
    known: dict[str, int] = field(default_factory=dict)

    def of_operation(self, operation: OperationDefinitionNode) -> int:
        """Give the sum over all lists of their size times what one of them costs. Raises `Refused`."""
        root = self.schema.get_root_type(operation.operation)
        cost = self._of_selection(root, operation.selection_set)
        if cost > self.limits.cost:
            message = f"cost of the query: {cost}; the limit is {self.limits.cost}. Ask for smaller pages."
            raise Refused(COST_TOO_HIGH, message)
        return cost

    def _of_selection(self, parent: GraphQLNamedType | None, selection: SelectionSetNode) -> int:
        cost = 0
        for node in selection.selections:
            match node:
                case FieldNode():
                    cost += self._of_field(parent, node)
                case InlineFragmentNode():
                    on = self.schema.get_type(node.type_condition.name.value) if node.type_condition else parent
                    cost += self._of_selection(on, node.selection_set)
                case FragmentSpreadNode():
                    cost += self._of_fragment(node.name.value)
                case _:
                    raise AssertionError(f"GraphQL has no other selection: {node}")
        return cost

    def _of_fragment(self, name: str) -> int:
        if name not in self.known:
            # A fragment that spreads itself, or is unknown, is for validation to refuse.
            self.known[name] = 0
            for node in self.document.definitions:
                if isinstance(node, FragmentDefinitionNode) and node.name.value == name:
                    on = self.schema.get_type(node.type_condition.name.value)
                    self.known[name] = self._of_selection(on, node.selection_set)
        return self.known[name]

    def _of_field(self, parent: GraphQLNamedType | None, node: FieldNode) -> int:
        fields = parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
        definition = fields.get(node.name.value)
        if definition is None or node.selection_set is None:
            return 0
        below = self._of_selection(get_named_type(definition.type), node.selection_set)
        size = self._size_of(definition, node)
        if size is not None:
            return size * (1 + below)
        if node.name.value in _WRAPPERS:
            return below
        return 1 + below + (MOST_READ if parent is self.schema.query_type and node.name.value == _ASK else 0)

    def _size_of(self, definition: GraphQLField, node: FieldNode) -> int | None:
        """Give how many there may be in the list, or None where the field is none. Raises `Refused`."""
        names = [name for name in _SIZES if name in definition.args]
        given = {one.name.value: value_from_ast_untyped(one.value, self.variables) for one in node.arguments or ()}
        sizes = [(name, given.get(name, definition.args[name].default_value)) for name in names]
        most = None if get_named_type(definition.type).name.endswith(_GROUPS) else self.limits.page
        numbers = [(name, _size(size)) for name, size in sizes]
        asked = [_checked(name, size, most) for name, size in numbers if isinstance(size, int)]
        return max(asked, default=PAGE) if names else None


def _checked(name: str, size: int, most: int | None) -> int:
    if most is not None and size > most:
        raise Refused(PAGE_TOO_LARGE, f"{name}: {size}; ask for at most {most}, and for the next page after that.")
    return max(size, 0)  # The executor refuses less than 0, with the place where it stands.


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    limits: Limits,
) -> int:
    """Give the cost of an operation. Raises `Refused` for one that costs more than ``limits`` allow.

    It is worked out once for each document and the sizes in its variables.
    """
    known = Known(document)
    sizes = {name: _size(variables[name]) for name in variables_of_sizes(known) if name in variables}
    name = operation.name.value if operation.name else None
    return COSTS.get((known, name, repr(sizes), limits), lambda: _cost_of(schema, document, operation, sizes, limits))


def _cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    sizes: dict[str, Any],
    limits: Limits,
) -> int:
    given = dict(sizes)
    for one in operation.variable_definitions or ():
        if one.default_value is not None:
            given.setdefault(one.variable.name.value, value_from_ast_untyped(one.default_value))
    return Costs(schema, document, given, limits).of_operation(operation)


def _size(value: Any) -> Any:
    return len(value) if isinstance(value, list) else value


@lru_cache(MOST_KEPT)
def variables_of_sizes(known: Known) -> tuple[str, ...]:
    """Give the variables that say how many there may be in a list."""
    arguments = (
        argument
        for definition in known.document.definitions
        for node in selected_nodes(definition)
        for argument in getattr(node, "arguments", None) or ()
    )
    values = (argument.value for argument in arguments if argument.name.value in _SIZES)
    return tuple(sorted({value.name.value for value in values if isinstance(value, VariableNode)}))

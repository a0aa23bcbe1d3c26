"""Strawberry's executor with a shorter way to complete a value: by code that was compiled for its selection.

The resolver of a root field plans, asks the store once, and gives rows; what follows needs no resolver that knows
of the request. Each value with a selection is completed by a compiled function where there is one, else by
graphql-core, which comes back here for every value below: so a field that can't be compiled (``ask``, introspection)
leaves the rest of its operation fast. Where a value is not as the schema says, the compiled function raises, and
graphql-core completes the same value anew by the specification's rules for null and for the paths of errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLUnionType,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.arguments import convert_arguments

from api.execution_code import Complete, NotCompilableError, compile_completion
from api.places import Kept, Place, values_at

Compiled: TypeAlias = Complete | None
COMPILATIONS: Kept[Compiled] = Kept()


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
        key = (place, kind, values_at(place, self.variable_values.coerced))
        return COMPILATIONS.get(key, lambda: _compile(kind, selected, self))


def _compile(kind: GraphQLOutputType, selected: FieldDetailsList, executor: Executor) -> Compiled:
    try:
        return compile_completion(kind, selected, executor)
    except (NotCompilableError, SyntaxError, RecursionError):
        # Python nests a hundred blocks at most. Limits keep documents far below, where there are limits.
        return None

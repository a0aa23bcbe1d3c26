"""Strawberry's executor with a shorter way to complete a value: by code that was compiled for its selection.

The resolver of a root field plans, asks the store once, and gives rows; what follows needs no resolver that knows
of the request. Each value with a selection is completed by a compiled function where there is one, else by
graphql-core, which comes back here for every value below: so a field that can't be compiled (``ask``, introspection)
leaves the rest of its operation fast. Where a value is not as the schema says, the compiled function raises, and
graphql-core completes the same value anew by the specification's rules for null and for the paths of errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias, cast

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
from strawberry import Info
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.field import StrawberryField

from api.arguments import Converters, argument_converters, converted
from api.execution_code import Complete, NotCompilableError, compile_completion
from api.places import Kept, Place, values_at

Compiled: TypeAlias = Complete | None
COMPILATIONS: Kept[Compiled] = Kept()


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Executes one operation."""

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> Any:
        """Resolve a root field of a query without what Strawberry does around its resolver."""
        node, _, fragment_variables = field_details_list[0]
        field = parent_type.fields.get(node.name.value)
        if parent_type is not self.schema.query_type or field is None:
            return super().execute_field(parent_type, source, field_details_list, path, position_context)
        declared = field.extensions["strawberry-definition"]
        resolver, converters = _resolver_of(declared)
        info = self.build_resolve_info(field, [details.node for details in field_details_list], parent_type, path)
        try:
            values = get_argument_values(field, node, self.variable_values, fragment_variables)
            result = resolver(source, Info(info, declared), **converted(values, converters))
            return self.complete_value(field.type, field_details_list, info, path, result, position_context)
        except Exception as error:  # noqa: BLE001 -- as graphql-core does: it is told with its path.
            self.handle_field_error(error, field.type, field_details_list, path)
            return None

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
        return converted(values, argument_converters(field.extensions["strawberry-definition"].arguments))

    def _compiled(self, kind: GraphQLOutputType, selected: FieldDetailsList) -> Compiled:
        place = Place(tuple(details.node for details in selected), self.fragment_definitions)
        key = (place, kind, values_at(place, self.variable_values.coerced))
        return COMPILATIONS.get(key, lambda: _compile(kind, selected, self))


@cache
def _resolver_of(declared: StrawberryField) -> tuple[Callable[..., Any], Converters]:
    assert declared.base_resolver is not None
    resolver = cast("Callable[..., Any]", declared.base_resolver.wrapped_func)
    return resolver, argument_converters(declared.arguments)


def _compile(kind: GraphQLOutputType, selected: FieldDetailsList, executor: Executor) -> Compiled:
    try:
        return compile_completion(kind, selected, executor)
    except (NotCompilableError, SyntaxError, RecursionError):
        # Python nests a hundred blocks at most. Limits keep documents far below, where there are limits.
        return None

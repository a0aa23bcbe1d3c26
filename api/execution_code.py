"""Writes the Python function that makes response data of what a root field found: one dict display a noun.

graphql-core completes each value by itself: it builds a path, the `info` of each field and its arguments, and asks
what kind of type it has. All of that is the same for every row of one selection, so here it is worked out once and
written down as code, as `dataclasses` does. The code holds for values that are as the schema says; for any other it
raises, and the executor, which knows the rules for errors, completes the value instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, TypeAlias

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    GraphQLUnionType,
    Undefined,
)
from graphql.execution.collect_fields import FieldDetailsList
from strawberry.types.field import StrawberryField

from api.projector import KEY, READS, Along, Edges

Complete: TypeAlias = Callable[[Any], Any]

# What a value must be to stand in the response as it is; any other is coerced as GraphQL asks. Integers of 30 bits
# compare faster than those of GraphQL's 32.
_AS_IT_IS = {
    GraphQLString: "{0}.__class__ is str",
    GraphQLID: "{0}.__class__ is str",
    GraphQLBoolean: "{0}.__class__ is bool",
    GraphQLInt: "{0}.__class__ is int and -1073741824 < {0} < 1073741824",
    GraphQLFloat: "{0}.__class__ is float and {0} - {0} == 0.0",
}

# Loops inside of each other in one function: Python has twenty blocks for them, and indents the lines ever more.
_MOST_LOOPS = 4


class NotCompilableError(Exception):
    """The selection has a field that is more than a reading of its row. Leave it to the executor."""


class Selections(Protocol):
    """What the code is made from: the executor of one operation, whose variables are known."""

    def fields_of(self, kind: GraphQLObjectType, selected: FieldDetailsList) -> Mapping[str, FieldDetailsList]:
        """Give what is selected of ``kind``, by response key; fragments and directives are followed."""

    def types_of(self, kind: GraphQLInterfaceType | GraphQLUnionType) -> Iterable[GraphQLObjectType]:
        """Give the types that a value of ``kind`` may have."""

    def arguments_of(self, field: GraphQLField, selected: FieldDetailsList) -> dict[str, Any]:
        """Give the arguments of a field as its resolver takes them."""


def compile_completion(kind: GraphQLOutputType, selected: FieldDetailsList, selections: Selections) -> Complete:
    """Give the function that completes a value of ``kind``; it raises for one that is not as the schema says.

    Raises `NotCompilableError`.
    """
    writer = _Writer(selections)
    name = writer.function(writer.completed(kind, selected, "v"))
    return writer.compiled(name)


class _Writer:
    """The text of functions so far, and the values that they name."""

    def __init__(self, selections: Selections) -> None:
        self.selections = selections
        self.loops = 0
        self.text: list[str] = []
        self.names: dict[str, Any] = {}

    def compiled(self, name: str) -> Complete:
        """Give the function of this name."""
        # The text is ours: names of GraphQL stand in it as literals, and all else is a name for a value.
        exec(compile("\n".join(self.text), "<selection>", "exec"), self.names)
        function: Complete = self.names[name]
        return function

    def name(self, value: Any) -> str:
        """Give the name by which the text may refer to ``value``."""
        name = f"g{len(self.names)}"
        self.names[name] = value
        return name

    def function(self, lines: Sequence[str]) -> str:
        """Write a function that completes ``v``; gives its name."""
        name = self.name(None)
        self.text += [f"def {name}(v):", *(f"    {line}" for line in lines), "    return v"]
        return name

    def completed(self, kind: GraphQLOutputType, selected: FieldDetailsList, v: str) -> list[str]:
        """Give the lines that complete the variable ``v`` in place."""
        is_nullable = not isinstance(kind, GraphQLNonNull)
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(inner, GraphQLList):
            return _unless_null(self._list(inner.of_type, selected, v), v, is_nullable=is_nullable)
        if isinstance(inner, GraphQLObjectType):
            return _unless_null(self._object(inner, selected, v), v, is_nullable=is_nullable)
        if isinstance(inner, GraphQLInterfaceType | GraphQLUnionType):
            return _unless_null([f"{v} = {self._abstract(inner, selected)}({v})"], v, is_nullable=is_nullable)
        if isinstance(inner, GraphQLEnumType):
            names = {value.value: name for name, value in inner.values.items()}
            return [f"{v} = {self.name({**names, None: None} if is_nullable else names)}[{v}]"]
        if not hasattr(inner, "coerce_output_value"):
            raise NotCompilableError(str(kind))
        coerce = f"{v} = {self.name(_coercing(inner))}({v})"
        if inner in _AS_IT_IS:
            return [f"if not ({_AS_IT_IS[inner].format(v)}){f' and {v} is not None' if is_nullable else ''}: {coerce}"]
        return _unless_null([coerce], v, is_nullable=is_nullable)

    def _list(self, kind: GraphQLOutputType, selected: FieldDetailsList, v: str) -> list[str]:
        lines = [f"if {v}.__class__ is not list: {v} = {self.name(_listed)}({v})"]
        if self.loops == _MOST_LOOPS:
            return [*lines, f"{v} = [{self._function(kind, selected)}(each) for each in {v}]"]
        each, made = f"{v}_each", f"{v}_made"
        self.loops += 1
        inside = [*self.completed(kind, selected, each), f"{made}.append({each})"]
        self.loops -= 1
        # A call for each would take longer than what is done in it for a short selection.
        return [*lines, f"{made} = []", f"for {each} in {v}:", *(f"    {line}" for line in inside), f"{v} = {made}"]

    def _abstract(self, kind: GraphQLInterfaceType | GraphQLUnionType, selected: FieldDetailsList) -> str:
        if kind.resolve_type is None:
            raise NotCompilableError(str(kind))
        types = self.selections.types_of(kind)
        completions = ", ".join(f"{one.name!r}: {self._function(one, selected)}" for one in types)
        return self.function([f"v = {{{completions}}}[{self.name(kind.resolve_type)}(v, None, {self.name(kind)})](v)"])

    def _function(self, kind: GraphQLOutputType, selected: FieldDetailsList) -> str:
        loops, self.loops = self.loops, 0
        name = self.function(self.completed(kind, selected, "v"))
        self.loops = loops
        return name

    def _object(self, kind: GraphQLObjectType, selected: FieldDetailsList, v: str) -> list[str]:
        """Give the lines that make the response's object of the row ``v``, in place."""
        lines = [f"if not {self.name(kind.is_type_of)}({v}, None): raise TypeError"] if kind.is_type_of else []
        parts = []
        for number, (key, details) in enumerate(self.selections.fields_of(kind, selected).items()):
            name = details[0].node.name.value
            if name == "__typename":
                parts.append(f"{key!r}: {kind.name!r}")
                continue
            field, inner = kind.fields[name], f"{v}_{number}"
            lines.append(f"{inner} = {self._reading(field, details, v)}")
            lines += self.completed(field.type, details, inner)
            parts.append(f"{key!r}: {inner}")
        if not lines:
            # Nothing is read, and yet null is not an object.
            lines.append(f"len({v})")
        return [*lines, f"{v} = {{{', '.join(parts)}}}"]

    def _reading(self, field: GraphQLField, details: FieldDetailsList, v: str) -> str:
        """Give the expression that reads a field of the row ``v``."""
        declared = field.extensions.get("strawberry-definition")
        if not isinstance(declared, StrawberryField) or declared.extensions or declared.is_async:
            raise NotCompilableError(details[0].node.name.value)
        resolver = declared.base_resolver
        if resolver is None:
            return f"{v}[{declared.python_name!r}]"
        if declared.metadata.get(KEY) is not None:
            return f"{v}[{declared.metadata[KEY]!r}]"
        if resolver.info_parameter or resolver.self_parameter or not resolver.parent_parameter:
            raise NotCompilableError(details[0].node.name.value)
        arguments = self.selections.arguments_of(field, details) if field.args else {}
        reads = declared.metadata.get(READS)
        if isinstance(reads, Along) and reads.then is None:
            return f"{v}[{reads.key(1 if reads.is_one else arguments['first'])!r}]"
        read: Any = resolver.wrapped_func
        return f"{self.name(partial(read, **arguments) if arguments else read)}({v})"


def _unless_null(lines: list[str], v: str, *, is_nullable: bool) -> list[str]:
    return [f"if {v} is not None:", *(f"    {line}" for line in lines)] if is_nullable else lines


def _coercing(kind: Any) -> Complete:
    def coerce(value: Any) -> Any:
        # A scalar's own function may take null for a value: str(None) is a text.
        coerced = None if value is None else kind.coerce_output_value(value)
        if coerced is None or coerced is Undefined:
            raise TypeError(f"{value!r} is no {kind}")
        return coerced

    return coerce


def _listed(value: Any) -> Iterable[Any]:
    if not isinstance(value, tuple | Edges):
        raise TypeError(f"{value!r} is no list")
    return value

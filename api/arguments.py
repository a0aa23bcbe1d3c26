"""Arguments as resolvers take them: what Strawberry's conversion looks up for each request, looked up once a type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING
from functools import cache
from typing import Any, TypeAlias

from strawberry import UNSET
from strawberry.schema.name_converter import NameConverter
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryOptional, has_object_definition
from strawberry.types.lazy_type import LazyType

Convert: TypeAlias = Callable[[Any], Any]
Converters: TypeAlias = Mapping[str, tuple[str, Convert]]

NAMES = NameConverter()


def argument_converters(arguments: Iterable[StrawberryArgument]) -> Converters:
    """Give the Python name of each argument by its GraphQL name, and what makes its value of graphql-core's."""
    return {NAMES.from_argument(one): (one.python_name, _converter(one.type)) for one in arguments}


def converted(values: Mapping[str, Any], converters: Converters) -> dict[str, Any]:
    """Give values by their Python names."""
    made = {}
    for name, value in values.items():
        python_name, convert = converters[name]
        made[python_name] = value if value is None or value is UNSET else convert(value)
    return made


def _converter(kind: Any) -> Convert:
    """Give what converts a value that is there."""
    if isinstance(kind, StrawberryOptional):
        return _converter(kind.of_type)
    if isinstance(kind, LazyType):
        return _converter(kind.resolve_type())
    if isinstance(kind, StrawberryList):
        return _list_converter(_converter(kind.of_type))
    if has_object_definition(kind):
        return lambda values: _object(kind, values)
    return _as_it_is


def _list_converter(convert: Convert) -> Convert:
    return lambda values: [value if value is None else convert(value) for value in values]


def _as_it_is(value: Any) -> Any:
    return value


def _object(kind: Any, values: Mapping[str, Any]) -> Any:
    converters, absent = _fields_of(kind)
    return kind(**{**absent, **converted(values, converters)})


@cache
def _fields_of(kind: Any) -> tuple[Converters, dict[str, None]]:
    """Give the converters of an input type, and null for each field that may be left out and has no default.

    They are looked up when they are first needed, because input types hold each other.
    """
    definition = kind.__strawberry_definition__
    converters = {
        NAMES.from_field(field): (field.python_name, _converter(field.resolve_type(type_definition=definition)))
        for field in definition.fields
    }
    absent = [
        field.python_name
        for field in definition.fields
        if field.default_value is MISSING and field.default_factory is MISSING
    ]
    return converters, dict.fromkeys(absent)

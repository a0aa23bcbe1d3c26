"""Places in documents, and what was worked out for them: documents come again and again, so each is worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

MOST_KEPT = 256
Result = TypeVar("Result")


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


class Known:
    """A document as the key of a cache: itself, since graphql-core would hash all its nodes each time.

    As a key it keeps the document, so that no other one gets its identity.
    """

    __slots__ = ("document",)

    def __init__(self, document: DocumentNode) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Known) and other.document is self.document


class Kept(Generic[Result]):
    """The results that were asked for last."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._results: OrderedDict[Hashable, Result] = OrderedDict()

    def get(self, key: Hashable, work_out: Callable[[], Result]) -> Result:
        """Give what is kept, else work it out and keep it; what was not asked for the longest goes."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
        result = work_out()
        with self._lock:
            self._results[key] = result
            if len(self._results) > self._most:
                self._results.popitem(last=False)
        return result

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._results.clear()


def values_at(place: Place, variables: Mapping[str, Any]) -> str:
    """Give the values of the variables that decide what is selected at a place; equal texts mean the same selection."""
    names = variables_at(place)
    return repr([variables.get(name) for name in names]) if names else ""


@lru_cache(maxsize=MOST_KEPT)
def variables_at(place: Place) -> tuple[str, ...]:
    """Give the variables that decide what is selected at a place."""
    selections = [node.selection_set for node in place.nodes if node.selection_set]
    return tuple(sorted(set(_variables(selections, place.fragments, set()))))


def _variables(
    selections: Iterable[SelectionSetNode], fragments: Mapping[str, FragmentDefinitionNode], seen: set[str]
) -> Iterator[str]:
    """Give the variables inside of selections: those of directives and of arguments."""
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

"""Limits on one document, counted before it runs: its tokens, depth, fields in all, and fields at the root.

A fragment is measured once, whatever the number of places where it is spread, so that measuring is cheap for a
document made to be expensive.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    ASTValidationRule,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.language import VisitorAction
from graphql.validation import ASTValidationContext


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may ask; ``fields`` counts those of a fragment wherever it is spread.

    Each root field is one query to the store, so ``roots`` is the number of queries.
    """

    tokens: int = 2_000
    depth: int = 16
    fields: int = 1_000
    roots: int = 20


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Size:
    """How deep a selection goes, how many fields it has in all, and how many at its top (``roots``)."""

    depth: int = 0
    fields: int = 0
    roots: int = 0


class Measure:
    """Sizes of one document's selections; of each fragment once."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.known: dict[str, Size] = {}

    def size_of(self, selection: SelectionSetNode | None) -> Size:
        """Measure a selection; introspection counts nothing."""
        size = Size()
        for node in selection.selections if selection else ():
            if isinstance(node, FieldNode):
                if node.name.value.startswith("__"):
                    continue
                below = self.size_of(node.selection_set)
                below = Size(below.depth + 1, below.fields + 1, 1)
            elif isinstance(node, InlineFragmentNode):
                below = self.size_of(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                below = self.size_of_fragment(node.name.value)
            size = Size(max(size.depth, below.depth), size.fields + below.fields, size.roots + below.roots)
        return size

    def size_of_fragment(self, name: str) -> Size:
        """Measure a fragment; one that spreads itself, or is unknown, is for the other rules to refuse."""
        if name not in self.known:
            self.known[name] = Size()
            fragment = self.fragments.get(name)
            self.known[name] = self.size_of(fragment.selection_set if fragment else None)
        return self.known[name]


def limiting_rule(limits: Limits) -> type[ASTValidationRule]:
    """Make the validation rule of ``limits``."""

    class LimitRule(ASTValidationRule):
        """Refuses an operation that is deeper or has more fields."""

        def __init__(self, context: ASTValidationContext) -> None:
            super().__init__(context)
            self.measure = Measure(context.document)

        def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> VisitorAction:
            size = self.measure.size_of(node.selection_set)
            for measured, name in ((size.depth, "depth"), (size.fields, "fields"), (size.roots, "roots")):
                most: int = getattr(limits, name)
                if measured > most:
                    self.report_error(GraphQLError(f"{name} of the query: {measured}; the limit is {most}.", node))
            return None

    return LimitRule

"""Documents parsed and validated once, however often they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from threading import Lock

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    Token,
    TokenKind,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.errors import NO_OPERATION, VALIDATION_FAILED
from api.limits import Limits, check_document, selected_nodes
from api.places import Known

# A document of the largest size takes about a megabyte when it is parsed.
MOST_DOCUMENTS = 256
# Each unknown name is compared with every known one for a suggestion, which takes a millisecond an error.
MOST_ERRORS = 10
DOCUMENT = "document"
# One new document at a time: of several threads that work for long, each keeps the interpreter from those who ask for
# what is known, and together they are no faster.
WORKING = Lock()
_NO_TOKEN = Token(TokenKind.SOF, 0, 0, 0, 0)


@lru_cache(MOST_DOCUMENTS)
def parse_document(text: str, most_tokens: int | None = None) -> DocumentNode:
    """Parse a document. Raises `GraphQLError`, and `RecursionError` for one that is nested too deeply."""
    with WORKING:
        document = parse(text, max_tokens=most_tokens)
        _drop_tokens(document)
    return document


def _drop_tokens(document: DocumentNode) -> None:
    """Take away the tokens that a document was parsed from, of which errors need the offsets alone.

    Each points at the next and at the one before, so that they would stay until the collector of garbage comes.
    """
    token = document.loc.start_token if document.loc else None
    while token is not None:
        following = token.next
        token.prev = token.next = None
        token = following
    nodes: list[Node] = [document]
    while nodes:
        node = nodes.pop()
        if node.loc is not None:
            node.loc.start_token = node.loc.end_token = _NO_TOKEN
        for key in node.keys:
            value = getattr(node, key, None)
            if isinstance(value, Node):
                nodes.append(value)
            elif isinstance(value, tuple):
                nodes.extend(each for each in value if isinstance(each, Node))


@lru_cache(MOST_DOCUMENTS)
def check_known(known: Known, limits: Limits) -> None:
    """Raise `Refused` where a document is more than ``limits`` allow; one that has passed is not counted again."""
    check_document(known.document, limits)


@lru_cache(MOST_DOCUMENTS)
def validation_errors(schema: GraphQLSchema, known: Known) -> tuple[GraphQLError, ...]:
    """Give the first errors of a document against the schema, each with its code."""
    document = known.document
    rules = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
    with WORKING:
        errors = validate(schema, document, rules, max_errors=MOST_ERRORS)
    for error in errors:
        error.extensions = {**(error.extensions or {}), "code": VALIDATION_FAILED}
        # They are kept, and would keep all that validation had at hand.
        for raised in (error, error.original_error):
            if raised is not None:
                raised.__traceback__ = None
    return tuple(errors)


def operation_errors(schema: GraphQLSchema, document: DocumentNode, name: str | None) -> list[GraphQLError]:
    """Give what keeps an operation from being executed; where several are there, one must be named."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    named = [node for node in operations if name is None or (node.name and node.name.value == name)]
    if not named:
        return [_unresolved(f"There is no operation{f' named {name}' if name else ''}.")]
    if errors := validation_errors(schema, Known(document)):
        return list(errors)
    # Strawberry would run the first one, where GraphQL's specification (6.1) asks for an error.
    return [_unresolved("Name one of the operations.")] if len(named) > 1 else []


def _unresolved(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": NO_OPERATION})


@lru_cache(MOST_DOCUMENTS)
def is_introspecting(known: Known) -> bool:
    """Whether a document asks for the schema; a fragment that does so may be spread in another operation too."""
    return any(
        isinstance(node, FieldNode) and node.name.value in ("__schema", "__type")
        for definition in known.document.definitions
        for node in selected_nodes(definition)
    )


class Documents(SchemaExtension):
    """Has Strawberry, which carries out subscriptions, take the parsed document and what validation said of it."""

    def on_parse(self) -> Iterator[None]:
        """Take the document that was handed over, or parse the text."""
        context = self.execution_context
        handed: DocumentNode | None = (context.operation_extensions or {}).get(DOCUMENT)
        if handed is not None:
            context.graphql_document = handed
        elif context.query:
            context.graphql_document = parse_document(context.query)
        yield

    def on_validate(self) -> Iterator[None]:
        """Tell what keeps the operation from being executed."""
        context = self.execution_context
        assert context.graphql_document is not None
        name = context._provided_operation_name
        context.pre_execution_errors = operation_errors(context.schema._schema, context.graphql_document, name)
        yield

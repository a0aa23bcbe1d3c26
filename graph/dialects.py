"""How each engine spells what cannot be the same text for both: the schema, and what the driver may ask of it.

Everything that reads or writes facts is common Cypher; see `graph.cypher` and `graph.writes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.labels import EDGES, LABELS, VECTOR, Label, Property, PropertyType
from graph.lookups import tie_breaker


class Dialect:
    """What both engines have: names of the schema's parts, so that they can be listed and compared."""

    name: str
    # Whether similarity may start at an index of vectors. ArcadeDB has one too, but builds it inside of the first query
    # after a bulk of writes, for longer than a query may take.
    has_vector_index = False
    has_page_index = False
    # Whether a page is read off an index only where the RETURN is sorted; before a WITH, all of the label would be.
    has_index_order_in_return = False

    def expected(self) -> frozenset[str]:
        """Give the names of the indexes that a whole schema has."""
        names = {label.index for label in LABELS if label.text}
        names.update(index_name(label, property) for label, property in indexed_properties())
        names.update(page_index_name(label, property) for label, property in paged_properties() if self.has_page_index)
        return frozenset(names.union(label.vector_index for label in vector_labels() if self.has_vector_index))

    def schema(self) -> Iterator[tuple[str, str]]:
        """Give name and statement of each part of the schema, in the order in which they can be made."""
        raise NotImplementedError

    def driver_options(self) -> Mapping[str, Any]:
        """Give what the driver is opened with beside address and pool."""
        return {}

    def transaction_timeout(self, seconds: float) -> float | None:
        """Give the limit that the driver sends with each transaction."""
        return seconds


class Neo4j(Dialect):
    """Neo4j 5.26 and the 2026 line."""

    name = "Neo4j"
    has_vector_index = True
    # ArcadeDB would find by the index of the value alone, and sort all that it finds.
    has_page_index = True

    def schema(self) -> Iterator[tuple[str, str]]:
        for label, property in indexed_properties():
            name = index_name(label, property)
            if property.name == "id":
                yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label.name}) REQUIRE n.id IS UNIQUE"
            else:
                yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label.name}) ON (n.{property.name})"
        for label, property in paged_properties():
            name = page_index_name(label, property)
            key = tie_breaker(label)
            yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label.name}) ON (n.{property.name}, n.{key})"
        for label in LABELS:
            if label.text:
                each = ", ".join(f"n.{name}" for name in label.text)
                text = f"CREATE FULLTEXT INDEX {label.index} IF NOT EXISTS FOR (n:{label.name}) ON EACH [{each}]"
                yield label.index, text
        for label in vector_labels():
            # Quantized vectors would pass or fail by their rounding.
            options = "`vector.similarity_function`: 'cosine', `vector.quantization.enabled`: false"
            made = f"CREATE VECTOR INDEX {label.vector_index} IF NOT EXISTS FOR (n:{label.name}) ON (n.{VECTOR.name})"
            yield label.vector_index, f"{made} OPTIONS {{indexConfig: {{{options}}}}}"
        # Neo4j fills an index after the statement that makes it; ArcadeDB fills it in the statement.
        yield "", "CALL db.awaitIndexes(300)"

    def driver_options(self) -> Mapping[str, Any]:
        # Neo4j notifies of every property that no node has yet; ArcadeDB's Bolt version has no notifications to ask
        # for, and the driver refuses the option there.
        return {"notifications_min_severity": "OFF"}


class ArcadeDB(Dialect):
    """ArcadeDB 26; its schema is SQL, because its Cypher has neither property types nor full-text indexes."""

    name = "ArcadeDB"
    has_index_order_in_return = True

    def schema(self) -> Iterator[tuple[str, str]]:
        for label in LABELS:
            yield "", f"CREATE VERTEX TYPE `{label.name}` IF NOT EXISTS"
            yield from _typed(label.name, label.properties)
        for edge in EDGES:
            yield "", f"CREATE EDGE TYPE `{edge.type}` IF NOT EXISTS"
            yield from _typed(edge.type, edge.properties)
        for label, property in indexed_properties():
            kind = "UNIQUE" if property.name == "id" else "NOTUNIQUE"
            yield from _index(index_name(label, property), label, (property.name,), kind)
        for label in LABELS:
            if label.text:
                yield from _index(label.index, label, label.text, "FULL_TEXT")

    def transaction_timeout(self, seconds: float) -> float | None:
        # ArcadeDB ignores the driver's limit; its own is set when the server starts.
        return None


NEO4J = Neo4j()
ARCADEDB = ArcadeDB()

_SQL_TYPES: Mapping[PropertyType, str] = {
    "string": "STRING",
    "integer": "LONG",
    "float": "DOUBLE",
    "boolean": "BOOLEAN",
    "strings": "LIST OF STRING",
    "integers": "LIST OF LONG",
    "vector": "ARRAY_OF_FLOATS",
}


def indexed_properties() -> tuple[tuple[Label, Property], ...]:
    """Give every property with a range index; that on ``id`` is a constraint."""
    return tuple((label, property) for label in LABELS for property in label.properties if property.is_indexed)


def paged_properties() -> tuple[tuple[Label, Property], ...]:
    """Give every property whose nouns are paged through by its value."""
    return tuple((label, property) for label in LABELS for property in label.properties if property.is_paged)


def vector_labels() -> tuple[Label, ...]:
    """Give the labels that have a vector."""
    return tuple(label for label in LABELS if VECTOR in label.properties)


def index_name(label: Label, property: Property) -> str:
    """Give the name of a property's index."""
    return f"{label.name.lower()}_{property.name}"


def page_index_name(label: Label, property: Property) -> str:
    """Give the name of the index of a property's values in page order."""
    return f"{index_name(label, property)}_page"


def _typed(owner: str, properties: Sequence[Property]) -> Iterator[tuple[str, str]]:
    """Give the types of the properties: ArcadeDB sorts a whole page of an untyped one in spite of its index."""
    for property in properties:
        yield "", f"CREATE PROPERTY `{owner}`.`{property.name}` IF NOT EXISTS {_SQL_TYPES[property.type]}"


def _index(name: str, label: Label, properties: Sequence[str], kind: str) -> Iterator[tuple[str, str]]:
    names = ", ".join(f"`{property}`" for property in properties)
    yield name, f"CREATE INDEX `{name}` IF NOT EXISTS ON `{label.name}` ({names}) {kind}"

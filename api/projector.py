"""How a GraphQL field is read: declared beside the field, used by the planner before and by the resolver after.

A row is what the store gives for a found noun: its properties by name, and under `Along.key` what lies along an edge.
Nothing here asks the store again: the planner has put all that the resolvers read into one query.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import strawberry

from graph.errors import PlanError
from graph.plan import Direction

Row: TypeAlias = Mapping[str, Any]


class Edges(Sequence[tuple[Any, ...]]):
    """The rows of a page's edges, in columns: a tuple is made when it is read, so that not all are there at once."""

    def __init__(self, *columns: Sequence[Any]) -> None:
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns[0])

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return zip(*self._columns, strict=True)

    def __getitem__(self, position: Any) -> Any:
        return list(self)[position]


READS = "reads"
# Where the row has the field as it is, if it does: what is compiled then needs no resolver.
KEY = "key"
# Where a row that may be of several labels says its own.
LABEL = "__label"
PAGE = 20
First = Annotated[int, strawberry.argument(description="At most so many.")]
MOST = 100
# An article has fewer mentions than this; what lies behind them is counted after repetitions are gone.
MOST_MENTIONS = 1_000


@dataclass(frozen=True, slots=True)
class Stored:
    """The field is made of these properties of the row."""

    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """The field's own fields read the same row, and these properties."""

    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnEdge:
    """The field is made of these properties of the edge that led here."""

    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The field is the end of the edge that led here, where it has this label."""

    label: str


@dataclass(frozen=True, slots=True)
class Along:
    """The field is what lies along an edge, and from there along ``then``."""

    edge: str
    direction: Direction
    labels: tuple[str, ...]
    is_one: bool = False
    then: Along | None = None

    def key(self, first: int) -> str:
        """Where the row has it; the same for fields that read the same."""
        own = f"{'_'.join(self.labels)}_{self.edge}_{self.direction}_{first}".lower()
        return own if self.then is None else f"{own}_{self.then.key(1)}"


Reads: TypeAlias = Stored | Inside | OnEdge | End | Along


def checked_first(first: int, name: str = "first") -> int:
    """Give the size of a page, or `PlanError`: it is 0 to `MOST`."""
    if not 0 <= first <= MOST:
        raise PlanError(f"{name} is {first}: ask for 0 to {MOST}")
    return first


def stored(*properties: str, read: Callable[[Row], Any], description: str | None = None) -> Any:
    """Declare a field that is computed from properties of the row."""
    return _field(Stored(properties), read, description)


def made(description: str | None = None) -> Any:
    """Declare a field that the ``read`` of the object around it has made."""
    return strawberry.field(description=description, metadata={READS: Stored(())})


def at(position: int, reads: Reads, *, description: str | None = None) -> Any:
    """Declare a field that stands at this position of a row that is a tuple."""
    return _field(reads, operator.itemgetter(position), description, key=position)


def inside(*properties: str, read: Callable[[Row], Any], description: str | None = None) -> Any:
    """Declare a field that is an object made of the same row; ``read`` gives that object's row."""
    return _field(Inside(properties), read, description)


def on_edge(*properties: str, read: Callable[[Row], Any] | None = None, description: str | None = None) -> Any:
    """Declare a field of an edge's properties; without ``read``, the only one."""
    if read is None:
        return _field(OnEdge(properties), operator.itemgetter(properties[0]), description, key=properties[0])
    return _field(OnEdge(properties), read, description)


def end(label: str, *, description: str | None = None) -> Any:
    """Declare a field that is the edge's end where it has this label, else null."""
    return _field(End(label), lambda row: row.get(label.lower()), description)


def one(edge: str, direction: Direction, label: str, *, description: str | None = None) -> Any:
    """Declare a field that is the one noun along an edge, or null."""
    along = Along(edge, direction, (label,), is_one=True)
    return _field(along, lambda row: row[along.key(1)], description)


def many(
    edge: str, direction: Direction, *labels: str, then: Along | None = None, description: str | None = None
) -> Any:
    """Declare a field that is the first nouns along an edge; repetitions behind ``then`` are left out."""
    along = Along(edge, direction, labels, then=then)

    def resolve(root: strawberry.Parent[Any], first: First = PAGE) -> Any:
        found = root[along.key(first)]
        return found if then is None else _distinct(found, then.key(1))[:first]

    return strawberry.field(resolver=resolve, description=description, metadata={READS: along})


def _distinct(found: list[Row], key: str) -> list[Row]:
    return list({row[key]["id"]: row[key] for row in found if row[key]}.values())


def _field(reads: Reads, read: Callable[[Row], Any], description: str | None, *, key: str | int | None = None) -> Any:
    def resolve(root: strawberry.Parent[Any]) -> Any:
        return read(root)

    return strawberry.field(resolver=resolve, description=description, metadata={READS: reads, KEY: key})

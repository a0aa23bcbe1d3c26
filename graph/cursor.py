"""The opaque cursor of a row: of which order and filter it is, and the row's keys in that order."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Sequence

from graph.errors import CursorError
from graph.labels import PropertyType
from graph.lookups import end_of, label_of, properties_of, tie_breaker
from graph.plan import Count, FarValue, Find, Order, Score, Step
from graph.predicates import flattened

VERSION = 1
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Key = str | int | float | bool | None

_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "float": (int, float), "boolean": (bool,)}
_FAULTS = (
    "the cursor is of another version of newsgraph",
    "the cursor belongs to another order",
    "the cursor belongs to another filter",
)


# Of these labels `graph.records` begins the sort key with the time of publication, so that pages in its order are read
# from the key's index; equal times are then told apart in the same direction.
_LEADS: dict[str, str | FarValue] = {
    "Article": "published",
    "Statement": FarValue((Step("IN", "out", "Article"),), "published"),
}


def full_order(find: Find) -> tuple[Order, ...]:
    """Give the order with the label's unique key at its end; what stands behind that key decides nothing."""
    last = tie_breaker(label_of(find.select.label))
    asked = (*find.order, Order(last))
    if find.order and find.order[-1].by == _LEADS.get(find.select.label):
        asked = (*find.order[:-1], Order(last, is_descending=find.order[-1].is_descending))
    orders: list[Order] = []
    for order in asked:
        orders.append(order)
        if order.by == last:
            break
    return tuple(orders)


def encode_cursors(find: Find, rows: Iterable[Sequence[Key]]) -> tuple[str, ...]:
    """Give the cursors of the rows that have these keys."""
    head = _head(find)
    return tuple(_packed([*head, *keys]) for keys in rows)


def encode_cursor(find: Find, keys: Sequence[Key]) -> str:
    """Give the cursor of the row that has these ``keys``."""
    return encode_cursors(find, (keys,))[0]


def decode_cursor(find: Find, cursor: str) -> tuple[Key, ...]:
    """Give the keys after or before which ``find`` goes on. Raises `CursorError`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        content = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeError, ValueError, RecursionError) as error:
        raise _no_cursor(cursor) from error
    head = _head(find)
    if not isinstance(content, list) or len(content) < len(head):
        raise _no_cursor(cursor)
    for given, expected, fault in zip(content, head, _FAULTS, strict=False):
        if given != expected:
            raise CursorError(f"{fault}: give one that this query gave, or start at its first page")
    keys = tuple(content[len(head) :])
    orders = full_order(find)
    if len(keys) != len(orders) or not all(map(_is_key, keys, orders, [find.select.label] * len(keys))):
        raise _no_cursor(cursor)
    return keys


def _no_cursor(cursor: str) -> CursorError:
    return CursorError(f"{cursor[:80]!r} is not a cursor: give one that an answer gave")


def _is_key(key: object, order: Order, label: str) -> bool:
    if key is None:
        return isinstance(order.by, FarValue) or (
            isinstance(order.by, str) and order.by != tie_breaker(label_of(label))
        )
    kind = _kind(order, label)
    return isinstance(key, _TYPES[kind]) and isinstance(key, bool) == (kind == "boolean")


def _kind(order: Order, label: str) -> PropertyType:
    """Give the type of an order's keys."""
    match order.by:
        case str(name):
            return properties_of(label)[name].type
        case FarValue(steps, name):
            return properties_of(end_of(steps, label))[name].type
        case Count():
            return "integer"
        case Score():
            return "float"
        case _:
            return "boolean"


def _packed(content: Sequence[Key]) -> str:
    return base64.urlsafe_b64encode(_JSON.encode(content).encode()).decode().rstrip("=")


def _head(find: Find) -> tuple[int, str, str]:
    """Give what must be the same where a cursor is used: its version, and marks of the order and of the filter."""
    return VERSION, _mark((find.select.label, full_order(find))), _mark(flattened(find.where))


def _mark(asked: object) -> str:
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:12]

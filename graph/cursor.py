"""The opaque cursor of a row: under which order it was given, and the row's keys in it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence

from graph.errors import CursorError
from graph.lookups import label_of, properties_of, tie_breaker
from graph.plan import Find, Order

Key = str | int | float | bool | None

_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "float": (int, float), "boolean": (bool,)}


def full_order(find: Find) -> tuple[Order, ...]:
    """Give the order with the label's unique key at its end; what stands behind that key decides nothing."""
    last = tie_breaker(label_of(find.select.label))
    orders: list[Order] = []
    for order in (*find.order, Order(last)):
        orders.append(order)
        if order.by == last:
            break
    return tuple(orders)


def encode_cursor(find: Find, keys: Sequence[Key]) -> str:
    """Give the cursor of the row that has these ``keys``."""
    content = json.dumps([_signature(find), *keys], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode_cursor(find: Find, cursor: str) -> tuple[Key, ...]:
    """Give the keys after which ``find`` goes on. Raises `CursorError`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        content = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeError, ValueError, RecursionError) as error:
        raise CursorError(f"{cursor[:80]!r} is not a cursor: give one that an answer gave") from error
    if not isinstance(content, list) or content[:1] != [_signature(find)]:
        raise CursorError("the cursor belongs to another order: give one of the same query")
    keys = tuple(content[1:])
    orders = full_order(find)
    if len(keys) != len(orders) or not all(map(_is_key, keys, orders, [find.select.label] * len(keys))):
        raise CursorError(f"{cursor[:80]!r} is not a cursor: give one that an answer gave")
    return keys


def _is_key(key: object, order: Order, label: str) -> bool:
    if not isinstance(order.by, str):
        return isinstance(key, bool)
    if key is None:
        return order.by != tie_breaker(label_of(label))
    kind = properties_of(label)[order.by].type
    return isinstance(key, _TYPES[kind]) and isinstance(key, bool) == (kind == "boolean")


def _signature(find: Find) -> str:
    order = repr((find.select.label, full_order(find)))
    return hashlib.sha256(order.encode()).hexdigest()[:12]

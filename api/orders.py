"""``orderBy`` of every noun; unknown values count as the smallest, and the unique sort key ends every order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import strawberry

from api.enums import (
    ActorOrderField,
    ArticleOrderField,
    EventOrderField,
    OrderDirection,
    PlaceOrderField,
    StatementOrderField,
)
from graph.plan import Order


@strawberry.input
class ArticleOrder:
    """One key of an order."""

    field: ArticleOrderField
    direction: OrderDirection = OrderDirection.ASC


@strawberry.input
class ActorOrder:
    """One key of an order."""

    field: ActorOrderField
    direction: OrderDirection = OrderDirection.ASC


@strawberry.input
class PlaceOrder:
    """One key of an order."""

    field: PlaceOrderField
    direction: OrderDirection = OrderDirection.ASC


@strawberry.input
class EventOrder:
    """One key of an order."""

    field: EventOrderField
    direction: OrderDirection = OrderDirection.ASC


@strawberry.input
class StatementOrder:
    """One key of an order."""

    field: StatementOrderField
    direction: OrderDirection = OrderDirection.ASC


def orders_of(orders: Iterable[Any]) -> tuple[Order, ...]:
    """Give the plan's orders of an ``orderBy``."""
    return tuple(Order(str(order.field), is_descending=order.direction is OrderDirection.DESC) for order in orders)

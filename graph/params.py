"""The parameters of one query: a value goes in, and the name that stands for it in the text comes out."""

from __future__ import annotations

from typing import Any


class Params:
    """Collects values while a query is compiled."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def add(self, value: Any) -> str:
        """Give the ``$name`` of ``value``; tuples become lists, because the driver knows no others."""
        name = f"p{len(self.values)}"
        self.values[name] = list(value) if isinstance(value, tuple) else value
        return f"${name}"

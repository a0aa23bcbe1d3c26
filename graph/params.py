"""The parameters of one query: a value goes in, and the name that stands for it in the text comes out."""

from __future__ import annotations

from typing import Any

from graph.visibility import Visibility


class Params:
    """Collects values while a query is compiled; the same value has one name.

    ``visibility``: what who asks may see, None where that is everything; it comes with the parameters, which no query
    can be compiled without, so that none forgets it.
    """

    def __init__(self, visibility: Visibility | None) -> None:
        self.visibility = visibility
        self.values: dict[str, Any] = {} if visibility is None else visibility.params
        self._names: dict[str, str] = {}

    def add(self, value: Any) -> str:
        """Give the ``$name`` of ``value``; tuples become lists, because the driver knows no others."""
        # The printed form tells 1 from True and from 1.0, which are equal.
        name = self._names.setdefault(repr(value), f"p{len(self._names)}")
        self.values[name] = list(value) if isinstance(value, tuple) else value
        return f"${name}"

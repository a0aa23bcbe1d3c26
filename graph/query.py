"""A query as every store takes it: Cypher text and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Query:
    """Cypher ``text`` with ``$name`` parameters; values are never part of the text."""

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)

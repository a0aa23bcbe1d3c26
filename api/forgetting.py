"""What was worked out for documents is forgotten when they have become many.

Python's collector of garbage looks through all that is kept, and nothing else runs meanwhile: over 256 documents made
to be large it took a quarter of a second. So all of it goes when new documents have had so many characters together;
those that clients ask again and again are soon worked out again.
"""

from __future__ import annotations

import threading

from api.cost import COSTS, variables_of_sizes
from api.documents import check_known, is_introspecting, parse_document, validation_errors
from api.execution import COMPILATIONS
from api.places import variables_at
from api.planner import PAGES, SELECTIONS

# A token of two characters makes two parts to look through, a million of which take a third of a second.
MOST_CHARACTERS = 64_000


class Memory:
    """Counts the characters of new documents; any thread may."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._characters = 0

    def add(self, characters: int) -> None:
        """Count a document that was not known, and forget all of them where that is too much."""
        with self._lock:
            self._characters += characters
            if self._characters <= self._most:
                return
            self._characters = characters
        forget()


def forget() -> None:
    """Forget what was worked out for documents."""
    for kept in (COMPILATIONS, COSTS, PAGES, SELECTIONS):
        kept.clear()
    for cached in (
        parse_document, check_known, validation_errors, is_introspecting, variables_of_sizes, variables_at
    ):  # fmt: skip
        cached.cache_clear()

"""``similarTo``: what is said or happens in other words than those that are asked for."""

from __future__ import annotations

import strawberry

from graph.plan import SimilarTo, Test


@strawberry.input(description="A text, and how alike what is found must be.")
class SimilarText:
    """The text is turned into a vector by the language model that made those that are stored."""

    text: str = strawberry.field(description="A sentence, or a few words.")
    at_least: float = strawberry.field(
        default=0.4, description="Least cosine of the two vectors: 1 is the same, 0 has nothing to do with it."
    )


def similar_test(similar: SimilarText) -> Test:
    """Give the test of a noun that is similar to a text."""
    return SimilarTo(similar.text, similar.at_least)

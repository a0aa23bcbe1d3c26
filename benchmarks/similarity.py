"""Milliseconds of `similarTo` over many statements: alone, behind a filter, and sorted by it.

    python benchmarks/similarity.py STORE [--statements 10000]

It writes statements with drawn vectors into STORE, which should be empty, and leaves them there.
"""

from __future__ import annotations

import argparse
import time
from random import Random

from graph.model import Document, Extraction, Statement, Vector
from graph.plan import And, Equals, Find, Order, Score, Select, SimilarTo, Test
from graph.store import open_store
from newsgraph.settings import load_settings

DIMENSIONS, AN_ARTICLE, TRIES = 384, 100, 5
ACTS = ("STATE", "DENY", "CLAIM", "URGE", "WARN")


def main() -> None:
    """Print what each query finds, and the median of its times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--statements", type=int, default=10_000)
    options = parser.parse_args()
    drawn = Random(1)
    asked = _drawn_vector(drawn)
    with open_store(load_settings(store=options.store).store_settings(), read_vector=lambda _: asked) as store:
        for number in range(options.statements // AN_ARTICLE):
            store.write(_extraction(f"article{number}", drawn))
        select, alike = Select("Statement", ("id",)), SimilarTo("asked", 0.1)
        tests: dict[str, Test] = {
            "alone": alike,
            "behind an act": And((Equals("act", "DENY"), alike)),
            "behind an article": And((Equals("article", "article1"), alike)),
        }
        for name, test in tests.items():
            find = Find(select, test, (Order(Score(), is_descending=True),), first=10, is_counted=True)
            taken = []
            for _ in range(TRIES):
                started = time.perf_counter()
                page = store.find(find)
                taken.append(time.perf_counter() - started)
            print(f"{name:18} {page.total:7} found, {sorted(taken)[TRIES // 2] * 1000:8.1f} ms")


def _extraction(id: str, drawn: Random) -> Extraction:
    statements = tuple(
        Statement(
            f"{id}:{number}", ((number, number + 1),), (), (), None, "unnamed", "indirect",
            drawn.choice(ACTS), "cue", 0, negated=False, sentence=(number, number + 1),
        )
        for number in range(AN_ARTICLE)
    )  # fmt: skip
    vectors = {statement.id: _drawn_vector(drawn) for statement in statements}
    return Extraction(Document(id, "x" * AN_ARTICLE), statements=statements, vectors=vectors)


def _drawn_vector(drawn: Random) -> Vector:
    values = [drawn.gauss(0, 1) for _ in range(DIMENSIONS)]
    length = sum(value * value for value in values) ** 0.5
    return tuple(value / length for value in values)


if __name__ == "__main__":
    main()

"""What execution alone costs: response bytes from rows that are there, without a database.

    python -m benchmarks.graphql.execution [--nodes 1000 10000] [--runs 15]

Three ways in turn, in one process, the best of several runs of each: orjson of the rows as they are; this package, from
the parsed document to the bytes; and the same schema executed by Strawberry's own executor.
"""

from __future__ import annotations

import argparse
import copy
import time
from collections.abc import Callable
from typing import Any

import orjson
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.connections import Context
from api.schema import create_schema, run
from graph.page import Page
from graph.plan import Find
from graph.reading import Reading

QUERY = """{ statements { edges { cursor node { id text act cue form negated confidence polarity
  speaker { id name kind } } } } }"""


class Rows:
    """A store that finds the same rows whatever it is asked."""

    def __init__(self, nodes: int) -> None:
        self.rows = tuple(_row(number) for number in range(nodes))
        self.page = Page(self.rows, tuple(row["id"] for row in self.rows), has_next=False)

    def find(self, _: Find) -> Page:
        """Give the page."""
        return self.page


def _row(number: int) -> dict[str, Any]:
    return {
        "id": f"article{number}:120:164",
        "text": f"the maneuvers number {number} are a concern for the whole region",
        "act": "EXPRESS_CONCERN",
        "cue": "expressed concern",
        "form": "direct",
        "negated": False,
        "confidence": 0.8125,
        "polarity": -1,
        "actor_said_by_out_1": {"id": f"person:{number}", "name": "Anna Kovir", "kind": "person"},
    }


def best(run: Callable[[], object], runs: int) -> float:
    """Give the shortest time of a run in milliseconds of the processor, after one that is not counted."""
    run()
    times = []
    for _ in range(runs):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times) * 1000


def answering(store: Any) -> Callable[[], bytes]:
    """Give the function that answers the query with bytes."""
    context = Context(store, Reading)
    return lambda: orjson.dumps(run(QUERY, context, {}).data)


def answering_ordinarily(store: Any) -> Callable[[], bytes]:
    """Give the function that does so by Strawberry alone."""
    schema = copy.copy(create_schema())
    schema.execution_context_class = StrawberryGraphQLCoreExecutionContext
    context = Context(store, Reading)
    return lambda: orjson.dumps(schema.execute_sync(QUERY, context_value=context).data)


def main() -> None:
    """Print milliseconds, and how many times those of orjson they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    for nodes in options.nodes:
        store = Rows(nodes)
        ours, theirs = answering(store), answering_ordinarily(store)
        assert ours() == theirs()
        plain = best(lambda rows=list(store.rows): orjson.dumps(rows), options.runs)  # type: ignore[misc]
        print(f"{nodes} nodes: orjson {plain:.2f} ms")
        for name, answer, runs in (("newsgraph", ours, options.runs), ("Strawberry", theirs, min(3, options.runs))):
            taken = best(answer, runs)
            print(f"  {name:10} {taken:8.2f} ms  {taken / plain:6.1f} x")


if __name__ == "__main__":
    main()

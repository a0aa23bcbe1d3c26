"""Whether a deep page costs more than the first: page 1 against page 2,000, of newsgraph and of @neo4j/graphql.

    python -m benchmarks.graphql.depth bolt://127.0.0.1:7687 [--page 2000] [--requests 100]

newsgraph is led there by its cursors, a hundred nouns at a time; the peer's cursor is a number, so it jumps.
"""

from __future__ import annotations

import argparse
import base64
from typing import Any

from benchmarks.graphql.servers import Client, Server, latency_of, started

SIZE = 20
OURS = """query ($first: Int!, $after: String) { statements(first: $first, after: $after) {
  edges { node { id text act } } pageInfo { endCursor hasNextPage } } }"""
THEIRS = """query ($first: Int!, $after: String) { statementsConnection(first: $first, after: $after,
  sort: [{sort_key: ASC}]) { edges { node { id text act } } pageInfo { endCursor hasNextPage } } }"""


def cursor_before(server: Server, page: int) -> str:
    """Give newsgraph's cursor before this page."""
    client = Client(server)
    after, missing = None, (page - 1) * SIZE
    while missing:
        step = min(100, missing)
        found = client.data(OURS, {"first": step, "after": after})["statements"]
        if not found["pageInfo"]["hasNextPage"]:
            raise SystemExit(f"The graph ends before page {page}: make a larger one, or ask for another page.")
        after, missing = found["pageInfo"]["endCursor"], missing - step
    return str(after)


def main() -> None:
    """Print both pages' latencies and their ratio for each server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("neo4j", help="bolt://host:port, without authentication")
    parser.add_argument("--page", type=int, default=2000)
    parser.add_argument("--requests", type=int, default=100)
    options = parser.parse_args()
    offset = (options.page - 1) * SIZE
    with started(options.neo4j) as servers:
        theirs = base64.b64encode(f"arrayconnection:{offset - 1}".encode()).decode()
        cases = {
            "newsgraph": (OURS, cursor_before(servers["newsgraph"], options.page)),
            "neo4j_graphql": (THEIRS, theirs),
        }
        first_ids = {}
        for dialect, (query, after) in cases.items():
            deep: dict[str, Any] = {"first": SIZE, "after": after}
            first_ids[dialect] = Client(servers[dialect]).data(query, deep)
            times = []
            for variables in ({"first": SIZE}, deep):
                for _ in range(2):  # The first round warms.
                    latency = latency_of(
                        servers[dialect], query, lambda _, given=variables: given, clients=1, requests=options.requests
                    )  # type: ignore[misc]
                times.append(latency)
            print(
                f"{dialect:14} page 1 {times[0].p50:7.2f} ms, page {options.page} {times[1].p50:7.2f} ms: "
                f"{times[1].p50 / times[0].p50:.2f} x (p95 {times[1].p95 / times[0].p95:.2f} x)"
            )
        nodes = [[edge["node"]["id"] for edge in next(iter(data.values()))["edges"]] for data in first_ids.values()]
        if nodes[0] != nodes[1]:
            raise SystemExit(f"The two deep pages differ: {nodes}")


if __name__ == "__main__":
    main()

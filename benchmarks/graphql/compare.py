"""Twelve questions to three servers over one Neo4j that holds the made graph, at one client and at several.

    python -m benchmarks.graphql.compare bolt://127.0.0.1:7687 [--requests 300] [--clients 1 16] [--warm 50]

Prints milliseconds and how many times the latency of newsgraph the others take; before that, that all three found the
same nouns. Each question is asked of one server after another, so that what else the machine does meets all alike.
"""

from __future__ import annotations

import argparse
import statistics

from benchmarks.graphql.questions import DIALECTS, VARIABLES, ids_in, texts_of
from benchmarks.graphql.servers import Client, Latency, Server, latency_of, started

CHECKED = 5


def main() -> None:
    """Compare the servers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("neo4j", help="bolt://host:port, without authentication")
    parser.add_argument("--requests", type=int, default=300, help="of each question to each server")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--warm", type=int, default=50, help="requests of each kind before those that count")
    options = parser.parse_args()
    with started(options.neo4j) as servers:
        check_answers(servers)
        for clients in options.clients:
            measured = measure(servers, clients=clients, requests=options.requests, warm=options.warm)
            print_table(measured, clients)


def check_answers(servers: dict[str, Server]) -> None:
    """End where two servers find different nouns, or find none."""
    texts = {dialect: texts_of(dialect) for dialect in DIALECTS}
    for name, variables in VARIABLES.items():
        for number in range(CHECKED):
            given = variables(number)
            found = {
                dialect: ids_in(Client(servers[dialect]).data(texts[dialect][name], given)) for dialect in DIALECTS
            }
            if len(set(map(tuple, found.values()))) > 1 or not found["newsgraph"]:
                raise SystemExit(f"{name} {given}: the servers found different nouns, or none: {found}")
    print(f"All servers find the same for {len(VARIABLES)} questions.")


def measure(servers: dict[str, Server], *, clients: int, requests: int, warm: int) -> dict[str, dict[str, Latency]]:
    """Give latencies by question and dialect."""
    texts = {dialect: texts_of(dialect) for dialect in DIALECTS}
    measured: dict[str, dict[str, Latency]] = {}
    for name, variables in VARIABLES.items():
        for dialect, server in servers.items():
            text = texts[dialect][name]
            if warm > 1:
                latency_of(server, text, variables, clients=clients, requests=warm)
            latency = latency_of(server, text, variables, clients=clients, requests=requests)
            measured.setdefault(name, {})[dialect] = latency
    return measured


def print_table(measured: dict[str, dict[str, Latency]], clients: int) -> None:
    """Print a line for each question, and the geometric means of the ratios."""
    print(f"\n{clients} client{'s' if clients > 1 else ''}: p50 / p95 in ms, and times newsgraph's")
    ratios: dict[str, list[tuple[float, float]]] = {dialect: [] for dialect in DIALECTS}
    for name, latencies in measured.items():
        own = latencies["newsgraph"]
        cells = []
        for dialect, latency in latencies.items():
            ratio = (latency.p50 / own.p50, latency.p95 / own.p95)
            ratios[dialect].append(ratio)
            cells.append(f"{latency.p50:8.2f} /{latency.p95:8.2f} ({ratio[0]:5.2f} x)")
        print(f"{name:47} {'  '.join(cells)}")
    for dialect in DIALECTS[1:]:
        p50, p95 = (statistics.geometric_mean(column) for column in zip(*ratios[dialect], strict=True))
        shares = f"newsgraph's share is {1 / p50:.2f} and {1 / p95:.2f}"
        print(f"{dialect}: {p50:.2f} x newsgraph's p50, {p95:.2f} x its p95; {shares}")


if __name__ == "__main__":
    main()

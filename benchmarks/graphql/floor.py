"""How long newsgraph's query of each of the twelve questions takes by itself: what any server adds comes on top.

    python -m benchmarks.graphql.floor bolt://127.0.0.1:7687 [--requests 300] [--warm 50]

Prints, for one client, the median milliseconds of the query that newsgraph asks of Neo4j, from the driver and back, of
newsgraph served, and of Strawberry's resolvers with DataLoader; and which share of the last the query alone is. The
query, from the process of this program, and the servers are asked one after another, question by question.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import Any

from api.account import Account
from api.answering import answer
from api.profiles import Profile
from api.requests import Operation
from benchmarks.graphql.questions import VARIABLES, Variables, texts_of
from benchmarks.graphql.servers import Server, latency_of, started
from graph.neo4j_store import BoltStore, open_neo4j
from graph.query import Query
from graph.reading import Reading
from graph.settings import StoreSettings

SERVED = ("newsgraph", "dataloader")


def main() -> None:
    """Print a line for each question, and the geometric means of the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("neo4j", help="bolt://host:port, without authentication")
    parser.add_argument("--requests", type=int, default=300, help="of each question")
    parser.add_argument("--warm", type=int, default=50, help="requests of each kind before those that count")
    options = parser.parse_args()
    texts = {dialect: texts_of(dialect) for dialect in SERVED}
    shares: list[tuple[float, float]] = []
    print(f"{'p50 in ms, and share of dataloader':47} {'query alone':>17} {'newsgraph':>17} {'dataloader':>9}")
    with started(options.neo4j) as servers, open_neo4j(StoreSettings(url=options.neo4j)) as store:
        for name, variables in VARIABLES.items():
            alone = query_latency(store, texts["newsgraph"][name], variables, options.warm, options.requests)
            own, peer = (
                served_latency(servers[dialect], texts[dialect][name], variables, options.warm, options.requests)
                for dialect in SERVED
            )
            shares.append((alone / peer, own / peer))
            print(f"{name:47} {alone:8.2f} ({alone / peer:6.2f}) {own:8.2f} ({own / peer:6.2f}) {peer:9.2f}")
    means = [statistics.geometric_mean(column) for column in zip(*shares, strict=True)]
    print(f"A server that took no time of its own would take {means[0]:.2f} of DataLoader's; newsgraph {means[1]:.2f}")


class Recorded(BoltStore):
    """The same store, which keeps its last query."""

    def __init__(self, store: BoltStore) -> None:
        super().__init__(store._connection)
        self.query = Query("", {})

    def _answer(self, query: Query) -> list[dict[str, Any]]:
        self.query = query
        return super()._answer(query)


def query_latency(store: BoltStore, text: str, variables: Variables, warm: int, requests: int) -> float:
    """Give the median milliseconds of the query that answers ``text``, which is compiled and planned before."""
    recorded = Recorded(store)
    taken = []
    for number in range(warm + requests):
        operation = Operation(text, variables(number))
        answer(recorded, operation, read_question=Reading, profile=Profile(), account=Account())
        begun = time.perf_counter()
        store._answer(recorded.query)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[warm:])


def served_latency(server: Server, text: str, variables: Variables, warm: int, requests: int) -> float:
    """Give the median milliseconds from a client's request to its answer."""
    latency_of(server, text, variables, clients=1, requests=warm)
    return latency_of(server, text, variables, clients=1, requests=requests).p50


if __name__ == "__main__":
    main()

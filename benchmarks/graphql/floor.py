"""How long the store alone takes for each of the twelve questions: no server over it can be faster than that.

    python -m benchmarks.graphql.floor bolt://127.0.0.1:7687 [--requests 300] [--warm 50]

Prints, for one client, the median milliseconds of the query that newsgraph asks of Neo4j, without any server, of
newsgraph served, and of Strawberry's resolvers with DataLoader; and which share of the last the query alone is. The
store, in the process of this program, and the servers are asked one after another, question by question.
"""

from __future__ import annotations

import argparse
import statistics

from api.account import Account
from api.answering import answer
from api.profiles import Profile
from api.requests import Operation
from benchmarks.graphql.questions import VARIABLES, Variables, texts_of
from benchmarks.graphql.servers import Server, latency_of, started
from graph.reading import Reading
from graph.settings import StoreSettings
from graph.store import Store, open_store

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
    print(f"{'p50 in ms, and share of dataloader':47} {'Neo4j alone':>17} {'newsgraph':>17} {'dataloader':>9}")
    with started(options.neo4j) as servers, open_store(StoreSettings(url=options.neo4j)) as store:
        for name, variables in VARIABLES.items():
            alone = store_latency(store, texts["newsgraph"][name], variables, options.warm, options.requests)
            own, peer = (
                served_latency(servers[dialect], texts[dialect][name], variables, options.warm, options.requests)
                for dialect in SERVED
            )
            shares.append((alone / peer, own / peer))
            print(f"{name:47} {alone:8.2f} ({alone / peer:6.2f}) {own:8.2f} ({own / peer:6.2f}) {peer:9.2f}")
    means = [statistics.geometric_mean(column) for column in zip(*shares, strict=True)]
    print(f"A server that took no time of its own would take {means[0]:.2f} of DataLoader's; newsgraph {means[1]:.2f}")


def store_latency(store: Store, text: str, variables: Variables, warm: int, requests: int) -> float:
    """Give the median milliseconds that the store takes in answering ``text``."""
    taken = []
    for number in range(warm + requests):
        account = Account()
        answer(store, Operation(text, variables(number)), read_question=Reading, profile=Profile(), account=account)
        taken.append(account.seconds_by_phase()["store"] * 1000)
    return statistics.median(taken[warm:])


def served_latency(server: Server, text: str, variables: Variables, warm: int, requests: int) -> float:
    """Give the median milliseconds from a client's request to its answer."""
    latency_of(server, text, variables, clients=1, requests=warm)
    return latency_of(server, text, variables, clients=1, requests=requests).p50


if __name__ == "__main__":
    main()

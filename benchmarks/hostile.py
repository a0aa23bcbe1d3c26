"""How long the server is busy with queries made to keep it busy, and how long a bystander waits meanwhile.

``python benchmarks/hostile.py [ROUNDS]`` needs no store: none of these queries gets that far, or it answers nothing.
Where other work takes the processor, ``cpu`` tells what a query would take without it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections.abc import Mapping

import httpx2 as httpx

from api.app import create_api
from graph.page import Page
from graph.plan import Find
from graph.reading import Reading


class Empty:
    """A store with nothing in it, so that only our own work is measured."""

    def find(self, find: Find) -> Page:
        return Page((), (), has_next=False, total=0)


def _fragments(number: int, *, is_chain: bool) -> str:
    ends = [f"...F{one + 1}" if is_chain and one + 1 < number else "" for one in range(number)]
    defined = " ".join(f"fragment F{one} on Statement {{ text {end} }}" for one, end in enumerate(ends))
    spread = "...F0" if is_chain else " ".join(f"...F{one}" for one in range(number))
    return f"{{ statements {{ edges {{ node {{ {spread} }} }} }} }} {defined}"


def _inside(selection: str) -> str:
    return f"{{ statements {{ edges {{ node {{ {selection} }} }} }} }}"


QUERIES: Mapping[str, str] = {
    "one honest field": "{ actors { totalCount } }",
    "500 repeated fields": _inside("speaker { name } " * 500),
    "12 × 12 repeated fields": _inside(("speaker { " + "name " * 12 + "} ") * 12),
    "600 unknown fields": "{ " + " ".join(f"statmentz{one}" for one in range(600)) + " }",
    "600 aliases": _inside(" ".join(f"a{one}: text" for one in range(600))),
    "200 fragments": _fragments(200, is_chain=False),
    "150 fragments in a chain": _fragments(150, is_chain=True),
    "49 fragments": _fragments(49, is_chain=False),
    "49 fragments in a chain": _fragments(49, is_chain=True),
    "300 directives": _inside("text " + "@skip(if: false) " * 300),
    "400 variables": "query (" + " ".join(f"$v{one}: Int" for one in range(400)) + ") { __typename }",
    "900 values in a list": "{ statements(where: {act: {in: [" + "STATE " * 900 + "]}}) { totalCount } }",
    "400 unknown values": "{ statements(where: {act: {in: [" + "STATF " * 400 + "]}}) { totalCount } }",
    "a filter nested 100 deep": "{ statements(where: " + "{not: " * 100 + "{}" + "}" * 100 + ") { totalCount } }",
    "7,000 blanks": "{ __typename " + " " * 7_000 + "}",
    "a text of 7,000 characters": '{ actor(id: "' + "x" * 7_000 + '") { id } }',
    "7,000 brackets": "[" * 7_000,
    "a list of lists of lists": _inside("article { statements(first: 100) { about(first: 100) { role } } }"),
}


async def measure(client: httpx.AsyncClient, query: str) -> tuple[float, float, float, str]:
    """Give milliseconds until the answer and of the processor, the longest stall of the event loop meanwhile, and the
    first error's code.
    """
    stall, is_done = 0.0, False

    async def stand_by() -> None:
        nonlocal stall
        while not is_done:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            stall = max(stall, time.perf_counter() - before - 0.001)

    bystander = asyncio.create_task(stand_by())
    await asyncio.sleep(0)
    started, spent = time.perf_counter(), time.process_time()
    response = await client.post("/graphql", json={"query": query})
    taken, spent = time.perf_counter() - started, time.process_time() - spent
    is_done = True
    await bystander
    errors = response.json().get("errors")
    return taken * 1000, spent * 1000, stall * 1000, errors[0]["extensions"]["code"] if errors else "answered"


async def main(rounds: int) -> None:
    """Print the worst of some rounds for each query; each round sends a document that no cache knows."""
    app = create_api(Empty(), read_question=Reading, version="0")  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        await measure(client, "{ __typename }")
        gc.collect()
        gc.freeze()  # As `newsgraph serve` does.
        print(f"{'query':28} {'bytes':>6} {'ms':>7} {'cpu':>7} {'stall':>7}  told")
        for name, query in QUERIES.items():
            measured = [await measure(client, f"{query} # {number}") for number in range(rounds)]
            taken, spent, stall = (max(one[figure] for one in measured) for figure in range(3))
            print(f"{name:28} {len(query):6} {taken:7.1f} {spent:7.1f} {stall:7.1f}  {measured[0][3]}")
        # What is kept of documents is looked through by the collector of garbage, and nothing else runs meanwhile.
        large = [f"{QUERIES['900 values in a list']} # of {number}" for number in range(300)]
        stalls = [(await measure(client, query))[2] for query in large]
        print(f"longest stall while {len(large)} new documents of 900 values come: {max(stalls):.1f} ms")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))

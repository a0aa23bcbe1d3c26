"""The main job, shown: read the articles that come with newsgraph, ask a question, say what to try next."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from newsgraph.client import open as open_graph
from newsgraph.console import print_answers, print_report
from newsgraph.progress import progress_of
from newsgraph.report import IngestReport

_HERE = Path(__file__).resolve().parent
# The source tree has the articles beside the package, a wheel inside it.
_FOLDERS = (_HERE / "seeds", _HERE.parent / "seeds")

_GRAPHQL = """{
  statements(where: {act: {in: [ACT]}, about: {some: {event: {text: {matches: ABOUT}}}}}) {
    totalCount
    edges { node {
      text act speaker { name roles { title organization { name } } }
      about { role stance event { name start end } }
      evidence { exact start end article { id title } }
    } }
  }
}"""


@dataclass(frozen=True, slots=True)
class Seeds:
    """The articles of the demo, a question that they answer, and the same as GraphQL."""

    paths: tuple[Path, ...]
    question: str
    act: str
    about: str

    @property
    def graphql(self) -> str:
        """The question as a GraphQL query, to paste."""
        return _GRAPHQL.replace("ACT", self.act).replace("ABOUT", json.dumps(self.about))


def find_seeds() -> Seeds:
    """Give the articles at hand: in the source tree the one that the project began with is among them."""
    folder = next(folder for folder in _FOLDERS if folder.is_dir())
    texts = tuple(sorted(folder.glob("*.txt")))
    paths = (*texts, folder / "wikinews.jsonl")
    if texts:
        return Seeds(paths, "Who expressed concern about the drills?", "EXPRESS_CONCERN", "drills")
    return Seeds(paths, "Who denounced the maritime border agreement?", "CRITICISE", "agreement")


def run_demo(console: Console, *, question: str | None = None, store: str | None = None) -> IngestReport:
    """Read the seeds into ``store`` (a folder of the demo's own by default), and print the answer to ``question``."""
    seeds, started = find_seeds(), time.monotonic()
    address = store or str(user_data_path("newsgraph") / "demo")
    console.print(f"Reading {_count(seeds.paths)} articles into {address}", soft_wrap=True)
    with open_graph(address) as graph:
        with progress_of(_count(seeds.paths)) as advance:
            report = graph.ingest(seeds.paths, progress=lambda _: advance())
        print_report(console, report)
        console.print()
        print_answers(console, graph.ask(question or seeds.question, first=5))
    console.print(Text(f"\n{time.monotonic() - started:.1f} s in all", style="dim"))
    print_next(console, seeds, address, is_make=store is not None)
    return report


def _count(paths: Iterable[Path]) -> int:
    return sum(path.read_text("utf-8").count("\n") if path.suffix == ".jsonl" else 1 for path in paths)


def print_next(console: Console, seeds: Seeds, address: str, *, is_make: bool) -> None:
    """Print what to try next: the server, the address of GraphiQL, a query to paste, another question."""
    serve = "make serve" if is_make else f"newsgraph serve --store {address}"
    console.print("\nWhat to try next", style="bold")
    console.print(f"  {serve}    then open http://127.0.0.1:8000/graphql and paste:", soft_wrap=True)
    console.print(Padding(Text(seeds.graphql, style="cyan"), (0, 0, 0, 2)))
    ask = f'newsgraph ask --store {address} "What did Rouhani say?"'
    console.print(f"  {'.venv/bin/' if is_make else ''}{ask}", soft_wrap=True)

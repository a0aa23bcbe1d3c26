"""From the start of a new process to its first answer on an existing store: the median of several runs.

python benchmarks/first_answer.py STORE "Who denied the attack?"
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

PROGRAM = """
import sys
import newsgraph
with newsgraph.open(sys.argv[1]) as graph:
    print(len(graph.ask(sys.argv[2]).answers), "answers")
"""


def main() -> None:
    """Print each run and the median, in seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("question")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    times = []
    for _ in range(options.runs):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", PROGRAM, options.store, options.question], check=True)
        times.append(time.perf_counter() - started)
    print(" ".join(f"{seconds:.2f}" for seconds in times), f"median {statistics.median(times):.2f} s")


if __name__ == "__main__":
    main()

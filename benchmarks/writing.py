"""Documents a second into stores: writing extractions that are new, and writing the same ones again.

    python benchmarks/writing.py articles.jsonl STORE [STORE ...]

Extraction is done once before, and not counted.
"""

from __future__ import annotations

import argparse
import time
from itertools import islice

from graph.model import Extraction
from graph.store import open_store
from ingest.nlp import load_nlp
from ingest.readers import read_documents
from ingest.resolve import resolve_extraction
from ingest.run import Pipeline, extract_documents, start_run
from newsgraph.settings import load_settings


def main() -> None:
    """Print documents a second and nodes for each store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents")
    parser.add_argument("stores", nargs="+")
    parser.add_argument("--limit", type=int, default=None)
    options = parser.parse_args()
    nlp = load_nlp()
    pipeline = Pipeline(nlp, start_run(nlp, version="benchmark"))
    reads = extract_documents(pipeline, islice(read_documents([options.documents]), options.limit))
    extractions = [resolve_extraction(read) for read in reads if isinstance(read, Extraction)]
    for address in options.stores:
        with open_store(load_settings(store=address).store_settings()) as store:
            for attempt in ("new", "again"):
                started = time.perf_counter()
                outcomes = [store.write(extraction) for extraction in extractions]
                seconds = time.perf_counter() - started
                nodes = sum(outcome.nodes_created for outcome in outcomes)
                print(
                    f"{address} {attempt:5} {len(outcomes) / seconds:8.1f} documents/s {nodes:7} nodes, {seconds:.1f} s"
                )


if __name__ == "__main__":
    main()

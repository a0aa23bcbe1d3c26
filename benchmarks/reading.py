"""Words a second of extraction over a file of documents, and the share of each stage.

python benchmarks/reading.py articles.jsonl [--limit 100] [--workers 2]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from functools import partial
from itertools import islice

from graph.errors import DocumentError
from graph.model import Document
from ingest.extract.article import read_article
from ingest.nlp import load_nlp
from ingest.readers import read_documents
from ingest.run import Pipeline, start_run
from ingest.workers import Workers, load_pipeline


def main() -> None:
    """Print words, seconds and words a second of parsing, of reading the parse, and of both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, help="also read as `newsgraph ingest` does, in so many processes")
    options = parser.parse_args()
    nlp = load_nlp(threads=options.threads)
    documents = [
        read for read in islice(read_documents([options.documents]), options.limit) if isinstance(read, Document)
    ]
    nlp("A first sentence warms the session.")
    started = time.perf_counter()
    docs = list(nlp.pipe(document.text for document in documents))
    parsed = time.perf_counter()
    statements = sum(len(read_article(doc, document).statements) for doc, document in zip(docs, documents, strict=True))
    ended = time.perf_counter()
    words = sum(1 for doc in docs for token in doc if not token.is_space and not token.is_punct)
    print(f"{len(documents)} documents, {words} words, {statements} statements")
    found = [("parse", parsed - started), ("read the parse", ended - parsed), ("both", ended - started)]
    if options.workers:
        found.append((f"workers: {options.workers}", read_by_workers(documents, options.workers)))
    for name, seconds in found:
        print(f"{name:15} {seconds:8.2f} s {words / seconds:10.0f} words/s")


def read_by_workers(documents: Sequence[Document], count: int) -> float:
    """Give the seconds in which ``count`` processes start, parse, read the parse and make its vectors."""
    nlp = load_nlp(threads=1)
    run = start_run(nlp, version="benchmark")
    load = partial(load_pipeline, None, run, "warning", "text")
    with Workers(Pipeline(nlp, run), load, count=count) as workers:
        started = time.perf_counter()
        for read in workers.extract(documents):
            if isinstance(read, DocumentError):
                raise read
        return time.perf_counter() - started


if __name__ == "__main__":
    main()

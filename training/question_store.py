"""Read the annotated articles as newsgraph reads articles that it never saw, into a store to ask questions of.

    python -m training.question_store STATEMENTS_DIR TEXTS.jsonl.gz STORE

The shipped tables of acts and links know these articles, so that statements would be found too well. Each article is
read with tables that were learned without it, and without the vote of the statement reader, which has learned from all
of them. The language model has learned from them too. The shipped tables are put back at the end.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TABLES = Path(__file__).parent.parent / "ingest" / "extract" / "tables"
_LEARNED = ("act_weights.npz", "about_weights.npz", "cues.tsv", "act_choices.tsv")
_FOLDS = 4
_INGEST = """
import sys
from ingest.extract.statements import about, acts
from newsgraph.cli import app
acts.tell = about.tell = lambda doc, attribution: None
sys.argv = ["newsgraph", "ingest", sys.argv[1], "--store", sys.argv[2]]
app()
"""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.question_store", description=__doc__)
    parser.add_argument("statements", type=Path, help="folder of the annotated statements")
    parser.add_argument("texts", type=Path, help="the Wikinews articles, JSONL.gz")
    parser.add_argument("store", type=Path, help="folder of the store to make")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "tables"
        kept.mkdir()
        for name in _LEARNED:
            shutil.copy(TABLES / name, kept / name)
        try:
            for fold in range(_FOLDS):
                read_fold(arguments, fold, Path(folder))
        finally:
            for name in _LEARNED:
                shutil.copy(kept / name, TABLES / name)


def read_fold(arguments: argparse.Namespace, fold: int, folder: Path) -> None:
    """Learn the tables without the articles of ``fold``, then read those into the store."""
    learned, own = folder / f"statements-{fold}", set()
    learned.mkdir()
    for path in sorted(arguments.statements.glob("*.jsonl")):
        records = [json.loads(line) for line in path.open(encoding="utf-8")]
        is_own = [record["from"] != "made" and fold_of(record["id"]) == fold for record in records]
        own |= {record["id"] for record, out in zip(records, is_own, strict=True) if out}
        lines = [json.dumps(record) + "\n" for record, out in zip(records, is_own, strict=True) if not out]
        (learned / path.name).write_text("".join(lines), encoding="utf-8")
    with gzip.open(arguments.texts, "rt", encoding="utf-8") as lines_in:
        texts = [line for line in lines_in if json.loads(line)["id"] in own]
    articles = folder / f"articles-{fold}.jsonl"
    articles.write_text("".join(texts), encoding="utf-8")
    subprocess.run([sys.executable, "training/statement_tables.py", learned, arguments.texts], check=True)
    subprocess.run([sys.executable, "-c", _INGEST, articles, arguments.store], check=True)


def fold_of(id: str) -> int:
    """Give the fold of an article, always the same."""
    return int(hashlib.md5(id.encode(), usedforsecurity=False).hexdigest(), 16) % _FOLDS


if __name__ == "__main__":
    main()

"""Learn which act a statement is, from annotated articles: writes ``ingest/extract/tables/act_weights.npz``.

    python training/statement_tables.py STATEMENTS_DIR TEXTS.jsonl.gz [--folds 5]

STATEMENTS_DIR holds JSONL of statements by ``id`` (``docs/explanation/training.md``), TEXTS their texts. ``--folds``
measures by cross validation over articles and writes nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from graph.acts import ACTS
from ingest.extract.acts import content_features, cue_features, feature_values
from ingest.extract.attribution import Attribution, Range, head_of
from ingest.nlp import load_nlp

TABLE = Path(__file__).parent.parent / "ingest" / "extract" / "tables" / "act_weights.npz"
Matrix = NDArray[np.float32]
NAMES = tuple(ACTS)


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated statement: where it stands, its features, the act and the second that a fair reader could choose."""

    article: str
    features: tuple[str, ...]
    act: str
    alternative: str | None


def read_examples(directory: Path, texts: Path) -> Iterator[Example]:
    """Give the annotated statements with the features that the pipeline would see."""
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        articles = {record["id"]: record["text"] for record in map(json.loads, lines)}
    records = [json.loads(line) for path in sorted(directory.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    nlp = load_nlp()
    docs = nlp.pipe(record.get("text") or articles[record["id"]] for record in records)
    for record, doc in zip(records, docs, strict=True):
        yield from examples_of(record, doc)


def examples_of(record: dict[str, Any], doc: Doc) -> Iterator[Example]:
    """Give the examples of one annotated article."""
    for statement in record["statements"]:
        content, cue, source = (_ranges(doc, statement[role]) for role in ("content", "cue", "source"))
        if not content:
            continue
        anchor = head_of(doc, cue[0]).i if cue else None
        attribution = Attribution(content, cue, source, anchor)
        features = cue_features(doc, attribution) + content_features(
            doc, attribution, form=statement["form"], is_named=not statement["unnamed"]
        )
        yield Example(record["id"], tuple(dict.fromkeys(features)), statement["act"], statement["act_alt"])


def _ranges(doc: Doc, pieces: Sequence[dict[str, Any]]) -> tuple[Range, ...]:
    spans = [doc.char_span(piece["start"], piece["end"], alignment_mode="expand") for piece in pieces]
    return tuple((span.start, span.end) for span in spans if span is not None)


def learn(
    examples: Sequence[Example], *, least: int, decay: float, steps: int, made: float
) -> tuple[dict[str, int], Matrix]:
    """Fit multinomial logistic regression with weight decay; a feature must occur in ``least`` statements."""
    counts = Counter(feature for example in examples for feature in example.features)
    rows = {name: row for row, name in enumerate(sorted(name for name, count in counts.items() if count >= least))}
    inputs, targets = _matrices(examples, rows)
    weights = np.zeros((len(rows), len(NAMES)), np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    share = np.array([[made if example.article.startswith("made") else 1.0] for example in examples], np.float32)
    share /= share.sum()
    for step in range(1, steps + 1):
        odds = _softmax(inputs @ weights)
        gradient = inputs.T @ (share * (odds - targets)) + decay * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return rows, weights


def _matrices(examples: Sequence[Example], rows: dict[str, int]) -> tuple[Matrix, Matrix]:
    inputs = np.zeros((len(examples), len(rows)), np.float32)
    targets = np.zeros((len(examples), len(NAMES)), np.float32)
    for number, example in enumerate(examples):
        for name, value in feature_values(example.features).items():
            if name in rows:
                inputs[number, rows[name]] = value
        share = 0.15 if example.alternative in ACTS else 0.0
        targets[number, NAMES.index(example.act)] = 1 - share
        if example.alternative in ACTS:
            targets[number, NAMES.index(example.alternative)] += share
    return inputs, targets


def _softmax(scores: Matrix) -> Matrix:
    odds: Matrix = np.exp(scores - scores.max(axis=1, keepdims=True))
    total: Matrix = odds / odds.sum(axis=1, keepdims=True)
    return total


def measure(examples: Sequence[Example], folds: int, **options: Any) -> dict[str, float]:
    """Cross-validate over articles: share of acts right, strictly and with the alternative, in percent."""
    articles = sorted({example.article for example in examples})
    fold_of = {article: number % folds for number, article in enumerate(articles)}
    strict = either = 0
    for fold in range(folds):
        rows, weights = learn([e for e in examples if fold_of[e.article] != fold], **options)
        for example in (e for e in examples if fold_of[e.article] == fold):
            best = NAMES[int((_matrices([example], rows)[0] @ weights).argmax())]
            strict += best == example.act
            either += best in {example.act, example.alternative}
    return {"strict": 100 * strict / len(examples), "either": 100 * either / len(examples)}


def main() -> None:
    """Read the arguments, measure or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    examples = list(read_examples(arguments.directory, arguments.texts))
    options = {"least": 2, "decay": 3e-4, "steps": 100, "made": 0.4}
    if arguments.folds:
        print(measure(examples, arguments.folds, **options))
        return
    write(*learn(examples, **options))


def write(rows: dict[str, int], weights: Matrix) -> None:
    """Write the table that ``ingest/extract/acts.py`` reads."""
    np.savez_compressed(
        TABLE,
        features=np.array("\n".join(rows)),
        acts=np.array("\n".join(NAMES)),
        weights=weights.astype(np.float16),
    )


if __name__ == "__main__":
    main()

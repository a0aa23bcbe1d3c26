"""Learn from annotated articles which act a statement is and what it is about.

    python training/statement_tables.py STATEMENTS_DIR TEXTS.jsonl.gz [--folds 5]

STATEMENTS_DIR holds JSONL of statements by article id, TEXTS the articles. Writes ``act_weights.npz``,
``about_weights.npz`` and ``cues.tsv`` beside the other tables of ``ingest/extract``; with ``--folds`` it writes
nothing, but prints how often the likeliest class is right in cross validation over articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from graph.model import Event
from ingest.extract.events.events import read_events
from ingest.extract.participants.participants import Participants, read_participants
from ingest.extract.statements.about import Candidate, candidates_in, link_features
from ingest.extract.statements.acts import content_features, cue_features, cue_key, feature_values
from ingest.extract.statements.attribution import Attribution, Range, head_of
from ingest.extract.statements.saying import clauses_of
from ingest.nlp import load_nlp

TABLES = Path(__file__).parent.parent / "ingest" / "extract" / "tables"
Matrix = NDArray[np.float32]
# STATE is what is left when nothing more is known; learned freely, it takes twice its share.
LESS_STATE = 0.4
# How much a passage written for the purpose counts: its acts are even, those of the news are not.
MADE = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """Features with their values, the classes with their shares, and the article, whose examples stay in one fold."""

    article: str
    features: Mapping[str, float]
    classes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Settings:
    """A feature must occur in ``least`` examples; ``decay`` pulls weights to 0; ``steps`` of Adam."""

    least: int = 2
    decay: float = 1e-3
    steps: int = 100


def read_records(directory: Path, texts: Path) -> Iterator[tuple[dict[str, Any], Doc, date | None]]:
    """Give the annotated articles, parsed, with their day of publication."""
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        articles = {record["id"]: record for record in map(json.loads, lines)}
    records = [json.loads(line) for path in sorted(directory.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    docs = load_nlp().pipe(record.get("text") or articles[record["id"]]["text"] for record in records)
    for record, doc in zip(records, docs, strict=True):
        published = articles.get(record["id"], {}).get("published")
        yield record, doc, date.fromisoformat(published[:10]) if published else None


def attribution_of(doc: Doc, statement: Mapping[str, Any]) -> Attribution | None:
    """Give an annotated statement in tokens."""
    content, cue, source = (_ranges(doc, statement[role]) for role in ("content", "cue", "source"))
    if not content:
        return None
    return Attribution(content, cue, source, head_of(doc, cue[0]).i if cue else None)


def _ranges(doc: Doc, pieces: Sequence[Mapping[str, Any]]) -> tuple[Range, ...]:
    spans = [doc.char_span(piece["start"], piece["end"], alignment_mode="expand") for piece in pieces]
    return tuple((span.start, span.end) for span in spans if span is not None)


def act_examples(record: Mapping[str, Any], doc: Doc) -> Iterator[Example]:
    """Give an example a statement: its act, with a share for the second that a fair reader could choose."""
    for statement in record["statements"]:
        attribution = attribution_of(doc, statement)
        if attribution is None:
            continue
        features = cue_features(doc, attribution) + content_features(
            doc, attribution, form=statement["form"], is_named=not statement["unnamed"]
        )
        alternative = statement["act_alt"]
        classes = {statement["act"]: 0.85, alternative: 0.15} if alternative else {statement["act"]: 1.0}
        yield Example(record["id"], feature_values(features), classes)


def link_examples(
    record: Mapping[str, Any], doc: Doc, participants: Participants, events: tuple[Event, ...]
) -> Iterator[Example]:
    """Give an example a thing named in a content: role and stance, or that it is none."""
    for statement in record["statements"]:
        attribution = attribution_of(doc, statement)
        if attribution is None:
            continue
        candidates = candidates_in(doc, attribution, participants, events)
        speakers = {actor.id for actor in participants.actors if actor.name == statement["speaker"]}
        for candidate in candidates:
            features = link_features(
                doc, attribution, statement["act"], candidate, candidates, is_speaker=candidate.ref in speakers
            )
            yield Example(record["id"], features, {_link(statement, candidate): 1.0})


def _link(statement: Mapping[str, Any], candidate: Candidate) -> str:
    start, end = candidate.span
    for link in statement["about"]:
        if link["kind"] == candidate.kind and link["start"] < end and start < link["end"]:
            return f"{link['role']} {link['stance']}"
    return "none"


def count_cues(record: Mapping[str, Any], doc: Doc, counts: Counter[tuple[str, str, str]]) -> None:
    """Count how often each verb, noun and adjective occurs, and how often it is a cue; apart with a clause after it."""
    cues: set[int] = set()
    for statement in record["statements"]:
        cues.update(index for start, end in _ranges(doc, statement["cue"]) for index in range(start, end))
    for token in doc:
        if token.pos_ not in {"VERB", "NOUN", "ADJ"}:
            continue
        names = ["seen", "seen with clause"] if clauses_of(token) else ["seen"]
        for name in names:
            counts[cue_key(token), token.pos_, name] += 1
            counts[cue_key(token), token.pos_, name.replace("seen", "said")] += token.i in cues


def write_cues(counts: Counter[tuple[str, str, str]]) -> None:
    """Write ``cues.tsv``: words seen at least five times, or at least twice as a cue."""
    keys = sorted({(word, pos) for word, pos, _ in counts})
    columns = ("said", "seen", "said with clause", "seen with clause")
    lines = ["# How often a word is the cue of a statement: counted in newsgraph's annotated articles (CC BY 4.0), by",
             "# training/statement_tables.py. Lemmas without a final e; with clause: UD ccomp or xcomp, acl of a noun.",
             "\t".join(("word", "pos", *(column.replace(" ", "_") for column in columns)))]  # fmt: skip
    for word, pos in keys:
        said, seen, *clause = (counts[word, pos, column] for column in columns)
        if word.isalpha() and (said >= 2 or seen >= 5):
            lines.append("\t".join(map(str, (word, pos, said, seen, *clause))))
    (TABLES / "cues.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn(examples: Sequence[Example], settings: Settings) -> tuple[tuple[str, ...], dict[str, int], Matrix]:
    """Fit multinomial logistic regression; gives the classes, the row of each feature, the weights."""
    counts = Counter(feature for example in examples for feature in example.features)
    names = sorted(name for name, count in counts.items() if count >= settings.least)
    rows = {name: row for row, name in enumerate(names)}
    classes = tuple(sorted({name for example in examples for name in example.classes}))
    inputs, targets = _matrix(examples, rows), _targets(examples, classes)
    share = np.array([[MADE if example.article.startswith("made") else 1.0] for example in examples], np.float32)
    return classes, rows, _fit(inputs, targets, share / share.sum(), settings)


def _matrix(examples: Sequence[Example], rows: Mapping[str, int]) -> Matrix:
    inputs = np.zeros((len(examples), len(rows)), np.float32)
    for number, example in enumerate(examples):
        for name, value in example.features.items():
            if name in rows:
                inputs[number, rows[name]] = value
    return inputs


def _targets(examples: Sequence[Example], classes: Sequence[str]) -> Matrix:
    return np.array([[example.classes.get(name, 0.0) for name in classes] for example in examples], np.float32)


def _fit(inputs: Matrix, targets: Matrix, share: Matrix, settings: Settings) -> Matrix:
    weights: Matrix = np.zeros((inputs.shape[1], targets.shape[1]), np.float32)
    first: Matrix = np.zeros_like(weights)
    second: Matrix = np.zeros_like(weights)
    for step in range(1, settings.steps + 1):
        gradient = inputs.T @ (share * (_softmax(inputs @ weights) - targets)) + settings.decay * weights
        first = np.asarray(0.9 * first + 0.1 * gradient, np.float32)
        second = np.asarray(0.999 * second + 0.001 * gradient**2, np.float32)
        change = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.asarray(weights - 0.05 * change, np.float32)
    return weights


def _softmax(scores: Matrix) -> Matrix:
    odds: Matrix = np.exp(scores - scores.max(axis=1, keepdims=True))
    total: Matrix = odds / odds.sum(axis=1, keepdims=True)
    return total


def cross_validate(
    examples: Sequence[Example], folds: int, settings: Settings
) -> Iterator[tuple[Example, dict[str, float]]]:
    """Give each example with the probabilities of its classes, learned from the articles of the other folds."""
    articles = sorted({example.article for example in examples})
    fold_of = {article: number % folds for number, article in enumerate(articles)}
    for fold in range(folds):
        classes, rows, weights = learn([one for one in examples if fold_of[one.article] != fold], settings)
        held = [one for one in examples if fold_of[one.article] == fold]
        for example, odds in zip(held, _softmax(_matrix(held, rows) @ weights), strict=True):
            yield example, dict(zip(classes, odds.tolist(), strict=True))


def share_right(judged: Sequence[tuple[Example, dict[str, float]]]) -> float:
    """Give the share of examples whose likeliest class is their main one, in percent."""
    right = sum(
        max(odds, key=odds.__getitem__) == max(one.classes, key=one.classes.__getitem__) for one, odds in judged
    )
    return 100 * right / len(judged)


def write(name: str, classes: Sequence[str], rows: Mapping[str, int], weights: Matrix) -> None:
    """Write a table that ``ingest/extract/weights.py`` reads."""
    np.savez_compressed(
        TABLES / f"{name}.npz",
        features=np.array("\n".join(rows)),
        classes=np.array("\n".join(classes)),
        weights=weights.astype(np.float16),
    )


def main() -> None:
    """Read the arguments, measure or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    tables: dict[str, list[Example]] = {"act_weights": [], "about_weights": []}
    counts: Counter[tuple[str, str, str]] = Counter()
    for record, doc, published in read_records(arguments.directory, arguments.texts):
        participants = read_participants(doc)
        count_cues(record, doc, counts)
        tables["act_weights"] += act_examples(record, doc)
        tables["about_weights"] += link_examples(record, doc, participants, read_events(doc, participants, published))
    if not arguments.folds:
        write_cues(counts)
    for name, examples in tables.items():
        if arguments.folds:
            share = share_right(list(cross_validate(examples, arguments.folds, Settings())))
            sys.stdout.write(f"{name}: {len(examples)} examples, {share:.1f} % right\n")
        else:
            classes, rows, weights = learn(examples, Settings())
            if name == "act_weights":
                weights[[rows["bias"], rows["cue none"]], classes.index("STATE")] -= LESS_STATE
            write(name, classes, rows, weights)


if __name__ == "__main__":
    main()

"""Learn from annotated articles which act a statement is and what it is about.

    python training/statement_tables.py STATEMENTS_DIR TEXTS.jsonl.gz [--folds 5]

STATEMENTS_DIR holds JSONL of statements by article id, TEXTS the articles. Writes ``act_weights.npz``,
``about_weights.npz``, ``cues.tsv`` and ``act_choices.tsv`` beside the other tables of ``ingest/extract``; with
``--folds`` it writes nothing, but prints how often the likeliest class is right in cross validation over articles.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from graph.model import Event
from ingest.extract.events.events import read_events
from ingest.extract.participants.participants import Participants, read_participants
from ingest.extract.statements.about import candidates_in, link_features
from ingest.extract.statements.acts import content_features, cue_features, cue_key
from ingest.extract.statements.saying import clauses_of
from training.annotated_statements import Record, attribution_of, link_of, ranges_of, read_records
from training.linear import Matrix, Settings, index_features, softmax, to_matrix, train

TABLES = Path(__file__).parent.parent / "ingest" / "extract" / "tables"
# The share of readers who would give the second choice where there is one.
_SECOND = 0.3
SETTINGS = Settings(epochs=8, decay=1e-4, fewest=4)


@dataclass(frozen=True, slots=True)
class Example:
    """Features, the class, and the article, whose examples stay in one fold."""

    article: str
    features: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model: its classes, the row of each feature, the weights (features, classes)."""

    classes: tuple[str, ...]
    index: dict[str, int]
    weights: Matrix


def act_examples(record: Record, doc: Doc) -> Iterator[Example]:
    """Give an example a statement."""
    for statement in record["statements"]:
        attribution = attribution_of(doc, statement)
        if attribution is None:
            continue
        features = cue_features(doc, attribution) + content_features(
            doc, attribution, form=statement["form"], is_named=not statement["unnamed"]
        )
        yield Example(record["id"], tuple(features), statement["act"])


def link_examples(record: Record, doc: Doc, participants: Participants, events: tuple[Event, ...]) -> Iterator[Example]:
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
            label = link_of(doc, statement, candidate)
            if label is not None:
                yield Example(record["id"], tuple(features), label)


def count_cues(record: Record, doc: Doc, counts: Counter[tuple[str, str, str]]) -> None:
    """Count how often each verb, noun and adjective occurs, and how often it is a cue; apart with a clause after it."""
    cues: set[int] = set()
    for statement in record["statements"]:
        cues.update(index for start, end in ranges_of(doc, statement["cue"]) for index in range(start, end))
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


def write_choices(chosen: Counter[tuple[str, str]]) -> None:
    """Write ``act_choices.tsv`` from how often statements of an act were given each second act, "" for none.

    Where there is a second choice, the first is taken to be that of seven readers in ten.
    """
    acts = sorted({act for act, _ in chosen})
    lines = ["# The share of readers who find each act in statements of an act: from the first and second choices of",
             "# newsgraph's annotators (CC BY 4.0), by training/statement_tables.py. Shares below .005 are left out.",
             "act\tfound\tshare"]  # fmt: skip
    for act in acts:
        total = sum(count for (first, _), count in chosen.items() if first == act)
        shares = {other: _SECOND * chosen[act, other] / total for other in acts if chosen[act, other]}
        shares[act] = 1 - sum(shares.values())
        lines += [f"{act}\t{found}\t{share:.3f}" for found, share in sorted(shares.items()) if share >= 0.005]
    (TABLES / "act_choices.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn(examples: Sequence[Example]) -> Model:
    """Fit a multinomial logistic regression."""
    rows = [example.features for example in examples]
    index = index_features(rows, SETTINGS.fewest)
    classes = tuple(sorted({example.label for example in examples}))
    labels = np.array([classes.index(example.label) for example in examples], np.int64)
    return Model(classes, index, train(to_matrix(rows, index), labels, len(index), SETTINGS)[:-1])


def share_right(examples: Sequence[Example], folds: int) -> float:
    """Give how often in a hundred the likeliest class is right, learned from the articles of the other folds."""
    articles = sorted({example.article for example in examples})
    fold_of = {article: number % folds for number, article in enumerate(articles)}
    right = 0
    for fold in range(folds):
        model = learn([example for example in examples if fold_of[example.article] != fold])
        weights = np.vstack([model.weights, np.zeros_like(model.weights[:1])])
        held = [example for example in examples if fold_of[example.article] == fold]
        odds = softmax(weights[to_matrix([example.features for example in held], model.index)].sum(axis=1))
        guesses = [model.classes[best] for best in odds.argmax(axis=1)]
        right += sum(guess == example.label for guess, example in zip(guesses, held, strict=True))
    return 100 * right / len(examples)


def write(name: str, model: Model) -> None:
    """Write a table that ``ingest/extract/weights.py`` reads."""
    np.savez_compressed(
        TABLES / f"{name}.npz",
        features=np.array("\n".join(model.index)),
        classes=np.array("\n".join(model.classes)),
        weights=model.weights.astype(np.float16),
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
    chosen: Counter[tuple[str, str]] = Counter()
    for record, doc, published in read_records(arguments.directory, arguments.texts):
        participants = read_participants(doc)
        count_cues(record, doc, counts)
        chosen.update((statement["act"], statement["act_alt"] or "") for statement in record["statements"])
        tables["act_weights"] += act_examples(record, doc)
        tables["about_weights"] += link_examples(record, doc, participants, read_events(doc, participants, published))
    if not arguments.folds:
        write_cues(counts)
        write_choices(chosen)
    for name, examples in tables.items():
        if arguments.folds:
            share = share_right(examples, arguments.folds)
            sys.stdout.write(f"{name}: {len(examples)} examples, {share:.1f} % right\n")
        else:
            write(name, learn(examples))


if __name__ == "__main__":
    main()

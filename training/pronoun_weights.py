"""Fits how much each feature counts for whom a "he" or "she" means.

    python -m training.pronoun_weights WORK

WORK holds ``train.jsonl.gz`` and ``dev.jsonl.gz`` of ``training.prepare``. Grammar and nearness are fitted on train,
how much they count beside the language model on dev: of what it was trained on the model is far too sure. Writes
``ingest/extract/tables/pronoun_weights.tsv``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.extract.participants.pronouns import Choice, find_choices, open_scene, resolve
from ingest.extract.participants.salience import Part
from ingest.nlp import load_nlp
from training.documents import TrainingDocument, read_documents
from training.pronoun_examples import ReadDocument, is_right, read_document, third_persons
from training.pronouns import person_genders, with_pronouns
from training.treebanks import frequent_kinds

TABLE = Path(__file__).parent.parent / "ingest" / "extract" / "tables" / "pronoun_weights.tsv"
# The penalty on squared weights, the steps and their size.
_PENALTY = 0.5
_STEPS = 100
_RATE = 0.5
_SOURCES = frozenset({"gum", "wikinews", "pronouns"})


@dataclass(frozen=True, slots=True)
class Example:
    """The choices of one pronoun, and which of them are right."""

    choices: tuple[Choice, ...]
    is_right: tuple[bool, ...]


def examples_of(read: ReadDocument) -> Iterator[Example]:
    """Give the pronouns that have a right choice among others, each with those before it resolved as the gold does."""
    scene = open_scene(read.doc, read.names, read.cast)
    named = {key: tuple(draft.tokens) for key, draft in read.cast.drafts.items()}
    for place, cluster in third_persons(read):
        pronoun = read.doc[place]
        choices = find_choices(scene, pronoun)
        right = tuple(
            is_right(read, named.get(choice.referent.key, choice.referent.tokens), cluster) for choice in choices
        )
        if any(right) and not all(right):
            yield Example(tuple(choices), right)
        known = next((one.referent for one, good in zip(choices, right, strict=True) if good), None)
        if known is not None and known.is_named:
            resolve(scene, pronoun, known, 1.0)


def fit(rows: Sequence[Sequence[dict[str, float]]], right: Sequence[Sequence[bool]]) -> dict[str, float]:
    """Give the weights by maximum likelihood: a softmax over the choices of each pronoun, all right ones together."""
    names = sorted({name for choices in rows for found in choices for name in found})
    widest = max(map(len, rows))
    features = np.zeros((len(rows), widest, len(names)))
    closed = np.full((len(rows), widest), -1e9)
    good = np.full((len(rows), widest), -1e9)
    for at, choices in enumerate(rows):
        for place, found in enumerate(choices):
            features[at, place] = [found.get(name, 0.0) for name in names]
            closed[at, place] = 0.0
            good[at, place] = 0.0 if right[at][place] else -1e9
    weights = _descend(features, closed, good)
    return dict(zip(names, weights.tolist(), strict=True))


def _descend(
    features: NDArray[np.float64], closed: NDArray[np.float64], good: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fit by Fisher scoring: features that hold for few pronouns are learned as fast as the others."""
    weights = np.zeros(features.shape[-1])
    for _ in range(_STEPS):
        scores = features @ weights
        chances = _softmax(scores + closed)
        gradient = np.einsum("pc,pcf->f", chances - _softmax(scores + good), features) + _PENALTY * weights
        means = np.einsum("pc,pcf->pf", chances, features)
        curvature = np.einsum("pc,pcf,pcg->fg", chances, features, features) - means.T @ means
        weights -= _RATE * np.linalg.solve(curvature + _PENALTY * np.eye(len(weights)), gradient)
    return weights


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def read_examples(documents: Iterable[TrainingDocument]) -> list[Example]:
    """Give the examples of the documents that have coreference."""
    nlp = load_nlp()
    wanted = (document for document in documents if document.clusters and document.source in _SOURCES)
    return [example for document in wanted for example in examples_of(read_document(document, nlp))]


def make_copies(train: list[TrainingDocument], dev: list[TrainingDocument]) -> Iterator[TrainingDocument]:
    """Give copies of our articles of ``dev`` in which names became pronouns: they have few pronouns of their own."""
    kinds, genders = frequent_kinds(train), person_genders([*train, *dev])
    for document in dev:
        if document.source == "wikinews" and document.names is not None:
            copy = with_pronouns(document, kinds=kinds, genders=genders)
            if copy is not None:
                yield copy


def salience_rows(examples: Iterable[Example]) -> list[list[dict[str, float]]]:
    """Give the features of grammar and nearness of each choice."""
    return [[choice.salience for choice in example.choices] for example in examples]


def mixed_rows(examples: Iterable[Example], salience: dict[str, float]) -> list[list[dict[str, float]]]:
    """Give the features of the model's belief of each choice, and its score by ``salience`` weights."""
    return [
        [
            {"salience": sum(salience.get(name, 0.0) * value for name, value in choice.salience.items())}
            | choice.belief
            for choice in example.choices
        ]
        for example in examples
    ]


def share_right(
    rows: Sequence[Sequence[dict[str, float]]], right: Sequence[Sequence[bool]], weights: dict[str, float]
) -> float:
    """Give the share of pronouns whose best choice is right."""
    hits = 0
    for choices, good in zip(rows, right, strict=True):
        scores = [sum(weights.get(name, 0.0) * value for name, value in found.items()) for found in choices]
        hits += good[scores.index(max(scores))]
    return hits / max(1, len(rows))


def write_table(weights: dict[Part, dict[str, float]], path: Path) -> None:
    """Write the weights below the lines that say where they come from."""
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    rows = [f"{part}\t{feature}\t{weight:.2f}" for part, found in weights.items() for feature, weight in found.items()]
    path.write_text("\n".join([*head, "part\tfeature\tweight", *rows]) + "\n", "utf-8")


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.pronoun_weights", description=__doc__)
    parser.add_argument("work", type=Path, help="folder of train.jsonl.gz and dev.jsonl.gz")
    work: Path = parser.parse_args().work
    train, dev = (list(read_documents(work / f"{split}.jsonl.gz")) for split in ("train", "dev"))
    seen = read_examples(train)
    unseen = read_examples([*dev, *make_copies(train, dev)])
    right = [example.is_right for example in unseen]
    salience = fit(salience_rows(seen), [example.is_right for example in seen])
    rows = mixed_rows(unseen, salience)
    mixed = fit(rows, right)
    write_table({"salience": salience, "mixed": mixed}, TABLE)
    alone = share_right(salience_rows(unseen), right, salience)
    together = share_right(rows, right, mixed)
    sys.stdout.write(
        f"{len(seen)} pronouns, {len(unseen)} unseen by the model: of these right {alone:.1%} by grammar and nearness, "
        f"{together:.1%} with the model\n"
    )


if __name__ == "__main__":
    main()

"""Learn what names an event, its type and mode, from annotated articles.

    python training/event_tables.py FOLDER TEXTS.jsonl.gz

FOLDER holds ``events/`` and ``statements/`` (JSONL), TEXTS the texts of the articles told by id. Writes
``ingest/extract/tables/event_weights.npz``; the same input gives the same file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.extract.events.event_words import senses_in
from ingest.extract.events.trigger_features import candidates_in, features_of
from ingest.extract.events.triggers import LinearModel
from ingest.nlp import load_nlp
from training.event_data import GoldArticle, read_articles
from training.linear import Matrix, Settings, index_features, to_matrix, train

TABLE = Path(__file__).parent.parent / "ingest" / "extract" / "tables" / "event_weights.npz"
TRIGGERS = Settings(epochs=6, fewest=3)
MODES = Settings(epochs=8, fewest=2)
# Features whose largest weight is below this change nothing that is measured, and would double the file.
SMALLEST = 0.08


@dataclass(frozen=True, slots=True)
class Example:
    """One word with its features and its class."""

    features: tuple[str, ...]
    label: str


def trigger_examples(articles: Iterable[GoldArticle]) -> Iterator[Example]:
    """Give the words that can name an event; where only some events are annotated, unknown ones are left out."""
    for article in articles:
        senses = senses_in(article.doc)
        heads = {mention.head: mention for mention in article.mentions}
        able = {token.i for token in candidates_in(article.doc, senses)}
        inside = {index for mention in article.mentions for index in mention.tokens}
        for token in article.doc:
            mention = heads.get(token.i)
            if mention is None and (token.i in inside or token.i not in able):
                continue
            if mention is None and not article.is_complete and token.i in senses:
                continue
            yield Example(tuple(features_of(token, senses)), (mention.type if mention else None) or "-")


def mode_examples(articles: Iterable[GoldArticle]) -> Iterator[Example]:
    """Give the triggers with the modes of their types."""
    for article in articles:
        senses = senses_in(article.doc)
        for mention in article.mentions:
            if mention.type:
                features = tuple(features_of(article.doc[mention.head], senses))
                yield Example(features, f"{mention.type}.{mention.mode or ''}")


def fit(examples: Sequence[Example], settings: Settings) -> LinearModel:
    """Train a model on ``examples``."""
    classes = sorted({example.label for example in examples})
    rows = [example.features for example in examples]
    index = index_features(rows, settings.fewest)
    labels = np.array([classes.index(example.label) for example in examples], dtype=np.int64)
    weights = train(to_matrix(rows, index), labels, len(index), settings)
    return LinearModel(tuple(classes), index, weights[:-1])


def pack(models: dict[str, LinearModel]) -> dict[str, NDArray[np.generic]]:
    """Give the arrays of a file: weights in 8 bits with a scale a row; rows near zero are left out."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, model in models.items():
        largest = np.abs(model.weights).max(axis=1)
        kept = [feature for feature, row in model.index.items() if largest[row] > SMALLEST]
        weights: Matrix = model.weights[[model.index[feature] for feature in kept]]
        scales = (np.abs(weights).max(axis=1, keepdims=True) / 127).astype(np.float16)
        arrays[f"{name}.classes"] = np.frombuffer("\n".join(model.classes).encode(), dtype=np.uint8)
        arrays[f"{name}.features"] = np.frombuffer("\n".join(kept).encode(), dtype=np.uint8)
        arrays[f"{name}.weights"] = np.round(weights / scales.astype(np.float32)).astype(np.int8)
        arrays[f"{name}.scales"] = scales
    return arrays


def learn(articles: Sequence[GoldArticle]) -> dict[str, LinearModel]:
    """Give the models of triggers' types and of their modes."""
    complete = {article.id for article in articles if article.is_complete}
    unique = [article for article in articles if article.is_complete or article.id not in complete]
    return {
        "types": fit(list(trigger_examples(unique)), TRIGGERS),
        "modes": fit(list(mode_examples(unique)), MODES),
    }


def main() -> None:
    """Train on everything and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", type=Path)
    options = parser.parse_args()
    articles = list(read_articles(options.folder, options.texts, load_nlp()))
    arrays = pack(learn(articles))
    np.savez_compressed(TABLE, **arrays)  # type: ignore[arg-type] # its stub takes every name for allow_pickle
    sizes = {name: values.shape[0] for name, values in arrays.items() if name.endswith("weights")}
    sys.stdout.write(f"{TABLE}: {TABLE.stat().st_size / 1000:.0f} kB, {len(articles)} articles, features {sizes}\n")


if __name__ == "__main__":
    main()

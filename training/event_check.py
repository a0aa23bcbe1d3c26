"""Measures triggers on articles that no model has seen: to choose by, not to report.

    python -m training.event_check FOLDER TEXTS.jsonl.gz

FOLDER and TEXTS as for ``training/event_tables.py``, which learns from the other articles here. Prints precision,
recall and F1 of head and type by how sure a word must be, for the language model and the linear one, and together.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.extract.events.event_words import senses_in
from ingest.extract.events.trigger_features import candidates_in, features_of
from ingest.extract.events.triggers import LinearModel, put_together, seen_chances
from ingest.nlp import load_nlp
from training.event_data import GoldArticle, read_articles
from training.event_tables import learn
from training.prepare import is_held_out

_SURE = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
Chances = NDArray[np.float32]


def chances_of(article: GoldArticle, model: LinearModel) -> Iterator[tuple[int, dict[str, Chances]]]:
    """Yield each word that can be a trigger, with the chances of its types by who says so."""
    senses = senses_in(article.doc)
    seen = seen_chances(article.doc, model.classes)
    for token in candidates_in(article.doc, senses):
        linear = model.probabilities(features_of(token, senses))
        if seen is None:
            yield token.i, {"linear": linear}
        else:
            both = put_together(linear, seen[token.i])
            yield token.i, {"linear": linear, "network": seen[token.i], "together": both}


def count(articles: Sequence[GoldArticle], model: LinearModel) -> dict[tuple[str, float], list[int]]:
    """Count right, found and annotated triggers by who says so and how sure a word must be."""
    none = model.classes.index("-")
    counts: dict[tuple[str, float], list[int]] = {}
    for article in articles:
        gold = {mention.head: mention.type for mention in article.mentions if mention.type}
        for place, told in chances_of(article, model):
            for name, chances in told.items():
                sure = 1 - float(chances[none])
                kind = model.classes[int(np.where(np.arange(len(chances)) == none, 0, chances).argmax())]
                for least in _SURE:
                    row = counts.setdefault((name, least), [0, 0, 0])
                    row[0] += sure >= least and gold.get(place) == kind
                    row[1] += sure >= least
        for row in counts.values():
            row[2] += len(gold)
    return counts


def main() -> None:
    """Learn from what is not held out and print the figures of what is."""
    parser = argparse.ArgumentParser(prog="python -m training.event_check", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", type=Path)
    options = parser.parse_args()
    articles = list(read_articles(options.folder, options.texts, load_nlp()))
    model = learn([article for article in articles if not is_held_out(article.id)])["types"]
    held_out = [article for article in articles if article.is_complete and is_held_out(article.id)]
    for (name, least), (right, found, gold) in sorted(count(held_out, model).items()):
        figures = (right / max(1, found), right / max(1, gold), 2 * right / max(1, found + gold))
        sys.stdout.write(
            f"{name:10} from {least:.2f}: P R F1 " + " ".join(f"{100 * each:.1f}" for each in figures) + "\n"
        )


if __name__ == "__main__":
    main()

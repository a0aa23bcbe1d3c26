"""Learn how to tell which article a question is about, from questions about the annotated articles.

    python -m training.question_articles STORE [--folds 5]

STORE holds the Wikinews articles as newsgraph reads them; the questions stand in ``training/questions``. Prints the
weights that stand in `graph.focus`, and how often the likeliest article is the right one by weights learned without it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

import newsgraph
from graph.focus import bag_of, describe
from graph.plan import MOST_ROWS, Find, Follow, Order, Score, Select, SimilarTo

QUESTIONS = Path(__file__).parent / "questions"
Matrix = npt.NDArray[np.float64]
_STEPS = 600
_RATE = 10.0
_DECAY = 0.001
_WITH_ARTICLE = Select(
    "Statement", ("id",), (Follow("article", "IN", "out", (Select("Article", ("id",)),), is_one=True),)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of each article, (articles, features), the row of the one that the question is about, its id."""

    features: Matrix
    right: int
    article: str


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.question_articles", description=__doc__)
    parser.add_argument("store", type=Path, help="a store of the Wikinews articles")
    parser.add_argument("--folds", type=int, default=5, help="in how many folds the articles are cross-validated")
    arguments = parser.parse_args()
    with newsgraph.open(arguments.store) as graph:
        choices = list(read_choices(graph))
    print("words, spellings, likeness:", *(f"{weight:.1f}" for weight in learn(choices)))
    print(f"right article: {100 * share_right(choices, arguments.folds):.1f} % of {len(choices)} questions")


def read_choices(graph: newsgraph.Graph) -> Iterator[Choice]:
    """Give the articles of each question that names what it is about."""
    rows = graph.store.find(Find(Select("Article", ("id", "title", "text")), first=MOST_ROWS)).rows
    texts = {row["id"]: bag_of((row["title"], row["text"])) for row in rows}
    lines = [
        line for path in sorted(QUESTIONS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for asked in tqdm(map(json.loads, lines), total=len(lines), disable=None):
        reading = graph.language.read_question(asked["question"])
        if not reading.words or asked["article"] not in texts:
            continue
        order = (Order(Score(), is_descending=True),)
        compared = SimilarTo(asked["question"], -1.0)
        page = graph.store.find(Find(_WITH_ARTICLE, where=compared, order=order, first=MOST_ROWS))
        nearest: dict[str, float] = {}
        for row, score in zip(page.rows, page.scores or (), strict=True):
            nearest.setdefault(row["article"]["id"], score)
        features = describe(reading, texts, nearest)
        yield Choice(np.array([*features.values()]), [*features].index(asked["article"]), asked["article"])


def learn(choices: Sequence[Choice]) -> Matrix:
    """Fit a conditional logistic regression by gradient ascent."""
    weights = np.ones(choices[0].features.shape[1])
    for _ in range(_STEPS):
        step = np.zeros_like(weights)
        for choice in choices:
            odds = choice.features @ weights
            shares = np.exp(odds - odds.max())
            step += choice.features[choice.right] - (shares / shares.sum()) @ choice.features
        weights += _RATE * step / len(choices) - _DECAY * weights
    return weights


def share_right(choices: Sequence[Choice], folds: int) -> float:
    """Give how often the likeliest article is the right one."""
    articles = sorted({choice.article for choice in choices})
    right = 0
    for fold in range(folds):
        own = set(articles[fold::folds])
        weights = learn([choice for choice in choices if choice.article not in own])
        right += sum(
            int((choice.features @ weights).argmax()) == choice.right for choice in choices if choice.article in own
        )
    return right / len(choices)


if __name__ == "__main__":
    main()

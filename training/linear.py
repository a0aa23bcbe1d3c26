"""A multinomial logistic regression over sparse features that are there or not, in plain numpy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how carefully to train; a feature seen fewer than ``fewest`` times is left out."""

    epochs: int = 12
    batch: int = 256
    rate: float = 0.15
    decay: float = 2e-6
    fewest: int = 2
    seed: int = 7


def index_features(rows: Sequence[Sequence[str]], fewest: int) -> dict[str, int]:
    """Number the features that are seen often enough, by name."""
    counts = Counter(feature for row in rows for feature in set(row))
    return {name: number for number, name in enumerate(sorted(name for name, n in counts.items() if n >= fewest))}


def to_matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> NDArray[np.int32]:
    """Give the numbers of each row's features, filled up with one number more than there are features."""
    numbers = [sorted({index[name] for name in row if name in index}) for row in rows]
    matrix = np.full((len(rows), max(map(len, numbers))), len(index), dtype=np.int32)
    for row, found in zip(matrix, numbers, strict=True):
        row[: len(found)] = found
    return matrix


def train(features: NDArray[np.int32], labels: NDArray[np.int64], width: int, settings: Settings) -> Matrix:
    """Give weights (features + 1, classes) by Adagrad."""
    classes = int(labels.max()) + 1
    weights = np.zeros((width + 1, classes), dtype=np.float32)
    squares = np.full_like(weights, 1e-2)
    order = np.random.default_rng(settings.seed)
    for _ in range(settings.epochs):
        for rows in np.array_split(order.permutation(len(labels)), max(1, len(labels) // settings.batch)):
            numbers = features[rows]
            error = softmax(weights[numbers].sum(axis=1))
            error[np.arange(len(rows)), labels[rows]] -= 1
            used, inverse = np.unique(numbers, return_inverse=True)
            gradient = np.zeros((len(used), classes), dtype=np.float32)
            np.add.at(gradient, inverse.reshape(numbers.shape), error[:, None, :])
            gradient += settings.decay * len(labels) * weights[used]
            squares[used] += gradient**2
            weights[used] -= settings.rate * gradient / np.sqrt(squares[used])
            weights[width] = 0
    return weights


def softmax(scores: Matrix) -> Matrix:
    """Give the probabilities of each row of ``scores``."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)

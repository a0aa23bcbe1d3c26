"""What a training reads, and in which order: the documents as arrays, and the batches of all passes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from torch.utils.data import Dataset

from ingest.nlp.wordpiece import WordPieces
from training.batch import Batch, BatchMaker
from training.documents import read_documents
from training.encoder import published_encoder
from training.labels import find_labels, read_labels, write_labels
from training.options import Options
from training.targets import TargetMaker, Targets
from training.teacher import share_out, write_vectors
from training.windows import Window, batches

# How often each of the first passes reads the documents of a data set, where not once. Our own annotation is the
# smallest, and soon learned: what comes after is for the trees, which are learned slowest.
REPEATS = {"wikinews": 2, "made-statements": 2, "made-events": 2}
_MOST_STEPS = 1_000_000


class Batches(Dataset[Batch]):
    """The batches of ``plan`` from number ``first`` on; what varies in one depends on ``seed`` and its number alone."""

    def __init__(self, plan: Sequence[list[Window]], maker: BatchMaker, seed: int, first: int) -> None:
        self._plan, self._maker, self._seed, self._first = plan, maker, seed, first

    def __len__(self) -> int:
        return len(self._plan) - self._first

    def __getitem__(self, number: int) -> Batch:
        step = self._first + number
        return self._maker.batch(self._plan[step], random.Random(self.seed_of(step)))

    def seed_of(self, step: int) -> int:
        """Give the seed of a step."""
        return self._seed * _MOST_STEPS + step


def load_targets(work: Path, split: str, wordpieces: WordPieces, *, device: str) -> list[Targets]:
    """Give the documents of WORK/SPLIT.jsonl.gz as arrays, with sentence vectors that are made once."""
    documents = list(read_documents(work / f"{split}.jsonl.gz"))
    labels_path, vectors_path = work / "labels.json", work / f"{split}-vectors.npy"
    if not labels_path.exists():
        write_labels(find_labels(documents), labels_path)
    if not vectors_path.exists():
        write_vectors(documents, published_encoder(), wordpieces, vectors_path, device=device)
    maker = TargetMaker(read_labels(labels_path), wordpieces)
    shared = share_out(np.load(vectors_path), documents)
    return [maker.targets(document, vectors) for document, vectors in zip(documents, shared, strict=True)]


def schedule(documents: Sequence[Targets], unlabelled: Sequence[Targets], options: Options) -> list[list[Window]]:
    """Give all batches of all passes, the same for the same seed.

    A pass has as many words without annotation as with it, other ones in each, as long as there are any.
    """
    randomness = random.Random(options.seed)
    once = [document for document in documents if len(document)]
    repeated = [document for document in once for _ in range(REPEATS.get(document.source, 1))]
    words = sum(map(len, once))
    plan: list[list[Window]] = []
    for number in range(options.passes):
        read = repeated if number < options.repeating_passes else once
        plan += batches([*read, *_some(unlabelled, words, randomness)], options.pieces, randomness)
    return plan


def _some(documents: Sequence[Targets], words: int, randomness: random.Random) -> list[Targets]:
    chosen: list[Targets] = []
    for document in randomness.sample(list(documents), len(documents)):
        if words > 0:
            chosen.append(document)
            words -= len(document)
    return chosen

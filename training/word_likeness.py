"""Make the table of which words are alike, and how rare each is in news, by which answers to questions are found.

    python -m training.word_likeness DATA TEXTS.jsonl.gz

DATA holds the treebanks and the annotated passages, TEXTS the Wikinews articles. Compared are the nouns, verbs and
adjectives that occur there, by the sentence vector that the shipped model gives each word alone. Writes
``ingest/extract/tables/word_likeness.npz``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from ingest.likeness import LEAST, SURE
from ingest.nlp import load_nlp
from ingest.nlp.component import NewsgraphEncoder

TABLE = Path(__file__).parent.parent / "ingest" / "extract" / "tables" / "word_likeness.npz"
_OPEN = frozenset({"NOUN", "VERB", "ADJ"})
_TREEBANKS = ("ewt-train", "ewt-dev", "gum-train", "gum-dev")
_FEWEST = 2
_MOST_ALIKE = 16


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.word_likeness", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the data sets")
    parser.add_argument("texts", type=Path, help="the Wikinews articles, JSONL.gz")
    arguments = parser.parse_args()
    nlp = load_nlp()
    kinds: dict[str, Counter[str]] = {}
    articles: Counter[str] = Counter()
    for word, upos in _treebank_words(arguments.data):
        kinds.setdefault(word, Counter())[upos] += 1
    with gzip.open(arguments.texts, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    with (arguments.data / "statements" / "made.jsonl").open(encoding="utf-8") as lines:
        passages = [json.loads(line)["text"] for line in lines]
    for place, doc in enumerate(tqdm(nlp.pipe(texts + passages), total=len(texts + passages), desc="texts")):
        if place < len(texts):
            articles.update({token.lower_ for token in doc if token.is_alpha})
        for token in doc:
            kinds.setdefault(token.lower_, Counter())[token.pos_] += 1
    words = sorted(word for word, counts in kinds.items() if _is_compared(word, counts))
    encoder = nlp.get_pipe("newsgraph_encoder")
    assert isinstance(encoder, NewsgraphEncoder)
    docs = tqdm(nlp.pipe(words), total=len(words), desc="words")
    vectors = np.array([encoder.vectors([doc[:]])[0] for doc in docs], np.float32)
    save(words, vectors, articles, len(texts))
    print(f"{len(words)} words compared, {len(articles)} counted in {len(texts)} articles -> {TABLE}")


def save(
    words: list[str], vectors: npt.NDArray[np.float32], articles: Counter[str], count: int, table: Path = TABLE
) -> None:
    """Write the table: of each word those most like it, in hundredths from the least likeness to the surest."""
    first, other, likeness = [], [], []
    for start in range(0, len(words), 1000):
        scaled = (vectors[start : start + 1000] @ vectors.T - LEAST) / (SURE - LEAST)
        for row, values in enumerate(np.clip(scaled, 0, 1), start):
            values[row] = 0
            nearest = np.argsort(-values, kind="stable")[:_MOST_ALIKE]
            nearest = nearest[values[nearest] >= 0.01]
            first += [row] * len(nearest)
            other += nearest.tolist()
            likeness += (100 * values[nearest]).round().tolist()
    counted = sorted(word for word, seen in articles.items() if seen >= _FEWEST)
    np.savez_compressed(
        table,
        words=np.array("\n".join(words)),
        first=np.array(first, np.uint16),
        other=np.array(other, np.uint16),
        likeness=np.array(likeness, np.uint8),
        counted=np.array("\n".join(counted)),
        articles=np.array([articles[word] for word in counted], np.uint16),
        total=np.array(count, np.int64),
    )


def _treebank_words(data: Path) -> Iterator[tuple[str, str]]:
    for name in _TREEBANKS:
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                for sentence in json.loads(line)["sents"]:
                    yield from ((token[0].lower(), token[2]) for token in sentence["toks"])


def _is_compared(word: str, kinds: Counter[str]) -> bool:
    """Whether a word is mostly no name: names are alike that stand for different things, such as countries."""
    total = kinds.total()
    is_open = 2 * sum(count for upos, count in kinds.items() if upos in _OPEN) > total
    return is_open and word.isalpha() and word.isascii() and len(word) > 2


if __name__ == "__main__":
    main()

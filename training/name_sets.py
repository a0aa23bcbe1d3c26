"""Reads the sets that have only names: wikigold and CrossNER's politics."""

import gzip
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from training.documents import TrainingDocument
from training.treebanks import name_tags, read_rows, row_document

_SENTENCES = 8
_CROSSNER_TYPES = {
    "politician": "PER",
    "person": "PER",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "location": "LOC",
    "country": "LOC",
}
_GLUED_BEFORE = frozenset({*".,;:!?)]}%", "'s", "’s", "n't"})
_GLUED_AFTER = frozenset("([{")


def read_wikigold(folder: Path) -> Iterator[TrainingDocument]:
    """Yield wikigold's documents; its other names are no names here."""
    for row in read_rows(folder / "wikigold.jsonl.gz"):
        yield row_document(row, source="wikigold", names=name_tags(row), has_trees=False)


def read_crossner(folder: Path) -> Iterator[TrainingDocument]:
    """Yield CrossNER's politics, all its parts; some sentences make a document, each its own paragraph."""
    paths = (folder / f"crossner-politics-{split}.txt.gz" for split in ("train", "dev", "test"))
    sentences = chain.from_iterable(_read_sentences(path) for path in paths)
    number = 0
    while group := list(islice(sentences, _SENTENCES)):
        row = {"id": f"crossner-{number}", "sents": group}
        yield row_document(row, source="crossner", names=name_tags(row), has_trees=False)
        number += 1


def _read_sentences(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for block in lines.read().split("\n\n"):
            rows = [line.split() for line in block.splitlines() if line.strip()]
            if rows:
                yield _sentence([row[0] for row in rows], [row[-1] for row in rows])


def _sentence(words: list[str], labels: list[str]) -> dict[str, Any]:
    following = [*words[1:], ""]
    tokens = [
        (word, after not in _GLUED_BEFORE and word not in _GLUED_AFTER)
        for word, after in zip(words, following, strict=True)
    ]
    names = [_CROSSNER_TYPES.get(label[2:], "") for label in labels]
    tags = [label[:2] + name if name else "O" for label, name in zip(labels, names, strict=True)]
    return {"par": True, "toks": tokens, "ner": tags}

"""Reads treebanks and name sets stored as JSON lines: a document a line, its sentences as rows of words."""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from ingest.nlp.windows import GLUED, PARAGRAPH, SPACE
from training.documents import TrainingDocument, Tree

NAME_TYPES = frozenset({"PER", "ORG", "LOC"})
# The tag of a word whose layer nobody annotated.
UNKNOWN = "?"


def read_ewt(folder: Path, *, split: str, frames: Mapping[str, list[str]]) -> Iterator[TrainingDocument]:
    """Yield the documents of UD English EWT with UNER's names; ``frames`` has the frame tags of sentences by id."""
    for row in read_rows(folder / f"ewt-{split}.jsonl.gz"):
        yield ewt_document(row, frames=frames)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a gzipped file of JSON lines as they stand there."""
    with gzip.open(path, "rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def ewt_document(row: dict[str, Any], *, frames: Mapping[str, list[str]]) -> TrainingDocument:
    """Make a document of a row of EWT."""
    tags = [frames.get(sentence["id"], [UNKNOWN] * len(sentence["toks"])) for sentence in row["sents"]]
    return row_document(row, source="ewt", names=name_tags(row), frames=list(chain.from_iterable(tags)))


def row_document(
    row: dict[str, Any],
    *,
    source: str,
    names: list[str] | None,
    has_trees: bool = True,
    frames: list[str] | None = None,
) -> TrainingDocument:
    """Make a document of a row; without trees its sentence starts are not gold either."""
    sentences = row["sents"]
    return TrainingDocument(
        id=row["id"],
        source=source,
        words=[token[0] for sentence in sentences for token in sentence["toks"]],
        gaps=_gaps(sentences),
        starts=[at == 0 for sentence in sentences for at in range(len(sentence["toks"]))],
        has_starts=has_trees,
        tree=_tree(sentences) if has_trees else None,
        names=names,
        name_types="three" if names is not None else None,
        frames=frames,
    )


def name_tags(row: dict[str, Any]) -> list[str]:
    """Give the name tags of a row: other types than PER, ORG and LOC are O, words of unannotated sentences "?".

    A name that begins with I- in the data set begins with B- here.
    """
    tags: list[str] = []
    for sentence in row["sents"]:
        before = "O"
        for tag in sentence["ner"] or [UNKNOWN] * len(sentence["toks"]):
            if tag != UNKNOWN and tag[2:] not in NAME_TYPES:
                tag = "O"
            elif tag.startswith("I-") and before[2:] != tag[2:]:
                tag = f"B-{tag[2:]}"
            tags.append(tag)
            before = tag
    return tags


def frequent_kinds(documents: Iterable[TrainingDocument]) -> dict[str, str]:
    """Give each word form, in lower case, the universal part of speech that it most often has in the trees."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        if document.tree is not None:
            for word, kind in zip(document.words, document.tree.kinds, strict=True):
                counts[word.lower()][kind.partition("|")[0]] += 1
    return {word: kinds.most_common(1)[0][0] for word, kinds in counts.items()}


def _gaps(sentences: list[dict[str, Any]]) -> list[int]:
    gaps: list[int] = []
    gap = PARAGRAPH
    for sentence in sentences:
        if sentence["par"]:
            gap = PARAGRAPH
        for token in sentence["toks"]:
            gaps.append(gap)
            gap = SPACE if token[1] else GLUED
    return gaps


def _tree(sentences: list[dict[str, Any]]) -> Tree:
    tree = Tree([], [], [], [], [])
    for sentence in sentences:
        first = len(tree.heads)
        for _, _, kind, tag, features, head, relation, lemma in sentence["toks"]:
            tree.tags.append(tag)
            tree.kinds.append(f"{kind}|{features}")
            tree.lemmas.append(lemma)
            tree.heads.append(first + head - 1 if head else -1)
            tree.relations.append(relation)
    return tree

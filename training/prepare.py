"""Prepares the training documents: reads the openly licensed data sets, splits them and counts what they give."""

import argparse
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from tqdm import tqdm

from training.annotated_text import text_cutter
from training.documents import TrainingDocument, write_documents
from training.folders import check_data
from training.gum import read_gum
from training.name_sets import read_crossner, read_wikigold
from training.news import read_made, read_wikinews
from training.pronouns import person_genders, with_pronouns
from training.propbank import read_frames
from training.treebanks import frequent_kinds, read_ewt

# How many of a hundred of our own documents are held out to choose models by.
_HELD_OUT = 8
_COUNTS = ("documents", "words", "names", "statements", "events", "mentions", "frames")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m training.prepare", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the data sets")
    parser.add_argument("load", type=Path, help="folder of the Wikinews texts")
    parser.add_argument("work", type=Path, help="folder to write {train,dev,test}.jsonl.gz to")
    arguments = parser.parse_args()
    check_data(arguments.data, arguments.load)
    prepare(arguments.data, arguments.load, arguments.work)


def prepare(data: Path, load: Path, work: Path) -> None:
    """Write the documents of each split, and print how many there are of each."""
    work.mkdir(parents=True, exist_ok=True)
    splits = read_splits(data, load / "wikinews-2019-2020.jsonl.gz")
    for split, documents in splits.items():
        write_documents(work / f"{split}.jsonl.gz", documents)
        print(count_table(split, documents))


def read_splits(data: Path, texts: Path) -> dict[str, list[TrainingDocument]]:
    """Give the documents of the splits; test has the treebanks' own alone, so that our own are all learned from."""
    splits: dict[str, list[TrainingDocument]] = {"train": [], "dev": [], "test": []}
    for split, documents in splits.items():
        frames = read_frames(data, split=split)
        documents += tqdm(read_ewt(data, split=split, frames=frames), desc=f"ewt {split}", unit=" documents")
        documents += tqdm(read_gum(data, split=split), desc=f"gum {split}", unit=" documents")
    kinds = frequent_kinds(splits["train"])
    cut = text_cutter()
    news = [*read_wikinews(data, texts, cut=cut, kinds=kinds), *read_made(data, cut=cut, kinds=kinds)]
    for document in tqdm(news, desc="news", unit=" documents"):
        splits["dev" if is_held_out(document.id) else "train"].append(document)
    splits["train"] += [*_with_pronouns(splits["train"], kinds), *read_wikigold(data), *read_crossner(data)]
    return splits


def _with_pronouns(documents: list[TrainingDocument], kinds: Mapping[str, str]) -> list[TrainingDocument]:
    genders = person_genders(documents)
    articles = [document for document in documents if document.source == "wikinews" and document.names is not None]
    copies = (with_pronouns(document, kinds=kinds, genders=genders) for document in articles)
    return [copy for copy in copies if copy is not None]


def is_held_out(id: str) -> bool:
    """Whether a document of ours is kept for choosing models: always the same ones, told by their ids."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest()) % 100 < _HELD_OUT


def count_table(split: str, documents: Iterable[TrainingDocument]) -> str:
    """Give a table of what each data set has in a split."""
    counts: dict[str, Counter[str]] = {}
    for document in documents:
        counts.setdefault(document.source, Counter()).update(_counts(document))
    rows = [(split, *_COUNTS), *((source, *(str(row[name]) for name in _COUNTS)) for source, row in counts.items())]
    return "\n".join("".join(cell.rjust(12) if at else cell.ljust(18) for at, cell in enumerate(row)) for row in rows)


def _counts(document: TrainingDocument) -> dict[str, int]:
    return {
        "documents": 1,
        "words": len(document.words),
        "names": sum(tag.startswith("B-") for tag in document.names or ()),
        "statements": len(document.statements or ()),
        "events": len(document.events or ()),
        "mentions": sum(map(len, document.clusters or ())),
        "frames": sum(tag == "B-Cue" for tag in document.frames or ()),
    }


if __name__ == "__main__":
    main()

"""The data sets that trained a model, their licences and authors, and how much of the training each one was."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.documents import TrainingDocument

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DataSet:
    """One set: what it gives (``layers``) to the documents of ``source``, and whom to credit for it."""

    source: str
    layers: str
    name: str
    licence: str
    address: str
    credit: str


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre of GUM, where its texts are from, and their licence."""

    genre: str
    texts: str
    licence: str


def data_sets() -> list[DataSet]:
    """Read the table of data sets."""
    return [DataSet(**row) for row in _read_table("data_sets.tsv")]


def gum_genres() -> list[Genre]:
    """Read the table of GUM's open genres."""
    return [Genre(**row) for row in _read_table("gum_genres.tsv")]


def write_sets(documents: Iterable[TrainingDocument]) -> str:
    """Give a table in Markdown of the sets that ``documents`` are from, with their share of all words.

    Raises ``ValueError`` where documents are from a set that the table of data sets doesn't have.
    """
    counts = count_sources(documents)
    unknown = counts.keys() - {one.source for one in data_sets()}
    if unknown:
        raise ValueError(f"training/data_sets.tsv doesn't say what {', '.join(sorted(unknown))} is")
    total = sum(count["words"] for count in counts.values())
    lines = ["| data set | words | share | what is marked | licence |", "|---|---|---|---|---|"]
    seen: set[str] = set()
    for one in data_sets():
        if one.source in counts:
            count = counts[one.source]
            is_again = one.source in seen
            words = "the same" if is_again else f"{count['words']:,}"
            share = "" if is_again else f"{100 * count['words'] / total:.1f} %"
            marked = ", ".join(f"{count[layer]:,} {layer}" for layer in one.layers.split(", "))
            name = f"[{one.name}]({one.address})" if one.address.startswith("http") else one.name
            lines.append(f"| {name} | {words} | {share} | {marked} | {one.licence} |")
            seen.add(one.source)
    return "\n".join(lines)


def write_genres(documents: Iterable[TrainingDocument]) -> str:
    """Give a table in Markdown of GUM's genres among ``documents``."""
    words = Counter[str]()
    for document in documents:
        if document.source == "gum":
            words[document.id.split("_")[1]] += len(document.words)
    known = {one.genre: one for one in gum_genres()}
    lines = ["| genre of GUM | words | texts | licence |", "|---|---|---|---|"]
    lines += [f"| {name} | {words[name]:,} | {known[name].texts} | {known[name].licence} |" for name in sorted(words)]
    return "\n".join(lines)


def write_credits(documents: Iterable[TrainingDocument]) -> str:
    """Give a list in Markdown of whom to credit, a line a data set."""
    sources = {document.source for document in documents}
    used = [one for one in data_sets() if one.source in sources]
    return "\n".join(f"- {one.name} ({one.licence}): {one.credit}." for one in used)


def count_pronouns(documents: Iterable[TrainingDocument]) -> str:
    """Say how often "he" and "she" stand in the texts; copies of texts with pronouns of our making don't count."""
    words = Counter(word.lower() for document in documents if document.source != "pronouns" for word in document.words)
    he, she = (sum(words[word] for word in group) for group in (("he", "him", "his"), ("she", "her", "hers")))
    return f"{he:,} times *he, him, his* and {she:,} times *she, her, hers*"


def count_sources(documents: Iterable[TrainingDocument]) -> dict[str, Counter[str]]:
    """Give what each source has: words, sentences with trees, names, frames, statements, events and mentions."""
    counts: dict[str, Counter[str]] = {}
    for document in documents:
        counts.setdefault(document.source, Counter()).update(
            {
                "words": len(document.words),
                "trees": sum(document.starts) if document.tree is not None else 0,
                "names": sum(tag.startswith("B-") for tag in document.names or ()),
                "frames": sum(tag == "B-Cue" for tag in document.frames or ()),
                "statements": len(document.statements or ()),
                "unread statements": len(document.found_statements or ()),
                "events": len(document.events or ()),
                "mentions": sum(map(len, document.clusters or ())),
            }
        )
    return counts


def _read_table(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)

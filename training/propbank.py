"""Frames of saying from PropBank over EWT's words, as tags of source, cue and content.

The rolesets in saying_rolesets.tsv are those of EWT's training part that PropBank's frame files (github.com/propbank/
propbank-frames, CC BY-SA 4.0; Palmer, Gildea and Kingsbury, "The Proposition Bank", Computational Linguistics 2005)
describe as saying or holding an opinion, with the arguments that are the speaker and what is said.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.treebanks import UNKNOWN, read_rows

_TABLE = Path(__file__).with_name("saying_rolesets.tsv")


# What our statements leave outside at the edges: the word that opens a clause, quotation marks, the passive's "by".
_EDGES = {
    "Content": frozenset({"that", '"', "``", "''", "“", "”", "'", "‘", "’", ",", ":", ";", "--", "-"}),
    "Source": frozenset({"by", ","}),
    "Cue": frozenset[str](),
}
# Who writes or is written to is no source of a statement in news, so that such frames teach nothing either way.
_WRITER = frozenset({"i", "we", "my", "our", "you", "your"})


@dataclass(frozen=True, slots=True)
class SayingRoleset:
    """Which arguments of a roleset are the source and the content."""

    source: str
    content: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    label: str


def saying_rolesets() -> dict[str, SayingRoleset]:
    """Read the table of rolesets of saying."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["roleset"]: SayingRoleset(row["source"], frozenset(row["content"].split())) for row in rows}


def read_frames(folder: Path, *, split: str) -> dict[str, list[str]]:
    """Give the frame tags of EWT's sentences by their ids."""
    rolesets = saying_rolesets()
    rows = read_rows(folder / f"propbank-ewt-{split}.jsonl.gz")
    return {row["sent_id"]: frame_tags(row, rolesets=rolesets) for row in rows}


def frame_tags(row: dict[str, Any], *, rolesets: Mapping[str, SayingRoleset]) -> list[str]:
    """Tag a sentence's words; of nested frames the outer one wins, frames that tell no content are left out.

    The words of frames whose source is the writer or the reader are "?".
    """
    words = row["tokens"]
    tags = ["O"] * len(words)
    frames = [
        [part for piece in _parts(predicate, rolesets) if (part := _trim(piece, words))]
        for predicate in row["predicates"]
        if predicate["roleset"] in rolesets
    ]
    for parts in sorted(frames, key=_size, reverse=True):
        places = [at for part in parts for at in range(part.start, part.end)]
        if any(part.label == "Content" for part in parts) and all(tags[at] == "O" for at in places):
            is_told = not any(part.label == "Source" and words[part.start].lower() in _WRITER for part in parts)
            for part in parts:
                tags[part.start : part.end] = _tags(part) if is_told else [UNKNOWN] * (part.end - part.start)
    return tags


def _trim(part: _Part, words: list[str]) -> _Part | None:
    places = range(part.start, part.end)
    inside = [at for at in places if words[at].lower() not in _EDGES[part.label]]
    return _Part(inside[0], inside[-1] + 1, part.label) if inside else None


def _size(parts: list[_Part]) -> int:
    return sum(part.end - part.start for part in parts)


def _tags(part: _Part) -> list[str]:
    return [f"B-{part.label}"] + [f"I-{part.label}"] * (part.end - part.start - 1)


def _parts(predicate: dict[str, Any], rolesets: Mapping[str, SayingRoleset]) -> Iterator[_Part]:
    roleset = rolesets[predicate["roleset"]]
    pieces = [(start, end, role.removeprefix("C-").removesuffix("-DSP")) for start, end, role in predicate["args"]]
    for start, end, role in sorted(pieces):
        if role == "V":
            yield _Part(start, end, "Cue")
        elif role == roleset.source:
            yield _Part(start, end, "Source")
        elif role in roleset.content:
            yield _Part(start, end, "Content")

"""Reads GUM, the Georgetown University Multilayer corpus, with names and coreference from its Entity annotation.

The format is told by each document's "global.Entity" line (Zeldes, "The GUM Corpus", Language Resources and Evaluation
2017; gucorpling.org/gum, "CoNLL-U annotations").
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from training.documents import Mention, TrainingDocument
from training.treebanks import read_rows, row_document

_NAME_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
_INSIDE_NAMES = frozenset({"of", "the", "for", "and", "&", "de", "von", "van", "-"})
_BRACKET = re.compile(r"\([^()]*\)?|[^()]+\)")


@dataclass(frozen=True, slots=True)
class GumMention:
    """A mention with the id of what it refers to and its type as GUM writes it."""

    mention: Mention
    cluster: str
    type: str


@dataclass(slots=True)
class _Layers:
    fields: list[str]
    words: list[str] = field(default_factory=list)
    mentions: list[GumMention] = field(default_factory=list)
    opened: defaultdict[str, list[tuple[int, list[str]]]] = field(default_factory=lambda: defaultdict(list))


def read_gum(folder: Path, *, split: str) -> Iterator[TrainingDocument]:
    """Yield the documents of GUM's open genres.

    Two documents of dev and test stand in gum-train too: what the split's CoNLL-U file does not have is left out.
    """
    layers = read_mentions(folder / f"gum-open-{split}.conllu.gz")
    for row in read_rows(folder / f"gum-{split}.jsonl.gz"):
        if row["id"] not in layers:
            continue
        document = row_document(row, source="gum", names=None)
        words, mentions = layers[document.id]
        if words != document.words:
            raise ValueError(f"{document.id}: the words of gum-{split} and gum-open-{split} differ")
        names = mark_names(document, mentions)
        yield replace(document, names=names, name_types="three", clusters=group_mentions(mentions))


def read_mentions(path: Path) -> dict[str, tuple[list[str], list[GumMention]]]:
    """Give the words and mentions of each document of a CoNLL-U file."""
    documents: dict[str, _Layers] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                layers = documents[line.partition("=")[2].strip()] = _Layers([])
            elif line.startswith("# global.Entity"):
                layers.fields = line.partition("=")[2].strip().split("-")
            elif line[0].isdigit():
                columns = line.rstrip("\n").split("\t")
                if columns[0].isdigit():
                    _read_word(layers, columns)
    for name, layers in documents.items():
        if any(layers.opened.values()):
            raise ValueError(f"{path.name}: {name} has a mention that never ends")
    return {name: (layers.words, layers.mentions) for name, layers in documents.items()}


def mark_names(document: TrainingDocument, mentions: list[GumMention]) -> list[str]:
    """Tag names: around a mention's head that is a proper noun, the run of proper nouns inside the mention."""
    tags = ["O"] * len(document.words)
    for found in sorted(mentions, key=lambda found: found.mention.start - found.mention.end):
        name = _NAME_TYPES.get(found.type)
        span = _name_span(document, found.mention) if name else None
        if span and all(tags[at] == "O" for at in span):
            tags[span.start : span.stop] = [f"B-{name}"] + [f"I-{name}"] * (len(span) - 1)
    return tags


def group_mentions(mentions: list[GumMention]) -> list[list[Mention]]:
    """Give the clusters, each in the order of the text."""
    clusters: defaultdict[str, set[Mention]] = defaultdict(set)
    for found in mentions:
        clusters[found.cluster].add(found.mention)
    ordered = [sorted(cluster, key=lambda mention: (mention.start, -mention.end)) for cluster in clusters.values()]
    return sorted(ordered, key=lambda cluster: (cluster[0].start, -cluster[0].end))


def _read_word(layers: _Layers, columns: list[str]) -> None:
    at = len(layers.words)
    layers.words.append(columns[1])
    notes = dict(note.partition("=")[::2] for note in columns[9].split("|"))
    for bracket in _BRACKET.findall(notes.get("Entity", "")):
        if bracket.startswith("("):
            values = bracket.strip("()").split("-", len(layers.fields) - 1)
            layers.opened[values[0]].append((at, values))
        if bracket.endswith(")"):
            start, values = layers.opened[bracket.strip("()").split("-")[0]].pop()
            layers.mentions.append(_mention(layers.fields, values, start, at + 1))


def _mention(fields: list[str], values: list[str], start: int, end: int) -> GumMention:
    told = dict(zip(fields, values, strict=False))
    head = start + int(told["minspan"].split(",")[0]) - 1
    return GumMention(Mention(start, end, head), told["GRP"], told["etype"])


def _name_span(document: TrainingDocument, mention: Mention) -> range | None:
    """Give the places of the name that the mention's head is in; a name lies in one sentence."""

    def is_proper(at: int) -> bool:
        return document.tree is not None and document.tree.kinds[at].startswith("PROPN|")

    def goes_on(at: int) -> bool:
        inside = mention.start <= at < mention.end
        return inside and (is_proper(at) or document.words[at] in _INSIDE_NAMES)

    if not is_proper(mention.head):
        return None
    start = end = mention.head
    while not document.starts[start] and goes_on(start - 1):
        start -= 1
    while goes_on(end + 1) and not document.starts[end + 1]:
        end += 1
    start = next(at for at in range(start, mention.head + 1) if is_proper(at))
    end = next(at for at in range(end, mention.head - 1, -1) if is_proper(at))
    return range(start, end + 1)

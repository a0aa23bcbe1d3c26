"""Documents prepared for training, with every layer of annotation a data set gives, and how they are stored."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import orjson

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Tree:
    """Words' analyses, one row a word of the document."""

    tags: list[str]  # XPOS
    kinds: list[str]  # "UPOS|FEATS", FEATS "_" where there are none
    lemmas: list[str]
    heads: list[int]  # places of words in the document; a root's is -1
    relations: list[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [start, end) that refer to something, and the head word's place."""

    start: int
    end: int
    head: int


@dataclass(frozen=True, slots=True)
class StatementParts:
    """A statement as places of words."""

    source: list[int]
    cue: list[int]
    content: list[int]
    act: str
    other_act: str | None
    about: list[list[int]]  # the words of each thing of kind "event" the statement is about


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement that an earlier model found, as places of words; nobody said which act it is."""

    cue: list[int]
    content: list[int]


@dataclass(frozen=True, slots=True)
class EventMentions:
    """An event and the places of words of each of its triggers."""

    type: str | None
    mode: str | None
    realis: str | None
    triggers: list[list[int]]


@dataclass(frozen=True, slots=True)
class TrainingDocument:
    """A document's words and the layers of annotation it has; a layer that is not annotated is None."""

    id: str
    source: str  # name of the data set
    words: list[str]
    gaps: list[int]  # ingest.nlp.windows GLUED, SPACE, PARAGRAPH before each word
    # Sentence starts: gold ones, an earlier model's in texts without annotation, else those of paragraphs only.
    starts: list[bool]
    has_starts: bool  # whether `starts` are gold sentence starts
    tree: Tree | None = None
    names: list[str] | None = None  # BIO tags over PER ORG LOC NORP FAC, "?" for a word whose name is not annotated
    name_types: str | None = None  # "five" where all types are marked, "three" where only PER ORG LOC are
    statements: list[StatementParts] | None = None
    events: list[EventMentions] | None = None  # all PLOVER events are marked
    spoken_events: list[EventMentions] | None = None  # heads of what statements are about, of a PLOVER type or of none
    clusters: list[list[Mention]] | None = None  # coreference; a cluster of one mention corefers with nothing
    found_statements: list[FoundStatement] | None = None  # in texts without annotation
    frames: list[str] | None = None  # BIO over Source, Cue, Content from frames of saying, "?" where not annotated


def write_documents(path: Path, documents: Iterable[TrainingDocument]) -> None:
    """Write documents as gzipped JSON lines, the same bytes for the same documents."""
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as lines:
        for document in documents:
            lines.write(orjson.dumps(asdict(document), option=orjson.OPT_APPEND_NEWLINE))


def read_documents(path: Path) -> Iterator[TrainingDocument]:
    """Read documents that `write_documents` wrote."""
    with gzip.open(path, "rb") as lines:
        for line in lines:
            yield _document(orjson.loads(line))


def _document(row: dict[str, Any]) -> TrainingDocument:
    layers = {
        "tree": Tree(**row["tree"]) if row["tree"] is not None else None,
        "statements": _each(row["statements"], StatementParts),
        "events": _each(row["events"], EventMentions),
        "spoken_events": _each(row["spoken_events"], EventMentions),
        "found_statements": _each(row.get("found_statements"), FoundStatement),
        "clusters": row["clusters"] and [[Mention(**mention) for mention in cluster] for cluster in row["clusters"]],
    }
    return TrainingDocument(**{**row, **layers})


def _each(rows: list[dict[str, Any]] | None, kind: Callable[..., Kind]) -> list[Kind] | None:
    return None if rows is None else [kind(**row) for row in rows]

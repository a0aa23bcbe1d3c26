"""Statements for the statement reader: their words with the parts marked, what they may be about, and word vectors.

    python -m training.statement_examples DATA LOAD WORK [--words 4000000]

Writes WORK/statements-{train,dev,unlabelled}.jsonl.gz and the words' vectors beside them (.npy): our annotated
statements, one document in twelve held out as everywhere, and those that the pipeline finds in transcripts, whose acts
and links nobody marked. The pipeline must be the one that will ship: its vectors are what the reader reads.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson
from spacy.language import Language
from spacy.tokens import Doc
from tqdm import tqdm

from graph.model import Event
from ingest.extract.events.events import read_events
from ingest.extract.participants.participants import Participants, read_participants
from ingest.extract.statements.about import Candidate, candidates_in
from ingest.extract.statements.attribution import Attribution
from ingest.extract.statements.attributions import read_attributions
from ingest.extract.statements.quotes import find_quotations
from ingest.extract.statements.reader import KINDS, marked_words
from ingest.nlp import load_nlp
from ingest.nlp.windows import Words, read_words
from ingest.nlp.wordpiece import WordPieces
from training.annotated_statements import Record, attribution_of, link_of, read_records
from training.folders import BRIEFINGS, WIKINEWS, check_files
from training.prepare import is_held_out
from training.unlabelled import choose_texts

SPLITS = ("train", "dev", "unlabelled")
# Links in the reader's order: none, then role and stance.
LINKS = (
    "none",
    *(f"{role} {stance}" for role in ("target", "topic") for stance in ("negative", "neutral", "positive")),
)
UNKNOWN = -1
_WIDTH = 384
Vectors = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class StatementExample:
    """The n words of a statement: pieces, shapes, gaps and parts, as the pipeline reads them.

    ``candidates``: [word, kind, link] of what it may be about; the link is UNKNOWN where nobody marked it. ``act`` and
    ``other_act``: the annotator's first and second choice.
    """

    id: str
    pieces: list[list[int]]
    shapes: list[int]
    gaps: list[int]
    roles: list[int]
    candidates: list[list[int]]
    act: str | None = None
    other_act: str | None = None


_Found = tuple[StatementExample, Vectors]


class ExampleMaker:
    """Makes the examples of one doc."""

    def __init__(self, doc: Doc, wordpieces: WordPieces, id: str) -> None:
        self._doc, self._id = doc, id
        self._words: Words = read_words(doc, wordpieces)
        self._places = {int(token): place for place, token in enumerate(self._words.tokens)}

    def example(
        self,
        attribution: Attribution,
        candidates: Sequence[Candidate],
        link: Callable[[Candidate], str | None] = lambda candidate: None,
        acts: tuple[str | None, str | None] = (None, None),
    ) -> _Found:
        """Give a statement and its words' vectors; ``link`` tells how it is about a candidate, None for unknown."""
        words, marked = self._words, marked_words(self._doc, attribution)
        places = [self._places[token] for token in marked.tokens]
        rows = {token: row for row, token in enumerate(marked.tokens)}
        links = [(one, link(one)) for one in candidates if one.token.i in rows]
        found = StatementExample(
            id=self._id,
            pieces=[words.pieces[words.begins[at] : words.begins[at + 1]].tolist() for at in places],
            shapes=words.shapes[places].tolist(),
            gaps=words.gaps[places].tolist(),
            roles=list(marked.roles),
            candidates=[
                [rows[one.token.i], KINDS.index(one.kind), UNKNOWN if name is None else LINKS.index(name)]
                for one, name in links
            ],
            act=acts[0],
            other_act=acts[1],
        )
        return found, self._doc.tensor[list(marked.tokens)].astype(np.float16)


def annotated_examples(record: Record, doc: Doc, events: tuple[Event, ...], wordpieces: WordPieces) -> Iterator[_Found]:
    """Yield the annotated statements of an article."""
    participants, maker = read_participants(doc), ExampleMaker(doc, wordpieces, record["id"])
    for statement in record["statements"]:
        attribution = attribution_of(doc, statement)
        if attribution is not None:
            candidates = candidates_in(doc, attribution, participants, events)
            acts = statement["act"], statement["act_alt"]
            yield maker.example(attribution, candidates, partial(link_of, doc, statement), acts)


def found_examples(doc: Doc, id: str, wordpieces: WordPieces) -> Iterator[_Found]:
    """Yield the statements that the pipeline finds in ``doc``."""
    participants: Participants = read_participants(doc)
    events, maker = read_events(doc, participants, None), ExampleMaker(doc, wordpieces, id)
    for attribution in read_attributions(doc, find_quotations(doc)):
        yield maker.example(attribution, candidates_in(doc, attribution, participants, events))


def write_examples(work: Path, split: str, found: Iterable[_Found]) -> int:
    """Write the examples of a split and their vectors; give how many there are."""
    vectors: list[Vectors] = []
    with gzip.open(work / f"statements-{split}.jsonl.gz", "wb", compresslevel=4) as lines:
        for example, rows in found:
            lines.write(orjson.dumps(asdict(example), option=orjson.OPT_APPEND_NEWLINE))
            vectors.append(rows)
    np.save(work / f"statements-{split}.npy", np.concatenate(vectors) if vectors else np.zeros((0, _WIDTH), np.float16))
    return len(vectors)


def read_examples(work: Path, split: str) -> list[StatementExample]:
    """Read the examples of a split."""
    with gzip.open(work / f"statements-{split}.jsonl.gz", "rb") as lines:
        return [StatementExample(**orjson.loads(line)) for line in lines]


def read_vectors(work: Path, split: str) -> Vectors:
    """Read the vectors (words of all examples, 384) of a split."""
    vectors: Vectors = np.load(work / f"statements-{split}.npy")
    return vectors


def _annotated(data: Path, load: Path, wordpieces: WordPieces, *, held_out: bool) -> Iterator[_Found]:
    for record, doc, published in read_records(data / "statements", load / WIKINEWS):
        if is_held_out(record["id"]) is held_out:
            events = read_events(doc, read_participants(doc), published)
            yield from annotated_examples(record, doc, events, wordpieces)


def _unlabelled(load: Path, words: int, nlp: Language, wordpieces: WordPieces) -> Iterator[_Found]:
    texts = ((text, id) for id, text in choose_texts(load, words))
    for doc, id in tqdm(nlp.pipe(texts, as_tuples=True), desc="transcripts", unit=" documents"):
        yield from found_examples(doc, id, wordpieces)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m training.statement_examples",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help="folder of the annotated data")
    parser.add_argument("load", type=Path, help="folder of the texts")
    parser.add_argument("work", type=Path, help="folder to write to")
    parser.add_argument("--words", type=int, default=4_000_000, help="about how many words of transcripts to read")
    options = parser.parse_args(arguments)
    check_files([options.data / "statements", options.load / WIKINEWS, options.load / BRIEFINGS])
    options.work.mkdir(parents=True, exist_ok=True)
    wordpieces = WordPieces((Path(__file__).parent.parent / "ingest/nlp/model/vocab.txt").read_text("utf-8"))
    for split in SPLITS:
        found = (
            _unlabelled(options.load, options.words, load_nlp(), wordpieces)
            if split == "unlabelled"
            else _annotated(options.data, options.load, wordpieces, held_out=split == "dev")
        )
        print(f"{split}: {write_examples(options.work, split, found):,} statements")


if __name__ == "__main__":
    main()

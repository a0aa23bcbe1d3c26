"""A training document as arrays: what every head should say of its words, and where a head has nothing to learn."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.nlp.windows import SPACE
from ingest.nlp.wordpiece import WordPieces
from training.documents import Mention, StatementParts, TrainingDocument, Tree
from training.labels import Labels
from training.scripts import lemma_script

# A word of which a head learns nothing.
UNKNOWN = -100
ROOT = -1
_FINAL = frozenset({".", "!", "?", "…"})
_CLOSING = frozenset({")", '"', "”", "'", "’", "]", "»"})
_LOWER = frozenset(string.ascii_lowercase)
Ints = npt.NDArray[np.int64]
# Row: a word; values: the words that it may point at, none for nothing.
Pointing = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Act:
    """The words of a statement's cue and content; its act or -100, and ``other``: the second choice or -1."""

    cue: tuple[int, ...]
    content: tuple[int, ...]
    act: int
    other: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words of an event's trigger, its mode and its realis, -100 where unknown."""

    words: tuple[int, ...]
    mode: int
    realis: int


@dataclass(frozen=True, slots=True)
class Targets:
    """One document. ``dense``: head → a label for each word; ``heads`` are places in the document, -1 a root's.

    ``sentences``: the number of each word's sentence in the document; ``vectors`` (sentences, 384): what their vectors
    should be. ``pointing`` by pointer; ``candidates``: the words that "same" may point at.
    """

    source: str
    pieces: tuple[tuple[int, ...], ...]
    shapes: Ints
    gaps: Ints
    starts: npt.NDArray[np.bool_]
    dense: Mapping[str, Ints]
    heads: Ints
    relations: Ints
    sentences: Ints
    pointing: Mapping[str, Pointing]
    candidates: npt.NDArray[np.bool_]
    acts: tuple[Act, ...]
    triggers: tuple[Trigger, ...]
    vectors: npt.NDArray[np.float16]

    def __len__(self) -> int:
        return len(self.pieces)


def name_rows(labels: Labels) -> tuple[dict[str, int], npt.NDArray[np.bool_]]:
    """Give the number of each name label, and which tags each number allows.

    Labels of data sets that mark three types end in "3": there a word outside names may belong to a nationality, and a
    location may be a building.
    """
    tags = labels.names
    rows = {tag: {tag} for tag in tags}
    rows["O3"] = {"O", "B-NORP", "I-NORP"}
    rows |= {f"{place}-{kind}3": {f"{place}-{kind}"} for place in "BI" for kind in ("PER", "ORG")}
    rows |= {f"{place}-LOC3": {f"{place}-LOC", f"{place}-FAC"} for place in "BI"}
    allowed = np.array([[tag in allowed for tag in tags] for allowed in rows.values()])
    return {name: number for number, name in enumerate(rows)}, allowed


class TargetMaker:
    """Makes targets; it holds the labels' numbers and the word pieces."""

    def __init__(self, labels: Labels, wordpieces: WordPieces) -> None:
        self._wordpieces = wordpieces
        self._numbers = {name: _numbers(values) for name, values in labels.dense().items()}
        self._numbers["names"] = name_rows(labels)[0]
        self._relations = _numbers(labels.relations)
        self._acts, self._modes, self._realis = map(_numbers, (labels.acts, labels.modes, labels.realis))

    def targets(self, document: TrainingDocument, vectors: npt.NDArray[np.float16]) -> Targets:
        """Turn ``document`` into arrays; ``vectors`` are its sentences'."""
        words = [self._wordpieces.pieces(word) for word in document.words]
        starts = sentence_starts(document)
        heads, relations = self._arcs(document.tree, len(words))
        return Targets(
            source=document.source,
            pieces=tuple(word.ids for word in words),
            shapes=np.array([word.shape for word in words], np.int64),
            gaps=np.array(document.gaps, np.int64),
            starts=starts,
            dense=self._dense(document),
            heads=heads,
            relations=relations,
            sentences=np.cumsum(starts) - 1,
            pointing=_pointing(document),
            candidates=_candidates(document),
            acts=(
                *self._statement_acts(document.statements or ()),
                *(Act(tuple(one.cue), tuple(one.content), UNKNOWN, -1) for one in document.found_statements or ()),
            ),
            triggers=tuple(self._triggers(document)),
            vectors=vectors,
        )

    def _dense(self, document: TrainingDocument) -> dict[str, Ints]:
        count, tree = len(document.words), document.tree
        unknown = ["?"] * count
        columns: dict[str, Iterable[str]] = dict.fromkeys(self._numbers, unknown)
        if tree is not None:
            scripts = map(lemma_script, document.words, tree.lemmas)
            columns |= {"tags": tree.tags, "kinds": tree.kinds, "scripts": scripts}
        if document.has_starts:
            columns["starts"] = ("start" if is_start else "inside" for is_start in document.starts)
        if document.names is not None:
            suffix = "3" if document.name_types == "three" else ""
            columns["names"] = (f"{tag}{suffix}" for tag in document.names)
        if document.statements is not None:
            columns["parts"] = part_tags(document.statements, count)
        if document.events is not None or document.spoken_events is not None:
            columns["events"] = event_tags(document, count)
        if document.frames is not None:
            columns["frames"] = document.frames
        return {
            name: np.array([self._numbers[name].get(value, UNKNOWN) for value in column], np.int64)
            for name, column in columns.items()
        }

    def _arcs(self, tree: Tree | None, count: int) -> tuple[Ints, Ints]:
        if tree is None:
            return np.full(count, UNKNOWN), np.full(count, UNKNOWN)
        relations = (
            self._relations.get(name, self._relations.get(name.split(":")[0], UNKNOWN)) for name in tree.relations
        )
        return np.array(tree.heads, np.int64), np.array(list(relations), np.int64)

    def _statement_acts(self, statements: Iterable[StatementParts]) -> Iterable[Act]:
        for statement in statements:
            if statement.act in self._acts and (statement.cue or statement.content):
                other = self._acts.get(statement.other_act or "", -1)
                yield Act(tuple(statement.cue), tuple(statement.content), self._acts[statement.act], other)

    def _triggers(self, document: TrainingDocument) -> Iterable[Trigger]:
        for event in document.events or document.spoken_events or ():
            if event.type is None:
                continue
            mode = self._modes.get(f"{event.type}-{event.mode}" if event.mode else "", UNKNOWN)
            realis = self._realis.get(event.realis or "", UNKNOWN)
            for words in event.triggers:
                yield Trigger(tuple(words), mode, realis)


def sentence_starts(document: TrainingDocument) -> npt.NDArray[np.bool_]:
    """Give the gold starts, or else the places where a sentence seems to start: good enough to cut a text there."""
    starts = np.array(document.starts, bool)
    starts[:1] = True
    if document.has_starts or document.found_statements is not None:
        return starts
    words, gaps = document.words, document.gaps
    for at in range(2, len(words)):
        before = words[at - 2] if words[at - 1] in _CLOSING else words[at - 1]
        starts[at] |= gaps[at] == SPACE and before in _FINAL and words[at][0] not in _LOWER
    return starts


def part_tags(statements: Iterable[StatementParts], count: int) -> list[str]:
    """Give BIO tags of source, cue and content; where statements share a word, that with the longest content wins."""
    tags = ["O"] * count
    for statement in sorted(statements, key=lambda statement: -len(statement.content)):
        for kind, words in (("Content", statement.content), ("Cue", statement.cue), ("Source", statement.source)):
            _write_tags(tags, words, kind)
    return tags


def event_tags(document: TrainingDocument, count: int) -> list[str]:
    """Give BIO tags of triggers by event type; the shorter of two that overlap wins.

    Where only the events that statements are about are marked, nothing is known of the other words.
    """
    tags = ["O"] * count
    triggers = ((words, event.type) for event in document.events or () for words in event.triggers if event.type)
    for words, kind in sorted(triggers, key=lambda trigger: len(trigger[0])):
        _write_tags(tags, words, kind)
    if document.events is None:
        tags = ["?"] * count
        for event in document.spoken_events or ():
            for (head,) in event.triggers:
                tags[head] = f"B-{event.type}" if event.type else "O"
    return tags


def _write_tags(tags: list[str], words: Iterable[int], kind: str) -> None:
    before = None
    for word in words:
        if tags[word] == "O":
            goes_on = before == word - 1
            tags[word] = f"{'I' if goes_on else 'B'}-{kind}"
            before = word


def _pointing(document: TrainingDocument) -> dict[str, Pointing]:
    pointing: dict[str, Pointing] = {}
    if document.statements is not None:
        pointing["cue"] = _cue_pointing(document.statements, len(document.words))
        pointing["about"] = {
            (statement.cue or statement.content)[0]: tuple(words[-1] for words in statement.about)
            for statement in document.statements
            if statement.cue or statement.content
        }
    if document.clusters is not None:
        pointing["same"] = dict(_earlier_mentions(document.clusters))
    return pointing


def _cue_pointing(statements: Iterable[StatementParts], count: int) -> Pointing:
    """Point each word of a source or content at the cues of its statements, and every other word at nothing."""
    pointing: Pointing = dict.fromkeys(range(count), ())
    for statement in statements:
        for word in (*statement.source, *statement.content):
            pointing[word] = (*pointing[word], *statement.cue)
    return pointing


def _earlier_mentions(clusters: Iterable[Iterable[Mention]]) -> Iterable[tuple[int, tuple[int, ...]]]:
    for cluster in clusters:
        heads = sorted({mention.head for mention in cluster})
        for place, head in enumerate(heads):
            yield head, tuple(heads[:place])


def _candidates(document: TrainingDocument) -> npt.NDArray[np.bool_]:
    candidates = np.zeros(len(document.words), bool)
    for cluster in document.clusters or ():
        candidates[[mention.head for mention in cluster]] = True
    return candidates


def _numbers(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values)}

"""Texts without any annotation, cut into passages, for what is learned from another model: the sentence vector."""

from collections.abc import Container, Iterator
from pathlib import Path

from ingest.nlp.windows import PARAGRAPH
from training.annotated_text import AnnotatedText, Cutter
from training.documents import TrainingDocument
from training.treebanks import read_rows

_WORDS = 120
_FINAL = frozenset({".", "!", "?", "…"})


def read_unlabelled(
    path: Path, *, source: str, cut: Cutter, ids: Container[str] | None = None
) -> Iterator[TrainingDocument]:
    """Yield the passages of a file's texts, of about 120 words, cut between paragraphs where they are short enough.

    ``ids``: the texts that are read; all where it is None.
    """
    for row in read_rows(path):
        if ids is None or row["id"] in ids:
            text = cut(row["id"], path.name, row["text"])
            for start, end in cut_passages(text.words, text.gaps):
                yield _passage(text, start, end, source=source)


def cut_passages(words: list[str], gaps: list[int], *, limit: int = _WORDS) -> Iterator[tuple[int, int]]:
    """Yield the places [start, end) of passages; a paragraph longer than the limit is cut after a sentence's end."""
    start = 0
    for at in range(1, len(words)):
        used = at - start
        is_full = used >= limit and (words[at - 1] in _FINAL or used >= 2 * limit)
        is_paragraph = gaps[at] == PARAGRAPH and used + _paragraph_length(gaps, at) > limit
        if is_full or is_paragraph:
            yield start, at
            start = at
    if words:
        yield start, len(words)


def _paragraph_length(gaps: list[int], start: int) -> int:
    end = start + 1
    while end < len(gaps) and gaps[end] != PARAGRAPH:
        end += 1
    return end - start


def _passage(text: AnnotatedText, start: int, end: int, *, source: str) -> TrainingDocument:
    return TrainingDocument(
        id=f"{text.id}:{start}",
        source=source,
        words=text.words[start:end],
        gaps=[PARAGRAPH, *text.gaps[start + 1 : end]],
        starts=[True, *text.starts[start + 1 : end]],
        has_starts=False,
    )

"""Runs the network: windows of words in, arrays of scores out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime

from ingest.nlp.model_files import ModelFiles
from ingest.nlp.windows import Words

Floats = npt.NDArray[np.float32]

# The space embedding's row for a piece that does not begin a word.
INSIDE = 3
# Pieces in one run, padding included: more is slower on a processor's caches, fewer leaves threads idle.
_BATCH_PIECES = 1280
# How much longer than its shortest window a batch's longest may be: padding costs as much as words.
_LIKE_SIZE = 1.15
# Windows whose scores are held at once: it bounds the memory that a long document takes.
_GROUP_WINDOWS = 64


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the words ``[start, end)``; in ``arcs`` and ``governors`` row 0 is the root.

    ``choices`` (n, 3): best tag, kind and lemma script; ``starts`` (n, 2): sentence start; ``names``, ``parts``: BIO;
    ``arcs`` (n, n + 1); ``dependents`` (n, d) and ``governors`` (n + 1, d): vectors for the relations.
    """

    start: int
    end: int
    choices: npt.NDArray[np.int32]
    starts: Floats
    names: Floats
    parts: Floats
    arcs: Floats
    dependents: Floats
    governors: Floats


class Encoder:
    """An onnxruntime session on ``threads`` threads, with the numbers of the pieces that frame a window."""

    def __init__(self, files: ModelFiles, *, first_piece: int, last_piece: int, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Threads that wait busily take the processor from each other as soon as anything else runs on it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(files["model.onnx"], options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._frame = (first_piece, last_piece)

    def read(self, words: Words, windows: Sequence[tuple[int, int]]) -> Iterator[Scores]:
        """Yield the scores of ``windows`` in order.

        The network computes in 8-bit integers that are scaled by each batch, so that a batch holds windows of one
        document only: what is read in it does not depend on the documents that came with it.
        """
        for first in range(0, len(windows), _GROUP_WINDOWS):
            group = windows[first : first + _GROUP_WINDOWS]
            sizes = [_size(words, window) for window in group]
            found: dict[int, Scores] = {}
            for batch in _batches(sizes):
                scores = self._run(words, [group[number] for number in batch])
                found.update(zip(batch, scores, strict=True))
            yield from (found[number] for number in range(len(group)))

    def _run(self, words: Words, windows: list[tuple[int, int]]) -> Iterator[Scores]:
        inputs = _inputs(words, windows, self._frame)
        outputs = dict(zip(self._outputs, self._session.run(None, inputs), strict=True))
        for row, (start, end) in enumerate(windows):
            count = end - start
            yield Scores(
                start=start,
                end=end,
                choices=outputs["cat"][row, :count],
                starts=outputs["sent"][row, :count],
                names=outputs["ner9"][row, :count],
                parts=outputs["quote"][row, :count],
                arcs=outputs["arc"][row, :count, : count + 1],
                dependents=outputs["rd"][row, :count],
                governors=outputs["rh"][row, : count + 1],
            )


def _size(words: Words, window: tuple[int, int]) -> int:
    """Give the pieces of a window, its frame included."""
    return sum(len(pieces.ids) for pieces in words.pieces[window[0] : window[1]]) + 2


def _batches(sizes: list[int]) -> Iterator[list[int]]:
    """Yield the numbers of windows of like size together, so that little is padding."""
    batch: list[int] = []
    for number in sorted(range(len(sizes)), key=sizes.__getitem__):
        is_longer = bool(batch) and sizes[number] > sizes[batch[0]] * _LIKE_SIZE
        if batch and (is_longer or sizes[number] * (len(batch) + 1) > _BATCH_PIECES):
            yield batch
            batch = []
        batch.append(number)
    yield batch


def _inputs(
    words: Words, windows: list[tuple[int, int]], frame: tuple[int, int]
) -> dict[str, npt.NDArray[np.int64] | Floats]:
    rows = len(windows)
    width = max(_size(words, window) for window in windows)
    length = max(end - start for start, end in windows)
    ids, shapes, spaces = (np.zeros((rows, width), np.int64) for _ in range(3))
    first, last = (np.zeros((rows, length), np.int64) for _ in range(2))
    mask = np.zeros((rows, width), np.float32)
    for row, (start, end) in enumerate(windows):
        pieces = words.pieces[start:end]
        counts = np.array([len(word.ids) for word in pieces])
        ends = np.cumsum(counts)
        total = int(ends[-1])
        ids[row, : total + 2] = [frame[0], *(piece for word in pieces for piece in word.ids), frame[1]]
        mask[row, : total + 2] = 1
        first[row, : end - start] = ends - counts + 1
        last[row, : end - start] = ends
        shapes[row, 1 : total + 1] = np.repeat([word.shape for word in pieces], counts)
        spaces[row, 1 : total + 1] = INSIDE
        spaces[row, first[row, : end - start]] = words.gaps[start:end]
    return {"ids": ids, "shape": shapes, "space": spaces, "mask": mask, "first": first, "last": last}

"""Runs the network: one window of words in, arrays of scores out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime

from ingest.nlp.model_files import Floats, ModelFiles
from ingest.nlp.windows import Words

# The space embedding's row for a piece that does not begin a word.
INSIDE = 3


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the n words of a window; in ``arcs`` and ``governors`` row 0 is the root.

    ``choices`` (n, 3): best tag, kind and lemma script; ``starts`` (n, 2): sentence start; ``names``, ``parts``,
    ``events``: BIO; ``arcs`` (n, n + 1); ``dependents`` (n, d) and ``governors`` (n + 1, d): vectors for the relations;
    ``vectors`` (n, 384): the words themselves.
    """

    choices: npt.NDArray[np.int32]
    starts: Floats
    names: Floats
    parts: Floats
    events: Floats
    arcs: Floats
    dependents: Floats
    governors: Floats
    vectors: Floats


class Encoder:
    """An onnxruntime session, with the numbers of the pieces that frame a window.

    It computes on the thread that calls it and may be called by several at once: two windows on two threads take half
    the time of two threads on one window, whose layers are too small to share.
    """

    def __init__(self, files: ModelFiles, *, first_piece: int, last_piece: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(files["model.onnx"], options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._first, self._last = first_piece, last_piece

    def read(self, words: Words, start: int, end: int) -> Scores:
        """Give the scores of the words ``[start, end)``.

        The network computes in 8-bit integers that are scaled by what is read in one run. A window has a run to itself,
        so that its scores depend on no other document and on no other window.
        """
        outputs = self._session.run(None, self._inputs(words, start, end))
        return Scores(**dict(zip(self._outputs, outputs, strict=True)))

    def _inputs(self, words: Words, start: int, end: int) -> dict[str, npt.NDArray[np.int32]]:
        begins = words.begins[start : end + 1]
        first = begins[:-1] - begins[0] + 1
        counts = np.diff(begins)
        ids, shapes, spaces = np.zeros((3, int(begins[-1] - begins[0]) + 2), np.int32)
        ids[0], ids[-1] = self._first, self._last
        ids[1:-1] = words.pieces[begins[0] : begins[-1]]
        shapes[1:-1] = np.repeat(words.shapes[start:end], counts)
        spaces[1:-1] = INSIDE
        spaces[first] = words.gaps[start:end]
        return {"ids": ids, "shape": shapes, "space": spaces, "first": first, "last": first + counts - 1}

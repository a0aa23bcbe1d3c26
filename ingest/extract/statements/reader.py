"""The statement reader: a small network that reads the words of one statement again, told which part each belongs to.

The language model reads words before anybody knows what the statements are. This network reads its vectors of a
statement's words with source, cue and content marked, and tells the act, and of each word how the statement is about
what it names. ``tables/reader.onnx`` is made by ``training/statement_reader.py``; a pipeline that is not ours has no
vectors for it, and every answer is then None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.tokens import Doc

from graph.model import AboutKind
from ingest.extract import tables
from ingest.extract.heads import has_vectors
from ingest.extract.layout import layout_of
from ingest.extract.statements.attribution import Attribution

Floats = NDArray[np.float32]
OTHER, SOURCE, CUE, CONTENT = range(4)
KINDS: tuple[AboutKind, ...] = ("event", "actor", "place")
# A statement is read with the sentence before it; of a longer one, the words next to its cue and its content's start.
MOST_WORDS = 140
# The parts whose mean vectors tell the act: the whole, the cue, the content, the content's first word.
PARTS = 4


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """The n words that are read of a statement: their tokens, in order, and the part that each belongs to."""

    tokens: tuple[int, ...]
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What the reader tells of a statement, as log probabilities: of ``acts``, and of ``links`` (n, kinds, links).

    ``rows``: the rows of ``links`` by token.
    """

    acts: Mapping[str, float]
    links: Floats
    rows: Mapping[int, int]
    link_names: tuple[str, ...]

    def link_odds(self, token: int, kind: AboutKind) -> dict[str, float] | None:
        """Give how the statement is about what ``token`` names, a thing of ``kind``; None for a word that was not read.

        Names are "none", or role and stance as in "target negative".
        """
        row = self.rows.get(token)
        if row is None:
            return None
        return dict(zip(self.link_names, self.links[row, KINDS.index(kind)].tolist(), strict=True))


def marked_words(doc: Doc, attribution: Attribution) -> MarkedWords:
    """Give the words of the statement's sentences and of the one before, with their parts."""
    roles = {
        index: role
        for role, ranges in ((CONTENT, attribution.content), (SOURCE, attribution.source), (CUE, attribution.cue))
        for start, end in ranges
        for index in range(start, end)
    }
    layout = layout_of(doc)
    start, end = layout.starts[min(roles)], layout.ends[max(roles)]
    start = layout.starts[start - 1] if start else start
    tokens = [index for index in range(start, end) if not layout.is_space[index]]
    if len(tokens) > MOST_WORDS:
        marks = [attribution.content[0][0], *(index for index, role in roles.items() if role == CUE)]
        tokens = sorted(sorted(tokens, key=lambda index: min(abs(index - mark) for mark in marks))[:MOST_WORDS])
    return MarkedWords(tuple(tokens), tuple(roles.get(index, OTHER) for index in tokens))


def part_shares(roles: NDArray[np.int64]) -> Floats:
    """Give the weights (4, n) that make the mean of the whole, of the cue, of the content, and the content's first."""
    shares = np.zeros((PARTS, len(roles)), np.float32)
    shares[0] = 1 / max(1, len(roles))
    for row, role in ((1, CUE), (2, CONTENT)):
        is_part = roles == role
        shares[row, is_part] = 1 / max(1, int(is_part.sum()))
    shares[3, int((roles == CONTENT).argmax())] = 1
    return shares


@lru_cache(maxsize=1)
def tell(doc: Doc, attribution: Attribution) -> Told | None:
    """Read ``attribution``; the act and the links of a statement are asked for one after the other."""
    if not has_vectors(doc):
        return None
    marked = marked_words(doc, attribution)
    roles = np.array(marked.roles, np.int64)
    inputs = {
        "vectors": doc.tensor[list(marked.tokens)].astype(np.float32),
        "roles": roles.astype(np.int32),
        "shares": part_shares(roles),
    }
    session, acts, links = _network()
    act_odds, link_odds = session.run(["acts", "links"], inputs)
    return Told(
        dict(zip(acts, act_odds.tolist(), strict=True)),
        link_odds,
        {token: row for row, token in enumerate(marked.tokens)},
        links,
    )


@cache
def _network() -> tuple[onnxruntime.InferenceSession, tuple[str, ...], tuple[str, ...]]:
    """Give the network, its acts and its links. It computes on the thread that asks, and may be asked by several."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = (resources.files(tables) / "reader.onnx").read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    told = session.get_modelmeta().custom_metadata_map
    return session, tuple(told["acts"].split("\n")), tuple(told["links"].split("\n"))

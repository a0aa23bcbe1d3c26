"""The network: the encoder, and a head for each thing that is read from its words.

Dense heads say something of every word and are part of the exported graph. Sparse heads are asked about few words (a
cue, a trigger, a pronoun); they read the exported word vectors.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.encoder import WIDTH, Encoder, scale
from training.labels import Labels
from training.large_encoder import LargeEncoder

_ARC = 192
_RELATION = 256
_POINTER = 96
_SENTENCE = 768
# Pairs of words that are scored: a part of a statement and its cue; a mention and an earlier one of the same; a cue and
# what its statement is about.
POINTERS = ("cue", "same", "about")


class Pointer(nn.Module):
    """Scores that one word points at another; to point at nothing has a score of its own.

    After T. Dozat and C. D. Manning, "Deep Biaffine Attention for Neural Dependency Parsing", ICLR 2017.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.source = nn.Linear(width, _POINTER)
        self.target = nn.Linear(width, _POINTER)
        self.nothing = nn.Linear(width, 1)

    def forward(self, words: Tensor) -> Tensor:
        """Give scores (batch, words, words + 1) from ``words`` (batch, words, width); column 0 is nothing."""
        scores = self.source(words) @ self.target(words).transpose(1, 2) * scale(_POINTER)
        return torch.cat([self.nothing(words), scores], dim=-1)


class Arcs(nn.Module):
    """Scores of UD heads: a biaffine map of 192 by 192, and row 0 of the heads is the root."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.root = nn.Parameter(torch.zeros(width))
        self.dependent = nn.Linear(width, _ARC)
        self.head = nn.Linear(width, _ARC)
        self.map = nn.Linear(_ARC, _ARC)
        self.relation_dependent = nn.Linear(width, _RELATION)
        self.relation_head = nn.Linear(width, _RELATION)

    def forward(self, words: Tensor, dropout: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
        """Give arcs (batch, words, words + 1) and the vectors of dependents and of heads, whose sum tells relations."""
        root = self.root.to(words.dtype).expand(len(words), 1, -1)
        heads = torch.cat([root, words], dim=1)

        def drop(states: Tensor) -> Tensor:
            return F.dropout(F.gelu(states, approximate="tanh"), dropout, self.training)

        arcs = self.map(drop(self.dependent(words))) @ drop(self.head(heads)).transpose(1, 2)
        return arcs, self.relation_dependent(words), self.relation_head(heads)


class Sentences(nn.Module):
    """Vectors of sentences: the mean over their words of a hidden layer, mapped."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, _SENTENCE)
        self.outer = nn.Linear(_SENTENCE, WIDTH)

    def forward(self, words: Tensor, spans: list[tuple[int, int, int]]) -> Tensor:
        """Give vectors (sentences, 384) of ``spans`` (window, start, end) of ``words`` (batch, words, width)."""
        hidden = F.gelu(self.inner(words), approximate="tanh")
        sums = F.pad(hidden.float().cumsum(1), (0, 0, 1, 0))
        rows, starts, ends = torch.tensor(spans, device=words.device).T
        means = (sums[rows, ends] - sums[rows, starts]) / (ends - starts)[:, None]
        vectors: Tensor = self.outer(means)
        return vectors


class Network(nn.Module):
    """All heads over one encoder. Word vectors are the mean of the first and the last piece of a word."""

    def __init__(self, labels: Labels, encoder: Encoder | LargeEncoder) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.width
        self.dense = nn.ModuleDict(
            {name: nn.Linear(width, len(values)) for name, values in labels.dense().items()},
        )
        self.arcs = Arcs(width)
        self.relations = nn.Linear(_RELATION, len(labels.relations))
        self.pointers = nn.ModuleDict({name: Pointer(width) for name in POINTERS})
        # An act is read from the mean of the cue, the mean of the content, and the content's first word.
        self.acts = nn.Linear(3 * width, len(labels.acts))
        self.modes = nn.Linear(width, len(labels.modes))
        self.realis = nn.Linear(width, len(labels.realis))
        self.sentences = Sentences(width)

    def words(self, inputs: dict[str, Tensor], dropout: float = 0.0) -> Tensor:
        """Give word vectors (batch, words, width of the encoder) of a batch of windows."""
        states = self.encoder(inputs["ids"], inputs["shape"], inputs["space"], inputs["mask"], dropout)
        first, last = (inputs[name][..., None].expand(-1, -1, self.encoder.width) for name in ("first", "last"))
        return (states.gather(1, first) + states.gather(1, last)) * 0.5

    def relation_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Give scores (pairs, relations) of the vectors (pairs, 256) of words and of their heads."""
        scores: Tensor = self.relations(F.relu(dependents + heads))
        return scores

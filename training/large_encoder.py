"""The teachers' encoder: the twelve layers of MPNet, four times as wide a network as the one that ships.

K. Song et al., "MPNet: Masked and Permuted Pre-training for Language Understanding", NeurIPS 2020. The weights to start
from are those of sentence-transformers/all-mpnet-base-v2 (Apache-2.0); ``training.large_files`` says where they are.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import MPNetConfig, MPNetModel

from training.encoder import SHAPES, SPACES, published_vocabulary

# What all-mpnet-base-v2 has otherwise than MPNet's own configuration.
_CONFIGURATION = {"layer_norm_eps": 1e-5, "max_position_embeddings": 514}
WEIGHTS, VOCABULARY = "model.safetensors", "vocab.txt"
# The small encoder's special pieces → what the large one calls them; all other pieces have the same names in both.
_SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


class LargeEncoder(nn.Module):
    """Word pieces of the small encoder's vocabulary in, one state (768) a piece out.

    Like the small one it sees words' shapes and the space before them, by embeddings that begin at zero.
    """

    width = 768

    def __init__(self) -> None:
        super().__init__()
        self.model = MPNetModel(MPNetConfig(**_CONFIGURATION), add_pooling_layer=False)
        self.shapes = nn.Embedding(SHAPES, self.width)
        self.spaces = nn.Embedding(SPACES, self.width)
        for zeroed in (self.shapes, self.spaces):
            nn.init.zeros_(zeroed.weight)
        self.model.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        # The number here of each piece of the small encoder's vocabulary.
        self.numbers: Tensor
        self.register_buffer("numbers", torch.zeros(len(published_vocabulary().splitlines()), dtype=torch.long))

    def forward(
        self,
        ids: Tensor,
        shapes: Tensor,
        spaces: Tensor,
        mask: Tensor,
        dropout: float = 0.0,
        added: Tensor | None = None,
    ) -> Tensor:
        """Give the last states (batch, pieces, 768) of integer inputs (batch, pieces); ``mask`` is 0 at padding.

        ``dropout`` is MPNet's own, .1, in training, whatever is asked for; ``added`` (batch, pieces, 768) is added to
        the pieces' embeddings.
        """
        pieces = self.model.embeddings.word_embeddings(self.numbers[ids])
        embedded = pieces + self.shapes(shapes) + self.spaces(spaces)
        if added is not None:
            embedded = embedded + added
        states: Tensor = self.model(inputs_embeds=embedded, attention_mask=mask.long()).last_hidden_state
        return states


def published_large_encoder(folder: Path) -> LargeEncoder:
    """Give the encoder with the published weights of all-mpnet-base-v2, from ``folder``."""
    encoder = LargeEncoder()
    weights = load_file(folder / WEIGHTS)
    missing, _ = encoder.model.load_state_dict(weights, strict=False)
    if missing:
        raise SystemExit(f"{folder / WEIGHTS} lacks {', '.join(missing)}: it must hold all-mpnet-base-v2")
    theirs = {piece: number for number, piece in enumerate((folder / VOCABULARY).read_text("utf-8").splitlines())}
    ours = published_vocabulary().splitlines()
    encoder.numbers.copy_(torch.tensor([theirs[_SPECIAL.get(piece, piece)] for piece in ours]))
    return encoder

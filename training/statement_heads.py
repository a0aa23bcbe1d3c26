"""What is read from a statement whose parts are marked: its act, and of each word how it is about what that names."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from graph.acts import ACTS
from ingest.extract.statements.reader import KINDS, PARTS
from training.statement_batches import StatementBatch
from training.statement_examples import LINKS

CLASSES = tuple(sorted(ACTS))


class StatementHeads(nn.Module):
    """One matrix each: the act from the means of the parts, a link from a word and the cue."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.acts = nn.Linear(PARTS * width, len(CLASSES))
        self.links = nn.Linear(2 * width, len(KINDS) * len(LINKS))

    def forward(self, words: Tensor, batch: StatementBatch, dropout: float) -> tuple[Tensor, Tensor]:
        """Give scores of acts (batch, acts) and of the candidates' links (candidates, links).

        ``words`` (batch, words, width) are the words' states.
        """
        parts = batch.shares.to(words.dtype) @ words
        acts = self.acts(F.dropout(parts.flatten(1), dropout, self.training))
        pairs = torch.cat([words[batch.rows, batch.words], parts[batch.rows, 1]], dim=-1)
        links = self.links(F.dropout(pairs, dropout, self.training)).view(-1, len(KINDS), len(LINKS))
        return acts, links[torch.arange(len(links), device=links.device), batch.kinds]

"""What the network loses on a batch, head by head; what a data set does not annotate costs nothing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batch import Batch
from training.network import Network
from training.pairs import Pairs
from training.targets import UNKNOWN

NEVER = -1e4
# How much each head counts. Trees, names and statements are what everything else stands on.
WEIGHTS: Mapping[str, float] = {
    "tags": 0.5,
    "kinds": 0.5,
    "scripts": 0.5,
    "starts": 0.7,
    "names": 1.0,
    "parts": 1.0,
    "events": 0.7,
    "frames": 0.5,
    "arcs": 1.0,
    "relations": 0.7,
    "cue": 0.5,
    "same": 0.5,
    "about": 0.3,
    "acts": 0.4,
    "modes": 0.15,
    "realis": 0.25,
    "sentences": 5.0,
}
# A mention that is the first of its kind says less than one that has been named before.
_FIRST_MENTION = 0.3
# The share of the first act where the annotation has a second choice.
_FIRST_ACT = 0.7


class Losses:
    """Computes losses; ``allowed`` (name labels, tags) says which tags each label of a name leaves open."""

    def __init__(self, allowed: npt.NDArray[np.bool_], device: str) -> None:
        self._closed = torch.from_numpy(np.where(allowed, 0.0, NEVER).astype(np.float32)).to(device)

    def losses(self, network: Network, batch: Batch, words: Tensor, dropout: float) -> dict[str, Tensor]:
        """Give the weighted loss of each head that has something to learn from ``batch``.

        ``words`` are the network's word vectors of it.
        """
        dropped = F.dropout(words, 2 * dropout, network.training)
        found = {
            **self._dense(network, batch, dropped),
            **_trees(network, batch, dropped, dropout),
            **_pointers(network, batch, dropped),
            **_spans(network, batch, dropped),
        }
        if batch.spans:
            vectors = network.sentences(words, batch.spans).float()
            found["sentences"] = (1 - F.cosine_similarity(vectors, batch.vectors)).mean()
        return {name: WEIGHTS[name] * loss for name, loss in found.items()}

    def _dense(self, network: Network, batch: Batch, words: Tensor) -> dict[str, Tensor]:
        found = {}
        for name in batch.dense.keys() & batch.known:
            labels = batch.dense[name]
            scores = network.dense[name](words).float()
            if name == "names":
                is_known = labels != UNKNOWN
                left_open = torch.logsumexp(scores + self._closed[labels.clamp(min=0)], dim=-1)
                losses = torch.logsumexp(scores, dim=-1) - left_open
                found[name] = (losses * is_known).sum() / is_known.sum()
            else:
                found[name] = F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN)
        return found


def _trees(network: Network, batch: Batch, words: Tensor, dropout: float) -> dict[str, Tensor]:
    if "arcs" not in batch.known:
        return {}
    arcs, dependents, heads = network.arcs(words, dropout)
    scores = hide_other_sentences(arcs.float(), batch.sentences)
    found = {"arcs": F.cross_entropy(scores.flatten(0, 1), batch.heads.flatten(), ignore_index=UNKNOWN)}
    above = heads_above(heads, batch.heads.clamp(min=0))
    relations = network.relation_scores(
        F.dropout(dependents, dropout, network.training), F.dropout(above, dropout, network.training)
    )
    found["relations"] = F.cross_entropy(
        relations.float().flatten(0, 1), batch.relations.flatten(), ignore_index=UNKNOWN
    )
    return found


def heads_above(heads: Tensor, chosen: Tensor) -> Tensor:
    """Give the vectors (batch, words, width) of the ``chosen`` places (batch, words) of ``heads``."""
    return heads.gather(1, chosen[..., None].expand(-1, -1, heads.shape[-1]))


def hide_other_sentences(arcs: Tensor, sentences: Tensor) -> Tensor:
    """Make heads outside a word's sentence impossible; the root, column 0, stays."""
    is_same = sentences[:, :, None] == sentences[:, None, :]
    hidden = torch.cat([torch.zeros_like(is_same[:, :, :1]), ~is_same], dim=-1)
    return arcs.masked_fill(hidden, NEVER)


def _pointers(network: Network, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    found = {}
    for name in batch.pointers.keys() & batch.known:
        pairs = batch.pointers[name]
        scores = network.pointers[name](words).float().masked_fill(~pairs.columns, NEVER)
        found[name] = _pointing_loss(scores, pairs, name)
    return found


def _pointing_loss(scores: Tensor, pairs: Pairs, name: str) -> Tensor:
    """Give the marginal loss: any of the places that a word may point at is right."""
    losses = torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~pairs.targets, NEVER), -1)
    weights = pairs.rows.float()
    if name == "same":
        weights = weights * torch.where(pairs.targets[..., 0], _FIRST_MENTION, 1.0)
    return (losses * weights).sum() / weights.sum()


def _spans(network: Network, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    found = {}
    acts, triggers = batch.acts, batch.triggers
    if "acts" in batch.known:
        scores = network.acts(acts.features(words)).float()
        targets = torch.zeros_like(scores)
        has_other = acts.others >= 0
        targets.scatter_(1, acts.acts.clamp(min=0)[:, None], torch.where(has_other, _FIRST_ACT, 1.0)[:, None])
        second = torch.where(has_other, 1 - _FIRST_ACT, 0.0)
        targets.scatter_add_(1, acts.others.clamp(min=0)[:, None], second[:, None])
        is_known = acts.acts != UNKNOWN
        found["acts"] = (F.cross_entropy(scores, targets, reduction="none") * is_known).sum() / is_known.sum()
    for name in batch.known & {"modes", "realis"}:
        scores = getattr(network, name)(triggers.features(words)).float()
        found[name] = F.cross_entropy(scores, getattr(triggers, name), ignore_index=UNKNOWN)
    return found

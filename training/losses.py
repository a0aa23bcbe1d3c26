"""What the network loses on a batch, head by head; what a data set does not annotate costs nothing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batch import Batch, Pairs
from training.network import Network
from training.targets import UNKNOWN

_NEVER = -1e4
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
    "sentences": 3.0,
}
# A mention that is the first of its kind says less than one that has been named before.
_FIRST_MENTION = 0.3
# The share of the first act where the annotation has a second choice.
_FIRST_ACT = 0.7


class Losses:
    """Computes losses; ``allowed`` (name labels, tags) says which tags each label of a name leaves open."""

    def __init__(self, allowed: npt.NDArray[np.bool_], device: str) -> None:
        self._closed = torch.from_numpy(np.where(allowed, 0.0, _NEVER).astype(np.float32)).to(device)

    def losses(self, network: Network, batch: Batch, dropout: float) -> dict[str, Tensor]:
        """Give the weighted loss of each head that has something to learn from ``batch``."""
        words = network.words(batch.inputs, dropout)
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
        for name, labels in batch.dense.items():
            known = labels != UNKNOWN
            if not known.any():
                continue
            scores = network.dense[name](words[known]).float()
            if name == "names":
                left_open = torch.logsumexp(scores + self._closed[labels[known]], dim=-1)
                found[name] = (torch.logsumexp(scores, dim=-1) - left_open).mean()
            else:
                found[name] = F.cross_entropy(scores, labels[known])
        return found


def _trees(network: Network, batch: Batch, words: Tensor, dropout: float) -> dict[str, Tensor]:
    known = batch.heads != UNKNOWN
    if not known.any():
        return {}
    arcs, dependents, heads = network.arcs(words, dropout)
    scores = hide_other_sentences(arcs.float(), batch.sentences)
    found = {"arcs": F.cross_entropy(scores[known], batch.heads[known])}
    rows, places = torch.nonzero(known & (batch.relations != UNKNOWN), as_tuple=True)
    above = heads[rows, batch.heads[rows, places]]
    relations = network.relation_scores(
        F.dropout(dependents[rows, places], dropout, network.training), F.dropout(above, dropout, network.training)
    )
    found["relations"] = F.cross_entropy(relations.float(), batch.relations[rows, places])
    return found


def hide_other_sentences(arcs: Tensor, sentences: Tensor) -> Tensor:
    """Make heads outside a word's sentence impossible; the root, column 0, stays."""
    is_same = sentences[:, :, None] == sentences[:, None, :]
    hidden = torch.cat([torch.zeros_like(is_same[:, :, :1]), ~is_same], dim=-1)
    return arcs.masked_fill(hidden, _NEVER)


def _pointers(network: Network, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    found = {}
    for name, pairs in batch.pointers.items():
        if pairs.rows.any():
            scores = network.pointers[name](words).float().masked_fill(~pairs.columns, _NEVER)
            found[name] = _pointing_loss(scores, pairs, name)
    return found


def _pointing_loss(scores: Tensor, pairs: Pairs, name: str) -> Tensor:
    """Give the marginal loss: any of the places that a word may point at is right."""
    scores, targets = scores[pairs.rows], pairs.targets[pairs.rows]
    loss = torch.logsumexp(scores, -1) - torch.logsumexp(scores.masked_fill(~targets, _NEVER), -1)
    if name != "same":
        return loss.mean()
    weights = torch.where(targets[:, 0], _FIRST_MENTION, 1.0)
    return (loss * weights).sum() / weights.sum()


def _spans(network: Network, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    found = {}
    if batch.acts:
        scores = network.acts(torch.stack([act_features(words[row], act.cue, act.content) for row, act in batch.acts]))
        targets = torch.zeros_like(scores, dtype=torch.float32)
        for row, (_, act) in enumerate(batch.acts):
            targets[row, act.act] = 1.0
            if act.other >= 0:
                targets[row, act.act], targets[row, act.other] = _FIRST_ACT, 1 - _FIRST_ACT
        found["acts"] = F.cross_entropy(scores.float(), targets)
    if batch.triggers:
        means = torch.stack([words[row, list(trigger.words)].mean(0) for row, trigger in batch.triggers])
        for name, labels in (
            ("modes", [trigger.mode for _, trigger in batch.triggers]),
            ("realis", [trigger.realis for _, trigger in batch.triggers]),
        ):
            known = torch.tensor(labels, device=words.device)
            if (known != UNKNOWN).any():
                found[name] = F.cross_entropy(getattr(network, name)(means).float(), known, ignore_index=UNKNOWN)
    return found


def act_features(words: Tensor, cue: tuple[int, ...], content: tuple[int, ...]) -> Tensor:
    """Give (1152,) from word vectors (words, 384): means of cue and content, and the content's first; else zeros."""
    nothing = torch.zeros_like(words[0])
    return torch.cat(
        [
            words[list(cue)].mean(0) if cue else nothing,
            words[list(content)].mean(0) if content else nothing,
            words[content[0]] if content else nothing,
        ]
    )

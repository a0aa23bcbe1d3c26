"""What a network loses where it tells otherwise than its teachers, which are larger networks with the same heads.

G. Hinton, O. Vinyals and J. Dean, "Distilling the Knowledge in a Neural Network", 2015. Teachers read every word of a
batch, annotated or not, and the words that are hidden from the network too; the mean of their chances is what the
network should give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batch import Batch
from training.labels import Labels
from training.large_encoder import LargeEncoder
from training.losses import NEVER, WEIGHTS, heads_above, hide_other_sentences
from training.network import Network

# A mention is the head of a noun phrase: a noun, name or pronoun that is not a part of another's name.
_NOMINAL = ("NN", "NNS", "NNP", "NNPS", "PRP", "PRP$")
_INSIDE_NAMES = ("compound", "flat")


@dataclass(frozen=True, slots=True)
class Told:
    """The mean chances of the teachers: by dense head (batch, words, labels) and by pointer (batch, words, words + 1).

    ``arcs`` (batch, words, words + 1); ``heads`` (batch, words) their best, from which ``relations`` (batch, words,
    relations) are told; ``acts`` (statements, acts). ``rows`` by pointer (batch, words): the words that point.
    """

    dense: dict[str, Tensor]
    arcs: Tensor
    heads: Tensor
    relations: Tensor
    pointers: dict[str, Tensor]
    rows: dict[str, Tensor]
    columns: dict[str, Tensor]
    acts: Tensor


class Teachers:
    """Networks that have been trained; ``labels`` are those of the network that learns from them too."""

    def __init__(self, networks: Sequence[Network], labels: Labels) -> None:
        self._networks = networks
        self._nominal = [number for number, tag in enumerate(labels.tags) if tag in _NOMINAL]
        self._inside = [number for number, name in enumerate(labels.relations) if name.split(":")[0] in _INSIDE_NAMES]
        self._cue = labels.parts.index("B-Cue")

    @torch.no_grad()
    def tell(self, batch: Batch) -> Told:
        """Give what the teachers say of ``batch``."""
        inputs = batch.inputs | batch.whole
        read = [(network, network.words(inputs)) for network in self._networks]
        dense = {name: _mean([network.dense[name](words) for network, words in read]) for name in batch.dense}
        trees = [network.arcs(words) for network, words in read]
        arcs = _mean([hide_other_sentences(arcs.float(), batch.sentences) for arcs, _, _ in trees])
        heads = arcs.argmax(-1)
        relations = _mean(
            [
                network.relation_scores(dependents, heads_above(above, heads))
                for (network, _), (_, dependents, above) in zip(read, trees, strict=True)
            ]
        )
        rows, columns = self._pointing(batch, dense, relations)
        pointers = {
            name: _mean(
                [network.pointers[name](words).float().masked_fill(~columns[name], NEVER) for network, words in read]
            )
            for name in rows
        }
        acts = _mean([network.acts(batch.acts.features(words)) for network, words in read])
        return Told(dense, arcs, heads, relations, pointers, rows, columns, acts)

    def _pointing(
        self, batch: Batch, dense: dict[str, Tensor], relations: Tensor
    ) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """Give the words that each pointer is asked about, and the words that they may point at."""
        is_word = batch.sentences >= 0
        is_nominal = torch.isin(dense["tags"].argmax(-1), torch.tensor(self._nominal, device=is_word.device))
        is_inside = torch.isin(relations.argmax(-1), torch.tensor(self._inside, device=is_word.device))
        mentions = is_word & is_nominal & ~is_inside
        length = is_word.shape[1]
        earlier = torch.ones(length, length, dtype=torch.bool, device=is_word.device).tril(-1)
        rows = {"cue": is_word, "same": mentions, "about": is_word & (dense["parts"].argmax(-1) == self._cue)}
        places = {"cue": is_word[:, None], "about": is_word[:, None], "same": earlier & mentions[:, None]}
        columns = {name: F.pad(some.expand(-1, length, -1), (1, 0), value=True) for name, some in places.items()}
        return rows, columns


def unlike(network: Network, batch: Batch, words: Tensor, told: Told, dropout: float) -> dict[str, Tensor]:
    """Give the weighted loss of each head against what the teachers ``told``; ``words`` are the network's vectors."""
    is_word = (batch.sentences >= 0).float()
    words = F.dropout(words, 2 * dropout, network.training)
    found = {name: _loss(network.dense[name](words), chances, is_word) for name, chances in told.dense.items()}
    arcs, dependents, above = network.arcs(words, dropout)
    found["arcs"] = _loss(hide_other_sentences(arcs.float(), batch.sentences), told.arcs, is_word)
    relations = network.relation_scores(dependents, heads_above(above, told.heads))
    found["relations"] = _loss(relations, told.relations, is_word)
    for name, chances in told.pointers.items():
        scores = network.pointers[name](words).float().masked_fill(~told.columns[name], NEVER)
        found[name] = _loss(scores, chances, told.rows[name].float())
    if len(batch.acts):
        scores = network.acts(batch.acts.features(words))
        found["acts"] = _loss(scores, told.acts, torch.ones_like(scores[:, 0]))
    return {f"{name} as told": WEIGHTS[name] * loss for name, loss in found.items()}


def load_teachers(folders: Sequence[Path], labels: Labels, device: str) -> Teachers:
    """Read the networks of trainings that have ended; their labels must be ``labels``."""
    networks = []
    for folder in folders:
        network = Network(labels, LargeEncoder())
        network.load_state_dict(torch.load(folder / "network.pt", map_location="cpu"))
        networks.append(network.to(device).eval())
    return Teachers(networks, labels)


def _mean(scores: Sequence[Tensor]) -> Tensor:
    return torch.stack([F.softmax(some.float(), dim=-1) for some in scores]).mean(0)


def _loss(scores: Tensor, chances: Tensor, weights: Tensor) -> Tensor:
    losses = -(chances * F.log_softmax(scores.float(), dim=-1)).sum(-1)
    return (losses * weights).sum() / weights.sum().clamp(min=1)

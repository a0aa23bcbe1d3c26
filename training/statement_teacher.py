"""Trains a teacher of the statement reader: MPNet, which reads statements with their parts marked.

    python -m training.statement_teacher WORK INTO --large FOLDER [--seed 1] [--passes 8] [--device cpu]

WORK is what ``training.statement_examples`` wrote, FOLDER what ``training.large_files`` did. Writes INTO/told.npz, what
the teacher says of all statements, and INTO/record.json. It takes a minute on a GPU, an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from tqdm import tqdm

from ingest.nlp.wordpiece import WordPieces
from training.encoder import published_vocabulary
from training.folders import check_files
from training.large_encoder import WEIGHTS, LargeEncoder, published_large_encoder
from training.machine import processor
from training.statement_batches import StatementBatch, StatementBatches
from training.statement_examples import SPLITS, read_examples
from training.statement_figures import Floats, statement_figures
from training.statement_heads import CLASSES, StatementHeads

# Parts are numbered from 1; 0 is what stands outside of all words.
MARKS = 5
_DROPOUT = 0.1
_HIDDEN = 0.03
_BATCH, _READ_AT_ONCE = 2048, 16384
_RATE, _HEAD_RATE = 5e-5, 1e-3
_WARM_UP = 0.1

Scores = tuple[Tensor, Tensor]


class StatementTeacher(nn.Module):
    """The large encoder with an embedding of the parts, which begins at zero, and the heads."""

    def __init__(self, encoder: LargeEncoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.marks = nn.Embedding(MARKS, encoder.width)
        nn.init.zeros_(self.marks.weight)
        self.heads = StatementHeads(encoder.width)

    def forward(self, batch: StatementBatch) -> Scores:
        """Give scores of acts and links."""
        states = self.encoder(batch.ids, batch.shapes, batch.spaces, batch.mask, added=self.marks(batch.marks))
        first, last = (places[..., None].expand(-1, -1, self.encoder.width) for places in (batch.first, batch.last))
        words = (states.gather(1, first) + states.gather(1, last)) * 0.5
        scores: Scores = self.heads(words, batch, _DROPOUT)
        return scores


def train(teacher: StatementTeacher, batches: StatementBatches, *, seed: int, passes: int, device: str) -> None:
    """Teach ``teacher`` what the annotators say."""
    randomness = random.Random(seed)
    plan = [chosen for _ in range(passes) for chosen in batches.order(_BATCH, randomness)]
    body = list(teacher.encoder.model.parameters())
    known = {id(weight) for weight in body}
    new = [weight for weight in teacher.parameters() if id(weight) not in known]
    optimiser = torch.optim.AdamW([{"params": body, "lr": _RATE}, {"params": new, "lr": _HEAD_RATE}], weight_decay=0.01)
    rates = torch.optim.lr_scheduler.LambdaLR(optimiser, warm_up_and_down(len(plan)))
    teacher.to(device).train()
    for chosen in tqdm(plan, desc="training", unit="batch", mininterval=5):
        batch = batches.batch(chosen, _HIDDEN, randomness).to(device)
        with torch.autocast(device, dtype=torch.bfloat16):
            acts, links = teacher(batch)
        loss = unlike(acts, batch.acts)
        if (known_links := batch.links >= 0).any():
            loss = loss + F.cross_entropy(links.float()[known_links], batch.links[known_links])
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimiser.step()
        rates.step()
        optimiser.zero_grad(set_to_none=True)


def warm_up_and_down(steps: int) -> Callable[[int], float]:
    """Give the rate's factor at each step: up from nothing in the first tenth, then down to nothing."""
    return lambda step: min(1.0, (step + 1) / (_WARM_UP * steps)) * max(0.0, 1 - step / steps)


def unlike(scores: Tensor, chances: Tensor) -> Tensor:
    """Give the mean cross entropy of ``scores`` (n, classes) against ``chances``."""
    return -(chances * F.log_softmax(scores.float(), dim=-1)).sum(-1).mean()


@torch.no_grad()
def tell(
    read: Callable[[StatementBatch, list[int]], Scores], batches: StatementBatches, device: str
) -> tuple[Floats, Floats]:
    """Give the chances of acts (statements, classes) and of links (candidates, links) that ``read`` tells of all."""
    acts: Floats = np.zeros((len(batches.pieces), len(CLASSES)), np.float32)
    links: list[tuple[Tensor, Tensor]] = []
    for chosen in batches.order(_READ_AT_ONCE, random.Random(1)):
        batch = batches.batch(chosen).to(device)
        with torch.autocast(device, dtype=torch.bfloat16):
            act_scores, link_scores = read(batch, chosen)
        acts[chosen] = F.softmax(act_scores.float(), dim=-1).cpu().numpy()
        links.append((batch.numbers.cpu(), F.softmax(link_scores.float(), dim=-1).cpu()))
    numbers, chances = (torch.cat(parts) for parts in zip(*links, strict=True))
    return acts, chances[numbers.argsort()].numpy()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, train, and write what the teacher tells."""
    parser = argparse.ArgumentParser(
        prog="python -m training.statement_teacher",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("work", type=Path, help="folder of the statements")
    parser.add_argument("into", type=Path, help="folder to write to")
    parser.add_argument("--large", type=Path, required=True, help="folder of the published weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--passes", type=int, default=8, help="how often the annotated statements are read")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args(arguments)
    check_files([options.large / WEIGHTS, *(options.work / f"statements-{split}.jsonl.gz" for split in SPLITS)])
    options.into.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    wordpieces = WordPieces(published_vocabulary())
    splits = {split: read_examples(options.work, split) for split in SPLITS}
    batches = {split: StatementBatches(examples, CLASSES, wordpieces) for split, examples in splits.items()}
    teacher, began = StatementTeacher(published_large_encoder(options.large)), time.monotonic()
    train(teacher, batches["train"], seed=options.seed, passes=options.passes, device=options.device)
    minutes = round((time.monotonic() - began) / 60, 1)
    told = dict(_told(teacher, batches, options.device))
    figures = statement_figures(splits["dev"], CLASSES, told["dev-acts"], told["dev-links"])
    arrays: dict[str, Any] = {name: array.astype(np.float16) for name, array in told.items()}
    np.savez_compressed(options.into / "told.npz", **arrays)
    device = torch.cuda.get_device_name() if options.device.startswith("cuda") else processor()
    record = {"seed": options.seed, "passes": options.passes, "minutes": minutes, "device": device}
    (options.into / "record.json").write_bytes(orjson.dumps(record | {"held out": figures}))
    print(figures)


def _told(teacher: StatementTeacher, batches: dict[str, StatementBatches], device: str) -> Iterator[tuple[str, Floats]]:
    teacher.eval()
    for split, one in batches.items():
        acts, links = tell(lambda batch, _: teacher(batch), one, device)
        yield f"{split}-acts", acts
        yield f"{split}-links", links


if __name__ == "__main__":
    main()

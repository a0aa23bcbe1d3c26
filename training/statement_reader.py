"""Trains the statement reader, which ships: two layers of attention over the pipeline's vectors of a statement's words.

    python -m training.statement_reader WORK [--teachers FOLDER …] [--steps 1500] [--seed 1] [--into FILE]

WORK is what ``training.statement_examples`` wrote, the teachers' folders what ``training.statement_teacher`` did. The
reader learns what the annotators say, and what the mean of the teachers tells of those statements and of the unlabelled
ones. Writes ``ingest/extract/tables/reader.onnx`` and beside it ``reader.json``, which tells how it was made. With
teachers it takes a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import orjson
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from tqdm import tqdm

from ingest.extract.statements.reader import MOST_WORDS
from ingest.nlp.wordpiece import WordPieces
from training.encoder import WIDTH, Encoder, Layer, published_vocabulary
from training.folders import check_files
from training.machine import processor
from training.reader_graph import reader_model
from training.ship import INGEST
from training.shipped import read_encoder
from training.statement_batches import StatementBatch, StatementBatches
from training.statement_examples import LINKS, SPLITS, StatementExample, Vectors, read_examples, read_vectors
from training.statement_figures import statement_figures
from training.statement_heads import CLASSES, StatementHeads
from training.statement_teacher import MARKS, Scores, tell, unlike, warm_up_and_down

READER = INGEST / "extract" / "tables" / "reader.onnx"
MODEL = INGEST / "nlp" / "model" / "model.onnx"
_DROPOUT = 0.1
_RATE = 5e-4
# So many pieces a step.
_PIECES = {"train": 1024, "unlabelled": 4096}
# How much the annotator counts beside the teachers.
_OWN = 0.5


class StatementReader(nn.Module):
    """Adds the part and the place of each word to its vector, then reads; begins with the encoder's last layers."""

    def __init__(self, encoder: Encoder, layers: int) -> None:
        super().__init__()
        self.marks = nn.Embedding(MARKS, WIDTH)
        self.places = nn.Embedding(MOST_WORDS, WIDTH)
        nn.init.normal_(self.marks.weight, std=0.02)
        nn.init.zeros_(self.places.weight)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        for own, last in zip(self.layers, list(encoder.layers)[-layers:], strict=True):
            own.load_state_dict(last.state_dict())
        self.heads = StatementHeads(WIDTH)

    def read(self, vectors: Tensor, roles: Tensor) -> Tensor:
        """Give the states (batch, words, 384) of ``vectors`` (batch, words, 384) whose parts are ``roles``."""
        states: Tensor = self.norm(vectors + self.marks(roles + 1) + self.places.weight[: roles.shape[1]])
        states = F.dropout(states, _DROPOUT, self.training)
        bias = (roles < 0).to(states.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias, _DROPOUT)
        return states

    def forward(self, vectors: Tensor, batch: StatementBatch) -> Scores:
        """Give scores of acts and links."""
        scores: Scores = self.heads(self.read(vectors, batch.roles), batch, _DROPOUT)
        return scores


class VectorsOf:
    """The vectors of the words of statements, padded with zeros to those of the longest."""

    def __init__(self, examples: Sequence[StatementExample], vectors: Vectors) -> None:
        self._vectors = vectors
        self._begins = np.cumsum([0, *(len(example.roles) for example in examples)])

    def __call__(self, chosen: Sequence[int]) -> Tensor:
        """Give (chosen, words, 384)."""
        rows = [torch.from_numpy(self._vectors[self._begins[one] : self._begins[one + 1]]) for one in chosen]
        return nn.utils.rnn.pad_sequence(rows, batch_first=True).float()


class _Split:
    """The statements of a split, and what the teachers tell of them."""

    def __init__(self, work: Path, split: str, teachers: Sequence[Path], wordpieces: WordPieces) -> None:
        self.examples = read_examples(work, split)
        self.batches = StatementBatches(self.examples, CLASSES, wordpieces)
        self.vectors = VectorsOf(self.examples, read_vectors(work, split))
        self._own = _OWN if teachers else 1.0
        told = [np.load(folder / "told.npz") for folder in teachers]
        candidates = sum(len(example.candidates) for example in self.examples)
        shapes = {"acts": (len(self.examples), len(CLASSES)), "links": (candidates, len(LINKS))}
        self._acts, self._links = (
            np.mean([one[f"{split}-{kind}"].astype(np.float32) for one in told], axis=0)
            if told
            else np.zeros(shape, np.float32)
            for kind, shape in shapes.items()
        )

    def loss(self, reader: StatementReader, chosen: list[int], device: str) -> Tensor:
        """Give what the reader loses against the teachers, and against the annotator where there is one."""
        batch = self.batches.batch(chosen)
        acts, links = torch.from_numpy(self._acts[chosen]), torch.from_numpy(self._links[batch.numbers.numpy()])
        is_marked = batch.acts.sum(1, keepdim=True) > 0
        acts = torch.where(is_marked, (1 - self._own) * acts + self._own * batch.acts, acts)
        marked = F.one_hot(batch.links.clamp(min=0), len(LINKS)).float()
        links = torch.where(batch.links[:, None] >= 0, (1 - self._own) * links + self._own * marked, links)
        with torch.autocast(device, dtype=torch.bfloat16):
            act_scores, link_scores = reader(self.vectors(chosen).to(device), batch.to(device))
        loss = unlike(act_scores, acts.to(device))
        return loss + unlike(link_scores, links.to(device)) if len(links) else loss


def train(reader: StatementReader, splits: Mapping[str, _Split], *, seed: int, steps: int, device: str) -> None:
    """Teach ``reader``: each step reads statements of all ``splits``."""
    randomness = random.Random(seed)
    optimiser = torch.optim.AdamW(reader.parameters(), lr=_RATE, weight_decay=0.01)
    rates = torch.optim.lr_scheduler.LambdaLR(optimiser, warm_up_and_down(steps))
    plans = {name: split.batches.forever(_PIECES[name], randomness) for name, split in splits.items()}
    reader.to(device).train()
    for _ in tqdm(range(steps), desc="training", unit="step", mininterval=5):
        losses = [splits[name].loss(reader, next(plan), device) for name, plan in plans.items()]
        torch.autograd.backward(torch.stack(losses).sum())
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        rates.step()
        optimiser.zero_grad(set_to_none=True)


def figures_of(reader: StatementReader, split: _Split, device: str) -> dict[str, float]:
    """Give how often the reader alone is right about the statements of ``split``."""

    def read(batch: StatementBatch, chosen: list[int]) -> Scores:
        scores: Scores = reader(split.vectors(chosen).to(device), batch)
        return scores

    reader.eval()
    return statement_figures(split.examples, CLASSES, *tell(read, split.batches, device))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, train, write the reader."""
    parser = argparse.ArgumentParser(
        prog="python -m training.statement_reader",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("work", type=Path, help="folder of the statements")
    parser.add_argument("--teachers", type=Path, nargs="+", default=[], help="folders of teachers")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--into", type=Path, default=READER, help="file to write")
    options = parser.parse_args(arguments)
    check_files([MODEL, *(folder / "told.npz" for folder in options.teachers)])
    check_files(options.work / f"statements-{split}.jsonl.gz" for split in SPLITS)
    _make(options)


def _make(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    wordpieces = WordPieces(published_vocabulary())
    splits = {split: _Split(options.work, split, options.teachers, wordpieces) for split in SPLITS}
    reader, began = StatementReader(read_encoder(MODEL), options.layers), time.monotonic()
    read = {name: splits[name] for name in (("train", "unlabelled") if options.teachers else ("train",))}
    train(reader, read, seed=options.seed, steps=options.steps, device=options.device)
    record = {
        "seed": options.seed,
        "steps": options.steps,
        "layers": options.layers,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "device": torch.cuda.get_device_name() if options.device.startswith("cuda") else processor(),
        "statements": {name: len(split.examples) for name, split in read.items()},
        "held out": figures_of(reader, splits["dev"], options.device),
        "teachers": [orjson.loads((folder / "record.json").read_bytes()) for folder in options.teachers],
    }
    reader = reader.float().cpu().eval()
    model = reader_model(reader.marks, reader.places, reader.norm, reader.layers, reader.heads)
    options.into.write_bytes(model.SerializeToString())
    options.into.with_suffix(".json").write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))
    print(record["held out"])


if __name__ == "__main__":
    main()

"""Trains the network: all heads together, from the published encoder, over the prepared documents.

    python -m training.train WORK [--passes 12] [--seed 1] [--threads 2] [--device cpu]

It goes on where an interrupted training of the same folder stopped, and writes WORK/network.pt, WORK/dev.json with the
figures of the dev sets, WORK/training.json with the settings, and WORK/log.jsonl.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
import torch
from torch import Tensor
from tqdm import tqdm

from ingest.nlp.wordpiece import WordPieces
from training.batch import BatchMaker
from training.dev import measure
from training.documents import read_documents
from training.encoder import published_encoder, published_vocabulary
from training.folders import check_files
from training.labels import Labels, find_labels, read_labels, write_labels
from training.losses import Losses
from training.machine import processor
from training.network import Network
from training.run_record import RunRecord, read_record, write_record
from training.targets import TargetMaker, Targets, name_rows
from training.teacher import share_out, write_vectors
from training.windows import Window, batches

# How often each of the first passes reads the documents of a data set, where not once. Our own annotation is the
# smallest, and soon learned: what comes after is for the trees, which are learned slowest.
REPEATS = {"wikinews": 2, "made-statements": 2, "made-events": 2}
_BATCH_PIECES = 2048
_WARM_UP = 0.06
_DROPOUT = 0.15
_SAVE_EVERY = 400
_LOG_EVERY = 50
_LAST_RATE = 0.01
_MOST_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """How to train. ``rate`` is the encoder's, ``head_rate`` that of what begins from nothing.

    Training ends after ``passes`` or ``minutes``, whichever is first. ``earlier`` is the folder of a training that has
    ended, whose network is where this one begins. In the first
    ``repeating_passes`` passes, the data sets of ``REPEATS`` are read more than once.
    """

    work: Path
    passes: int
    seed: int
    threads: int
    device: str
    rate: float
    head_rate: float
    minutes: float
    earlier: Path | None
    repeating_passes: int


@dataclass(slots=True)
class Training:
    """A training on its way; ``step`` steps of ``total`` are done."""

    options: Options
    network: Network
    optimiser: torch.optim.AdamW
    losses: Losses
    total: int
    step: int = 0
    seconds: float = 0.0

    @property
    def progress(self) -> float:
        """The share that is done, of the steps or of the time, whichever is nearer its end."""
        return max(self.step / self.total, self.seconds / 60 / self.options.minutes)

    def save(self) -> None:
        """Write everything that it takes to go on."""
        path = self.options.work / "training.pt"
        state = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(), "step": self.step}
        state["seconds"] = self.seconds
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self) -> None:
        """Go on from what ``save`` wrote, if it did."""
        path = self.options.work / "training.pt"
        if path.exists():
            state = torch.load(path, map_location=self.options.device)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.seconds = state["step"], state["seconds"]

    def learn(self, tensors: dict[str, Tensor]) -> None:
        """Take one step down the sum of losses."""
        pace = min(1.0, (self.step + 1) / (_WARM_UP * self.total)) * max(_LAST_RATE, 1 - self.progress)
        for group in self.optimiser.param_groups:
            group["lr"] = group["full"] * pace
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(tensors.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1


def load_targets(work: Path, split: str, wordpieces: WordPieces, *, device: str) -> list[Targets]:
    """Give the documents of WORK/SPLIT.jsonl.gz as arrays, with sentence vectors that are made once."""
    documents = list(read_documents(work / f"{split}.jsonl.gz"))
    labels_path, vectors_path = work / "labels.json", work / f"{split}-vectors.npy"
    if not labels_path.exists():
        write_labels(find_labels(documents), labels_path)
    if not vectors_path.exists():
        write_vectors(documents, published_encoder(), wordpieces, vectors_path, device=device)
    maker = TargetMaker(read_labels(labels_path), wordpieces)
    shared = share_out(np.load(vectors_path), documents)
    return [maker.targets(document, vectors) for document, vectors in zip(documents, shared, strict=True)]


def make_optimiser(network: Network, options: Options) -> torch.optim.AdamW:
    """Give AdamW; the piece embeddings, half of all weights, stay as they were published."""
    network.encoder.pieces.weight.requires_grad_(requires_grad=False)
    new = {"encoder.shapes.weight", "encoder.spaces.weight"}
    known = [(name, weight) for name, weight in network.named_parameters() if weight.requires_grad]
    slow = [weight for name, weight in known if name.startswith("encoder.") and name not in new]
    fast = [weight for name, weight in known if not name.startswith("encoder.") or name in new]
    groups = [{"params": slow, "full": options.rate}, {"params": fast, "full": options.head_rate}]
    return torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def train(options: Options) -> None:
    """Train, or go on training, and write the network."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    wordpieces = WordPieces(published_vocabulary())
    documents = load_targets(options.work, "train", wordpieces, device=options.device)
    dev = load_targets(options.work, "dev", wordpieces, device=options.device)
    labels = read_labels(options.work / "labels.json")
    network = _first_network(labels, options).to(options.device)
    losses = Losses(name_rows(labels)[1], options.device)
    plan = _schedule(documents, options)
    training = Training(options, network, make_optimiser(network, options), losses, len(plan))
    training.load()
    maker = BatchMaker(wordpieces, options.device)
    _run(training, plan, maker)
    torch.save(network.state_dict(), options.work / "network.pt")
    write_record(_record(training), options.work)
    found = measure(network, dev, labels, maker)
    (options.work / "dev.json").write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))


def _first_network(labels: Labels, options: Options) -> Network:
    """Give the network to begin with; what the earlier one's folder lacks, or has in another shape, begins anew."""
    network = Network(labels, published_encoder())
    if options.earlier is not None:
        if read_labels(options.earlier / "labels.json") != labels:
            raise SystemExit(f"{options.earlier}/labels.json has other labels than {options.work}/labels.json")
        found = torch.load(options.earlier / "network.pt", map_location="cpu")
        own = network.state_dict()
        network.load_state_dict(own | {name: found[name] for name in own if name in found})
    return network


def _record(training: Training) -> RunRecord:
    options = training.options
    return RunRecord(
        seed=options.seed,
        passes=options.passes,
        steps=training.step,
        planned_steps=training.total,
        minutes=round(training.seconds / 60, 1),
        rate=options.rate,
        head_rate=options.head_rate,
        device=torch.cuda.get_device_name() if options.device.startswith("cuda") else processor(),
        threads=options.threads,
        weights=sum(weight.numel() for weight in training.network.parameters()),
        repeats=REPEATS,
        repeating_passes=options.repeating_passes,
        earlier=None if options.earlier is None else read_record(options.earlier),
    )


def _schedule(documents: Sequence[Targets], options: Options) -> list[list[Window]]:
    """Give all batches of all passes, the same for the same seed."""
    randomness = random.Random(options.seed)
    once = [document for document in documents if len(document)]
    repeated = [document for document in once for _ in range(REPEATS.get(document.source, 1))]
    passes = (repeated if number < options.repeating_passes else once for number in range(options.passes))
    return [batch for read in passes for batch in batches(read, _BATCH_PIECES, randomness)]


def _run(training: Training, plan: Sequence[list[Window]], maker: BatchMaker) -> None:
    network, device = training.network.train(), training.options.device
    sums: dict[str, list[float]] = defaultdict(list)
    with tqdm(total=training.total, initial=training.step, desc="training", unit="batch", mininterval=5) as bar:
        for windows in plan[training.step :]:
            began = time.monotonic()
            # Seeded at every step, so that a training that was interrupted goes on as if it had not been.
            seed = training.options.seed * _MOST_STEPS + training.step
            torch.manual_seed(seed)
            batch = maker.batch(windows, random.Random(seed))
            with torch.autocast(device, dtype=torch.bfloat16):
                found = training.losses.losses(network, batch, _DROPOUT)
            training.learn(found)
            for name, loss in found.items():
                sums[name].append(loss.item())
            bar.update()
            training.seconds += time.monotonic() - began
            if training.step % _LOG_EVERY == 0:
                _log(training, sums)
            if training.step % _SAVE_EVERY == 0:
                training.save()
            if training.progress >= 1:
                break
    training.save()


def _log(training: Training, sums: dict[str, list[float]]) -> None:
    line = {"step": training.step, "time": round(time.time())}
    line |= {name: round(sum(values) / len(values), 4) for name, values in sorted(sums.items())}
    with (training.options.work / "log.jsonl").open("ab") as log:
        log.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    sums.clear()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("work", type=Path, help="folder that training.prepare wrote")
    parser.add_argument("--passes", type=int, default=13, help="how often the documents are read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--rate", type=float, default=2e-4, help="the encoder's learning rate")
    parser.add_argument("--head-rate", type=float, default=1.5e-3, help="the heads' learning rate")
    parser.add_argument("--minutes", type=float, default=100.0, help="end earlier, with fewer passes, after so long")
    parser.add_argument("--earlier", type=Path, help="folder of a training that has ended, to begin with its network")
    parser.add_argument(
        "--repeating-passes", type=int, default=7, help="passes that read our own annotation more than once"
    )
    options = Options(**vars(parser.parse_args(arguments)))
    check_files(options.work / f"{split}.jsonl.gz" for split in ("train", "dev"))
    train(options)


if __name__ == "__main__":
    main()

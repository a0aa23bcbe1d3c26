"""Trains the network: all heads together, from a published encoder, over the prepared documents.

    python -m training.train WORK [--passes 13] [--seed 1] [--threads 2] [--device cpu]
    python -m training.train WORK --into WORK/teacher-1 --large FOLDER --rate 7e-5
    python -m training.train WORK --teachers WORK/teacher-1 WORK/teacher-2

It writes INTO/network.pt, INTO/dev.json with the figures of the dev sets, INTO/training.json with the settings, and
INTO/log.jsonl; INTO is WORK unless it is told. It goes on where an interrupted training of the same folder stopped.
With --large it trains a teacher, whose encoder is the one in FOLDER; with --teachers, a network that learns from them.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence

import orjson
import torch
from torch import Tensor
from torch.utils.data import DataLoader
from tqdm import tqdm

from ingest.nlp.wordpiece import WordPieces
from training.batch import Batch, BatchMaker
from training.dev import measure
from training.distillation import Teachers, load_teachers, unlike
from training.encoder import published_encoder, published_vocabulary
from training.folders import check_files
from training.labels import Labels, read_labels
from training.large_encoder import published_large_encoder
from training.losses import Losses
from training.machine import processor
from training.network import Network
from training.options import Options, read_options
from training.run_record import RunRecord, read_records, write_records
from training.schedule import REPEATS, Batches, load_targets, schedule
from training.targets import name_rows
from training.training_state import Training, make_optimiser

_DROPOUT = 0.15
_SAVE_EVERY = 400
_LOG_EVERY = 50


def train(options: Options) -> None:
    """Train, or go on training, and write the network."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    torch.set_float32_matmul_precision("high")
    wordpieces = WordPieces(published_vocabulary())
    documents = load_targets(options.work, "train", wordpieces, device=options.device)
    dev = load_targets(options.work, "dev", wordpieces, device=options.device)
    unlabelled = load_targets(options.work, "unlabelled", wordpieces, device=options.device) if options.teachers else []
    labels = read_labels(options.work / "labels.json")
    network = _first_network(labels, options).to(options.device)
    losses = Losses(name_rows(labels)[1], options.device)
    plan = schedule(documents, unlabelled, options)
    training = Training(options, network, make_optimiser(network, options), len(plan))
    training.load()
    maker = BatchMaker(wordpieces, options.hidden)
    batches = Batches(plan, maker, options.seed, training.step)
    teachers = load_teachers(options.teachers, labels, options.device) if options.teachers else None
    _run(training, batches, losses, teachers)
    torch.save(network.state_dict(), options.into / "network.pt")
    write_records([_record(training)], options.into)
    found = measure(network, dev, labels, maker)
    (options.into / "dev.json").write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))


def _first_network(labels: Labels, options: Options) -> Network:
    network = Network(labels, published_large_encoder(options.large) if options.large else published_encoder())
    if options.earlier is not None:
        network.load_state_dict(torch.load(options.earlier / "network.pt", map_location="cpu"))
    return network


def _record(training: Training) -> RunRecord:
    options = training.options
    return RunRecord(
        seed=options.seed,
        passes=options.passes,
        steps=training.step,
        planned_steps=training.total,
        pieces=options.pieces,
        minutes=round(training.seconds / 60, 1),
        rate=options.rate,
        head_rate=options.head_rate,
        device=torch.cuda.get_device_name() if options.device.startswith("cuda") else processor(),
        threads=options.threads,
        weights=sum(weight.numel() for weight in training.network.parameters()),
        repeats=REPEATS,
        repeating_passes=options.repeating_passes,
        hidden=options.hidden,
        teachers=tuple(record for folder in options.teachers for record in read_records(folder)),
        earlier=() if options.earlier is None else read_records(options.earlier),
    )


def _run(training: Training, batches: Batches, losses: Losses, teachers: Teachers | None) -> None:
    network, options = training.network.train(), training.options
    sums: dict[str, list[Tensor]] = defaultdict(list)
    loader = DataLoader(batches, batch_size=None, num_workers=options.workers)
    began = time.monotonic() - training.seconds
    with tqdm(total=training.total, initial=training.step, desc="training", unit="batch", mininterval=5) as bar:
        for made in loader:
            # Seeded at every step, so that a training that was interrupted goes on as if it had not been.
            torch.manual_seed(batches.seed_of(training.step))
            with torch.autocast(options.device, dtype=torch.bfloat16):
                found = _losses(network, made.to(options.device), losses, teachers)
            training.learn(found)
            for name, loss in found.items():
                sums[name].append(loss.detach())
            bar.update()
            training.seconds = time.monotonic() - began
            if training.step % _LOG_EVERY == 0:
                _log(training, sums)
            if training.step % _SAVE_EVERY == 0 and options.saves:
                training.save()
            if training.progress >= 1:
                break
    training.save()


def _losses(network: Network, batch: Batch, losses: Losses, teachers: Teachers | None) -> dict[str, Tensor]:
    words = network.words(batch.inputs, _DROPOUT)
    found = losses.losses(network, batch, words, _DROPOUT)
    return found if teachers is None else found | unlike(network, batch, words, teachers.tell(batch), _DROPOUT)


def _log(training: Training, sums: dict[str, list[Tensor]]) -> None:
    line = {"step": training.step, "time": round(time.time())}
    line |= {name: round(float(torch.stack(values).mean()), 4) for name, values in sorted(sums.items())}
    with (training.options.into / "log.jsonl").open("ab") as log:
        log.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    sums.clear()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(
        prog="python -m training.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options = read_options(parser, arguments)
    splits = ("train", "dev", "unlabelled") if options.teachers else ("train", "dev")
    check_files(
        [
            *(options.work / f"{split}.jsonl.gz" for split in splits),
            *options.teachers,
            *([options.earlier] if options.earlier else []),
        ]
    )
    train(options)


if __name__ == "__main__":
    main()

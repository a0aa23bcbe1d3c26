"""Averages the weights of trainings that began with the same ones, which does better than any of them.

    python -m training.average WORK FOLDER FOLDER … [--into INTO]

FOLDER are those of trainings that have ended. The mean network is written to INTO/network.pt with dev.json and
training.json, as a training writes them, and can be shipped or trained on (--earlier); INTO is WORK unless it is told.
A folder that is named twice counts twice, one that holds a mean already as often as there are trainings in it.

M. Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
inference time", 2022.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import orjson
import torch
from torch import Tensor

from ingest.nlp.wordpiece import WordPieces
from training.batch import BatchMaker
from training.dev import measure
from training.encoder import Encoder, published_vocabulary
from training.folders import check_files
from training.labels import read_labels
from training.network import Network
from training.run_record import NAME, read_records, write_records
from training.schedule import load_targets


def average(work: Path, folders: Sequence[Path], into: Path) -> None:
    """Write the mean of the networks in ``folders`` into ``into``, and measure it on the dev sets of ``work``."""
    labels = read_labels(work / "labels.json")
    records = [read_records(folder) for folder in folders]
    networks = [torch.load(folder / "network.pt", map_location="cpu") for folder in folders]
    weights = mean(networks, [len(some) for some in records])
    into.mkdir(parents=True, exist_ok=True)
    torch.save(weights, into / "network.pt")
    write_records([record for some in records for record in some], into)
    network = Network(labels, Encoder())
    network.load_state_dict(weights)
    wordpieces = WordPieces(published_vocabulary())
    found = measure(network, load_targets(work, "dev", wordpieces, device="cpu"), labels, BatchMaker(wordpieces))
    (into / "dev.json").write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))


def mean(networks: Sequence[dict[str, Tensor]], counts: Sequence[int]) -> dict[str, Tensor]:
    """Give the mean of the weights of each name, each network counted so often.

    What is no fraction is the same in all of them.
    """
    first = networks[0]
    if any(network.keys() != first.keys() for network in networks):
        raise SystemExit("the networks have other weights: average trainings of one network with the same heads")
    shares = torch.tensor(counts) / sum(counts)
    return {
        name: torch.tensordot(shares, torch.stack([network[name] for network in networks]), 1)
        if weight.is_floating_point()
        else weight
        for name, weight in first.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m training.average", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, help="folder that training.prepare wrote")
    parser.add_argument("folders", type=Path, nargs="+", help="folders of trainings that have ended")
    parser.add_argument("--into", type=Path, help="folder to write to, WORK unless it is told")
    options = parser.parse_args(arguments)
    check_files([options.work / "dev.jsonl.gz", options.work / "labels.json"])
    check_files(folder / name for folder in options.folders for name in ("network.pt", NAME))
    average(options.work, options.folders, options.into or options.work)


if __name__ == "__main__":
    main()

"""Writes a trained network as the files that the package ships, and as extraction's table of sparse heads.

    python -m training.ship WORK [--into ingest/nlp/model]

The network in 32-bit floats stays in WORK/export: it is too big for the package, but the speed is compared with it.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import orjson
import torch
from torch import Tensor

from ingest.nlp.wordpiece import WordPieces
from training.batch import BatchMaker
from training.documents import TrainingDocument, read_documents
from training.encoder import WIDTH, Encoder, published_vocabulary
from training.export import HEADS, MODEL, export_network
from training.folders import check_files
from training.labels import Labels, read_labels
from training.lemma_table import lemma_table
from training.network import Network
from training.run_record import NAME
from training.sparse_heads import write_heads
from training.targets import TargetMaker, sentence_starts
from training.windows import cut

INGEST = Path(__file__).parent.parent / "ingest"
TABLE = INGEST / "extract" / "tables" / "heads.npz"
# Frames are learned for the encoder's sake and their head is left behind; a start has two columns that need no names;
# the classes of sparse heads are in extraction's table.
_NOT_SHIPPED = ("frames", "starts", "acts", "modes", "realis")
_SAMPLES, _SAMPLE_PIECES = 100, 128


def ship(work: Path, model: Path, table: Path) -> None:
    """Write the network of ``work`` into the folder ``model``, and its sparse heads into the file ``table`` too."""
    labels = read_labels(work / "labels.json")
    network = Network(labels, Encoder())
    network.load_state_dict(torch.load(work / "network.pt", map_location="cpu"))
    documents = list(read_documents(work / "train.jsonl.gz"))
    export = work / "export"
    export_network(network, export, list(sample_inputs(documents, labels)))
    model.mkdir(parents=True, exist_ok=True)
    write_heads(network, labels, table)
    write_shipped_labels(labels, model / "labels.json")
    (model / "lemma.json").write_bytes(orjson.dumps(lemma_table(documents)))
    (model / "vocab.txt").write_text(published_vocabulary(), "utf-8")
    # Who trains on from what ships (training.shipped) tells of these trainings too.
    shutil.copyfile(work / NAME, model / NAME)
    # The network comes last: as long as it is older than the training, the step isn't done.
    for name in (HEADS, MODEL):
        shutil.copyfile(export / name, model / name)


def sample_inputs(documents: Sequence[TrainingDocument], labels: Labels) -> Iterator[Mapping[str, Tensor]]:
    """Yield the network's inputs for windows of text, always the same ones; a long document gives more of them."""
    wordpieces = WordPieces(published_vocabulary())
    maker = TargetMaker(labels, wordpieces)
    batches = BatchMaker(wordpieces)
    randomness = random.Random(1)
    lengths = [len(document.words) for document in documents]
    for document in randomness.choices(documents, lengths, k=_SAMPLES):
        vectors = np.zeros((int(sentence_starts(document).sum()), WIDTH), np.float16)
        windows = list(cut(maker.targets(document, vectors), _SAMPLE_PIECES))
        yield batches.batch([randomness.choice(windows)]).inputs


def write_shipped_labels(labels: Labels, path: Path) -> None:
    """Write the labels of the heads that the pipeline reads."""
    shipped = {name: values for name, values in asdict(labels).items() if name not in _NOT_SHIPPED}
    path.write_bytes(orjson.dumps(shipped))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m training.ship", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, help="folder of a training that has ended")
    parser.add_argument("--into", type=Path, default=INGEST / "nlp" / "model", help="folder of the model")
    parser.add_argument("--table", type=Path, default=TABLE, help="table to write")
    options = parser.parse_args(arguments)
    check_files(options.work / name for name in ("network.pt", "labels.json", "train.jsonl.gz", NAME))
    ship(options.work, options.into, options.table)
    sizes = ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in sorted(options.into.iterdir()))
    print(f"{options.into}: {sizes}")


if __name__ == "__main__":
    main()

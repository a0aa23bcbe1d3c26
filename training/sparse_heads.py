"""Writes the sparse heads as the table that extraction reads beside the word vectors.

python -m training.sparse_heads WORK
"""

from __future__ import annotations

import argparse
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ingest.extract import tables
from training.encoder import Encoder, scale
from training.labels import Labels, read_labels
from training.network import POINTERS, Network, Pointer


def write_heads(network: Network, labels: Labels, path: Path) -> None:
    """Write the matrices as float16, each (inputs, outputs), and the names of their columns."""
    arrays: dict[str, np.ndarray] = {}  # type: ignore[type-arg]
    for name in POINTERS:
        pointer = network.pointers[name]
        assert isinstance(pointer, Pointer)
        factor = scale(pointer.source.out_features)
        arrays |= _linear(f"{name}.source", pointer.source, factor)
        arrays |= _linear(f"{name}.target", pointer.target)
        arrays |= _linear(f"{name}.nothing", pointer.nothing)
    sparse = {"acts": network.acts, "modes": network.modes, "realis": network.realis}
    # Of the dense heads, extraction needs the chances of the types of events, not the best tags alone.
    for name, layer in {**sparse, "events": network.dense["events"]}.items():
        arrays |= _linear(name, layer)
        arrays[f"{name}.classes"] = np.array("\n".join(getattr(labels, name)))
    np.savez_compressed(path, **arrays)


def _linear(name: str, layer: nn.Linear, factor: float = 1.0) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    weight, bias = ((tensor.detach() * factor).half().cpu().numpy() for tensor in (layer.weight.T, layer.bias))
    return {f"{name}.weight": weight, f"{name}.bias": bias}


def main() -> None:
    """Read the command line and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.sparse_heads", description=__doc__)
    parser.add_argument("work", type=Path, help="folder with a trained network.pt")
    work: Path = parser.parse_args().work
    labels = read_labels(work / "labels.json")
    network = Network(labels, Encoder())
    network.load_state_dict(torch.load(work / "network.pt", map_location="cpu"))
    write_heads(network, labels, Path(str(resources.files(tables))) / "heads.npz")


if __name__ == "__main__":
    main()

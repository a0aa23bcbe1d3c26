"""Gives the network of the package back as a training's, to train on from it.

    python -m training.shipped WORK INTO [--model ingest/nlp/model]

Writes INTO/network.pt and INTO/training.json for the labels of WORK; ``training.train --earlier INTO`` begins there.
Weights are those that ship: rounded to 7 or 8 bits, or to 16 in the tables of sparse heads. What doesn't ship
begins anew (the head of frames), and the tree's root, of which only its products ship, is a vector with such products.
"""

from __future__ import annotations

import argparse
import math
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import GraphProto, NodeProto, numpy_helper
from torch import Tensor, nn

from ingest.nlp.model_files import read_heads
from training.encoder import ATTENTION_HEADS, WIDTH, Encoder, Layer, scale
from training.export import CHOICES, HEADS, MODEL, SCORES
from training.folders import check_files
from training.labels import Labels, read_labels
from training.network import POINTERS, Arcs, Network, Pointer
from training.onnx_graph import Floats
from training.run_record import NAME
from training.ship import INGEST, TABLE

_ROOT_STEPS = 300


def shipped_network(labels: Labels, model: Path, table: Path) -> Network:
    """Give the network whose files are in the folder ``model`` and in ``table``."""
    network = Network(labels, Encoder())
    graph = onnx.load(str(model / MODEL)).graph
    with torch.no_grad():
        _read_graph(network, _Constants(graph))
        _read_outer_heads(network, read_heads({HEADS: (model / HEADS).read_bytes()}))
        _read_sparse_heads(network, np.load(table))
    return network


class _Constants:
    """The constants of a graph, of its nodes in the order in which ``training.export`` made them."""

    def __init__(self, graph: GraphProto) -> None:
        self._values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self._makers = {name: node for node in graph.node for name in node.output}
        self.nodes = list(graph.node)
        self.linear = [self._linear(node) for node in graph.node if node.op_type == "DynamicQuantizeMatMul"]
        self.norms = [self.of(node) for node in graph.node if node.op_type == "LayerNormalization"]

    def of(self, node: NodeProto) -> list[Floats]:
        """Give the constants among the inputs of ``node``."""
        return [self._values[name] for name in node.input if name in self._values]

    def _linear(self, node: NodeProto) -> tuple[Floats, Floats]:
        whole, scales, bias = self.of(node)
        weights = whole.astype(np.float32) * scales
        before = self._makers.get(node.input[0])
        # A vector that the states are multiplied with evens them out; a number halves a word's two pieces.
        factors = self.of(before)[0] if before is not None and before.op_type == "Mul" else np.float32(1)
        return (weights * factors[:, None] if factors.size > 1 else weights), bias


def read_encoder(model: Path) -> Encoder:
    """Give the encoder whose file is ``model``."""
    encoder = Encoder()
    with torch.no_grad():
        constants = _Constants(onnx.load(str(model)).graph)
        _read_layers(encoder, constants, iter(constants.linear))
    return encoder


def _read_graph(network: Network, constants: _Constants) -> None:
    assert isinstance(network.encoder, Encoder)
    linear = iter(constants.linear)
    _read_layers(network.encoder, constants, linear)
    _read_dense_heads(network, *next(linear))
    _set_linear(network.arcs.map, *next(linear))
    joined = [constants.of(node) for node in constants.nodes if node.op_type == "Concat"]
    root, relation_root = (torch.from_numpy(found[0][0].copy()) for found in joined if found)
    _find_root(network.arcs, root, relation_root)


def _read_layers(encoder: Encoder, constants: _Constants, linear: Iterator[tuple[Floats, Floats]]) -> None:
    norms = iter(constants.norms)
    _set_norm(encoder.norm, next(norms))
    _read_embeddings(encoder, constants)
    for layer in encoder.layers:
        assert isinstance(layer, Layer)
        _set_attention(layer, *next(linear))
        _set_linear(layer.output, *next(linear))
        _set_norm(layer.attention_norm, next(norms))
        _set_linear(layer.inner, *next(linear))
        _set_linear(layer.outer, *next(linear))
        _set_norm(layer.norm, next(norms))


def _read_embeddings(encoder: Encoder, constants: _Constants) -> None:
    sliced = next(node for node in constants.nodes if node.op_type == "Slice")
    encoder.positions.weight.copy_(torch.from_numpy(constants.of(sliced)[0].copy()))
    gathered: dict[str, list[Floats]] = {}
    for node in constants.nodes:
        if node.op_type == "Gather" and node.input[1] in ("ids", "shape", "space"):
            gathered.setdefault(node.input[1], []).extend(constants.of(node))
    whole, scales = gathered["ids"]
    encoder.pieces.weight.copy_(torch.from_numpy(whole.astype(np.float32) * scales))
    for table, name in ((encoder.shapes, "shape"), (encoder.spaces, "space")):
        table.weight.copy_(torch.from_numpy(gathered[name][0].copy()))


def _read_dense_heads(network: Network, weights: Floats, bias: Floats) -> None:
    arcs = network.arcs
    layers = [network.dense[name] for name in (*CHOICES, *SCORES)]
    layers += [arcs.dependent, arcs.head, arcs.relation_dependent, arcs.relation_head]
    ends = np.cumsum([layer.out_features for layer in layers])[:-1]
    for layer, some, biases in zip(layers, np.split(weights, ends, axis=1), np.split(bias, ends), strict=True):
        _set_linear(layer, some, biases)


def _find_root(arcs: Arcs, head: Tensor, relation: Tensor) -> None:
    """Find a vector of the root that gives what ships of it."""
    parts = (arcs.head.weight, arcs.head.bias, arcs.relation_head.weight, arcs.relation_head.bias)
    head_weight, head_bias, relation_weight, relation_bias = (part.detach() for part in parts)
    root = torch.linalg.lstsq(relation_weight, (relation - relation_bias)[:, None]).solution[:, 0]
    root.requires_grad_()
    optimiser = torch.optim.LBFGS([root], max_iter=_ROOT_STEPS, line_search_fn="strong_wolfe")

    def far() -> Tensor:
        optimiser.zero_grad()
        loss = F.mse_loss(F.gelu(F.linear(root, head_weight, head_bias), approximate="tanh"), head)
        loss = loss + F.mse_loss(F.linear(root, relation_weight, relation_bias), relation)
        loss.backward()
        return loss

    with torch.enable_grad():
        optimiser.step(far)
    arcs.root.copy_(root.detach())


def _read_outer_heads(network: Network, arrays: Mapping[str, Floats]) -> None:
    sentences = network.sentences
    layers = {"relation": network.relations, "sentence_inner": sentences.inner, "sentence_outer": sentences.outer}
    for name, layer in layers.items():
        _set_linear(layer, arrays[name], arrays[f"{name}_bias"])


def _read_sparse_heads(network: Network, arrays: Mapping[str, Floats]) -> None:
    for name in POINTERS:
        pointer = network.pointers[name]
        assert isinstance(pointer, Pointer)
        for part in ("source", "target", "nothing"):
            factor = scale(pointer.source.out_features) if part == "source" else 1.0
            weights, bias = (arrays[f"{name}.{part}.{kind}"] / factor for kind in ("weight", "bias"))
            _set_linear(getattr(pointer, part), weights, bias)
    for name in ("acts", "modes", "realis"):
        _set_linear(getattr(network, name), arrays[f"{name}.weight"], arrays[f"{name}.bias"])


def _set_attention(layer: Layer, weights: Floats, bias: Floats) -> None:
    parts = zip((layer.query, layer.key, layer.value), np.split(weights, 3, axis=1), np.split(bias, 3), strict=True)
    for part, some, biases in parts:
        factor = math.sqrt(WIDTH // ATTENTION_HEADS) if part is layer.query else 1.0
        _set_linear(part, some * factor, biases * factor)


def _set_linear(layer: nn.Module, weights: Floats, bias: Floats) -> None:
    assert isinstance(layer, nn.Linear)
    layer.weight.copy_(torch.from_numpy(np.ascontiguousarray(weights.T, np.float32)))
    layer.bias.copy_(torch.from_numpy(np.array(bias, np.float32)))


def _set_norm(norm: nn.LayerNorm, constants: Sequence[Floats]) -> None:
    weights, bias = constants
    norm.weight.copy_(torch.from_numpy(weights.copy()))
    norm.bias.copy_(torch.from_numpy(bias.copy()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m training.shipped", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, help="folder that training.prepare wrote, for its labels")
    parser.add_argument("into", type=Path, help="folder to write to")
    parser.add_argument("--model", type=Path, default=INGEST / "nlp" / "model", help="folder of the model")
    parser.add_argument("--table", type=Path, default=TABLE, help="table of sparse heads")
    options = parser.parse_args(arguments)
    check_files([options.work / "labels.json", options.model / NAME, options.table])
    options.into.mkdir(parents=True, exist_ok=True)
    network = shipped_network(read_labels(options.work / "labels.json"), options.model, options.table)
    torch.save(network.state_dict(), options.into / "network.pt")
    shutil.copyfile(options.model / NAME, options.into / NAME)


if __name__ == "__main__":
    main()

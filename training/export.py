"""Writes a trained network as what the pipeline reads: model.onnx, and heads.npz for what is computed outside of it.

The graph reads one window in each run, without an axis for batches: on processors a window of some 80 pieces keeps the
products busy, nothing is padding, and no window's 8-bit scales depend on another. What fuses whole attentions
(com.microsoft Attention, QAttention) was measured to be slower there than products and a softmax.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from onnx import ModelProto, TensorProto
from torch import Tensor, nn

from ingest.nlp.model_files import SCALES
from training.encoder import ATTENTION_HEADS, WIDTH, Encoder, Layer
from training.network import Arcs, Network
from training.onnx_graph import Floats, OnnxGraph
from training.smoothing import Ranges, find_ranges, smoothing

MODEL, FULL_MODEL, HEADS = "model.onnx", "model-fp32.onnx", "heads.npz"
_INPUTS = {"ids": ["pieces"], "shape": ["pieces"], "space": ["pieces"], "first": ["words"], "last": ["words"]}
CHOICES = ("tags", "kinds", "scripts")
SCORES = ("starts", "names", "parts", "events")
# Sums in another order differ by less than this.
_TOLERANCE = 2e-3
# Matrices outside of the graph with so many numbers are kept as 8-bit integers up to the other one.
_LARGE, _MOST = 100_000, 127
# On average, only what is broken is farther from full precision. How well 8 bits read is for evaluation to say.
_LEAST_COSINE = 0.95


def export_network(network: Network, folder: Path, samples: Sequence[Mapping[str, Tensor]]) -> None:
    """Write ``network`` into ``folder``: model.onnx in 8-bit integers, model-fp32.onnx beside it, and heads.npz.

    ``samples`` are the network's inputs for some texts (a hundred windows do), from which the ranges of its states are
    known. The graphs are run against the network on made-up windows first; AssertionError says that one reads
    otherwise.
    """
    network = network.eval().float().cpu()
    full, small = build_model(network), build_model(network, find_ranges(network, samples))
    check_model(network, full.SerializeToString(), is_int8=False)
    check_model(network, small.SerializeToString(), is_int8=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FULL_MODEL).write_bytes(full.SerializeToString())
    (folder / MODEL).write_bytes(small.SerializeToString())
    write_outer_heads(outer_heads(network), folder / HEADS)


def build_model(network: Network, ranges: Ranges | None = None) -> ModelProto:
    """Give the graph of the encoder and the dense heads; with ``ranges`` of its states, in 8-bit integers."""
    graph = OnnxGraph(is_int8=ranges is not None)
    states = _encoder(graph, network.encoder, ranges or {})
    ends = [graph.node("Gather", states, name, axis=0) for name in ("first", "last")]
    words = graph.node("Mul", graph.node("Add", *ends), graph.constant(np.float32(0.5)))
    graph.output("vectors", words, ["words", WIDTH])
    _heads(graph, network, words)
    return graph.model(_INPUTS)


def outer_heads(network: Network) -> dict[str, Floats]:
    """Give the matrices (in, out) that need more than one word's vector; each with "_bias"."""
    matrices: dict[str, Floats] = {}
    sentences = network.sentences
    layers = {"relation": network.relations, "sentence_inner": sentences.inner, "sentence_outer": sentences.outer}
    for name, layer in layers.items():
        matrices[name], matrices[f"{name}_bias"] = weights_of(layer)
    return matrices


def write_outer_heads(matrices: Mapping[str, Floats], path: Path) -> None:
    """Write ``matrices`` as `ingest.nlp.model_files.read_heads` reads them: large ones in 8 bits, scaled by column."""
    stored: dict[str, Any] = {}
    for name, matrix in matrices.items():
        if matrix.size < _LARGE:
            stored[name] = matrix.astype(np.float16)
            continue
        scales = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / _MOST
        stored |= {name: np.rint(matrix / scales).astype(np.int8), f"{name}{SCALES}": scales.astype(np.float32)}
    np.savez_compressed(path, **stored)


def check_model(network: Network, model: bytes, *, is_int8: bool) -> None:
    """Run ``model`` beside ``network`` on windows of several lengths; AssertionError where they differ."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    for length in (3, 40, 120):
        inputs = _made_up_window(length)
        found = dict(zip(names, session.run(None, inputs), strict=True))
        for name, expected in _expected(network, inputs).items():
            difference = float(np.abs(found[name] - expected).max())
            assert is_int8 or difference < _TOLERANCE * max(1.0, float(np.abs(expected).max())), (name, difference)
        expected = _expected(network, inputs)["vectors"]
        cosine = float((_unit(found["vectors"]) * _unit(expected)).sum(axis=1).mean())
        assert cosine > _LEAST_COSINE, f"the word vectors' cosine to the network's is {cosine:.3f}"


def _encoder(graph: OnnxGraph, encoder: Encoder, ranges: Ranges) -> str:
    pieces, positions, shapes, spaces = (
        array_of(table.weight) for table in (encoder.pieces, encoder.positions, encoder.shapes, encoder.spaces)
    )
    zero = graph.constant(np.array([0], np.int64))
    count = graph.node("Shape", "ids")
    states = graph.node("Slice", graph.constant(positions), zero, count, zero)
    for addend in (
        graph.embedding(pieces, "ids"),
        graph.node("Gather", graph.constant(shapes), "shape"),
        graph.node("Gather", graph.constant(spaces), "space"),
    ):
        states = graph.node("Add", states, addend)
    states = add_norm(graph, states, encoder.norm)
    for layer in encoder.layers:
        assert isinstance(layer, Layer)
        states = add_layer(graph, states, layer, ranges)
    return states


def add_layer(graph: OnnxGraph, states: str, layer: Layer, ranges: Ranges) -> str:
    """Add a layer that reads ``states``; give the name of its states."""
    mixed = graph.linear(_attention(graph, states, layer, ranges), *weights_of(layer.output))
    states = add_norm(graph, graph.node("Add", states, mixed), layer.attention_norm)
    inner = graph.gelu(_smooth_linear(graph, states, *weights_of(layer.inner), ranges.get(layer.inner)))
    outer = _smooth_linear(graph, inner, *weights_of(layer.outer), ranges.get(layer.outer))
    return add_norm(graph, graph.node("Add", states, outer), layer.norm)


def _attention(graph: OnnxGraph, states: str, layer: Layer, ranges: Ranges) -> str:
    """Let the pieces look at each other. One product gives queries, keys and values; the scale is in the queries."""
    depth = WIDTH // ATTENTION_HEADS
    scale = np.float32(1 / math.sqrt(depth))
    (query, query_bias), key, value = (weights_of(part) for part in (layer.query, layer.key, layer.value))
    weights, biases = zip((query * scale, query_bias * scale), key, value, strict=True)
    all_weights, all_biases = np.concatenate(weights, axis=1), np.concatenate(biases)
    together = _smooth_linear(graph, states, all_weights, all_biases, ranges.get(layer.query))
    shape = graph.constant(np.array([-1, 3, ATTENTION_HEADS, depth], np.int64))
    by_head = graph.node("Transpose", graph.node("Reshape", together, shape), perm=[1, 2, 0, 3])
    queries, keys, values = graph.nodes_of("Split", by_head, count=3, axis=0, num_outputs=3)
    scores = graph.node("MatMul", queries, graph.node("Transpose", keys, perm=[0, 1, 3, 2]))
    mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), values)
    flat = graph.constant(np.array([-1, WIDTH], np.int64))
    return graph.node("Reshape", graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), flat)


def _heads(graph: OnnxGraph, network: Network, words: str) -> None:
    """Add the dense heads, all in one product that is split afterwards."""
    arcs = network.arcs
    layers = {name: network.dense[name] for name in (*CHOICES, *SCORES)}
    layers |= {name: getattr(arcs, name) for name in ("dependent", "head", "relation_dependent", "relation_head")}
    weights, biases = zip(*map(weights_of, layers.values()), strict=True)
    together = graph.linear(words, np.concatenate(weights, axis=1), np.concatenate(biases))
    sizes = graph.constant(np.array([len(bias) for bias in biases], np.int64))
    parts = dict(zip(layers, graph.nodes_of("Split", together, sizes, count=len(layers), axis=1), strict=True))
    best = [graph.node("ArgMax", parts[name], axis=1, keepdims=1) for name in CHOICES]
    choices = graph.node("Cast", graph.node("Concat", *best, axis=1), to=TensorProto.INT32)
    graph.output("choices", choices, ["words", len(CHOICES)], TensorProto.INT32)
    for name in SCORES:
        graph.output(name, parts[name], ["words", len(weights_of(layers[name])[1])])
    _arcs(graph, arcs, parts)


def _arcs(graph: OnnxGraph, arcs: Arcs, parts: Mapping[str, str]) -> None:
    """Add the scores of heads and the vectors of relations; the root's part in them is the same in every window."""
    with torch.no_grad():
        root = array_of(F.gelu(arcs.head(arcs.root), approximate="tanh"))[None]
        relation_root = array_of(arcs.relation_head(arcs.root))[None]
    heads = graph.node("Concat", graph.constant(root), graph.gelu(parts["head"]), axis=0)
    dependents = graph.linear(graph.gelu(parts["dependent"]), *weights_of(arcs.map))
    scores = graph.node("MatMul", dependents, graph.node("Transpose", heads, perm=[1, 0]))
    governors = graph.node("Concat", graph.constant(relation_root), parts["relation_head"], axis=0)
    graph.output("arcs", scores, ["words", "heads"])
    graph.output("dependents", parts["relation_dependent"], ["words", relation_root.shape[1]])
    graph.output("governors", governors, ["heads", relation_root.shape[1]])


def _smooth_linear(graph: OnnxGraph, states: str, weights: Floats, bias: Floats, ranges: Floats | None) -> str:
    if ranges is None:
        return graph.linear(states, weights, bias)
    factors = smoothing(ranges, weights)
    states = graph.node("Mul", states, graph.constant(1 / factors))
    return graph.linear(states, weights * factors[:, None], bias)


def add_norm(graph: OnnxGraph, states: str, norm: nn.LayerNorm) -> str:
    """Add a normalisation."""
    return graph.norm(states, array_of(norm.weight), array_of(norm.bias), epsilon=norm.eps)


def weights_of(layer: nn.Module) -> tuple[Floats, Floats]:
    """Give a linear layer's matrix (in, out) and its bias."""
    assert isinstance(layer, nn.Linear)
    return np.ascontiguousarray(array_of(layer.weight).T), array_of(layer.bias)


def array_of(values: Tensor) -> Floats:
    """Give the numbers of a tensor."""
    array: Floats = values.detach().float().cpu().numpy()
    return array


def _made_up_window(length: int) -> dict[str, Any]:
    random = np.random.default_rng(length)
    places = np.arange(1, length - 1)
    inputs = {
        "ids": random.integers(1000, 20_000, length),
        "shape": random.integers(1, 10, length),
        "space": random.integers(0, 4, length),
        "first": places,
        "last": np.minimum(places + 1, length - 2),
    }
    return {name: values.astype(np.int32) for name, values in inputs.items()}


@torch.no_grad()
def _expected(network: Network, inputs: Mapping[str, Any]) -> dict[str, Floats]:
    batch = {name: torch.from_numpy(values).long()[None] for name, values in inputs.items()}
    words = network.words(batch | {"mask": torch.ones(batch["ids"].shape)})
    arcs, dependents, governors = network.arcs(words)
    found = {"vectors": words, "arcs": arcs, "dependents": dependents, "governors": governors}
    found |= {name: network.dense[name](words) for name in SCORES}
    return {name: array_of(values[0]) for name, values in found.items()}


def _unit(vectors: Floats) -> Floats:
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths

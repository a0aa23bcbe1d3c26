"""The graph of the statement reader, as ``ingest.extract.statements.reader`` runs it: one statement a run."""

from __future__ import annotations

import numpy as np
from onnx import ModelProto, helper
from torch import nn

from ingest.extract.statements.reader import KINDS, PARTS
from training.encoder import WIDTH, Layer
from training.export import add_layer, add_norm, array_of, weights_of
from training.onnx_graph import OnnxGraph
from training.statement_examples import LINKS
from training.statement_heads import CLASSES, StatementHeads


def reader_model(
    marks: nn.Embedding, places: nn.Embedding, norm: nn.LayerNorm, layers: nn.ModuleList, heads: StatementHeads
) -> ModelProto:
    """Give the graph of a reader's parts, its products in 8-bit integers.

    Inputs: ``vectors`` (words, 384), ``roles`` (words), ``shares`` (4, words). Outputs: log probabilities ``acts`` and
    ``links`` (words, kinds × links).
    """
    graph = OnnxGraph(is_int8=True)
    zero = graph.constant(np.array([0], np.int64))
    place = graph.node("Slice", graph.constant(array_of(places.weight)), zero, graph.node("Shape", "roles"), zero)
    # Row 0 of the marks is padding, of which a run has none.
    mark = graph.node("Gather", graph.constant(array_of(marks.weight)[1:]), "roles")
    states = add_norm(graph, graph.node("Add", graph.node("Add", "vectors", mark), place), norm)
    for layer in layers:
        assert isinstance(layer, Layer)
        states = add_layer(graph, states, layer, {})
    parts = graph.node("MatMul", "shares", states)
    acts = graph.linear(_reshaped(graph, parts, 1, PARTS * WIDTH), *weights_of(heads.acts))
    graph.output("acts", _reshaped(graph, graph.node("LogSoftmax", acts, axis=-1), -1), ["acts"])
    weights, bias = weights_of(heads.links)
    cue = graph.node("Gather", parts, graph.constant(np.array([1], np.int64)), axis=0)
    links = graph.node(
        "Add",
        graph.linear(states, weights[:WIDTH], bias),
        graph.linear(cue, weights[WIDTH:], np.zeros_like(bias)),
    )
    odds = graph.node("LogSoftmax", _reshaped(graph, links, -1, len(KINDS), len(LINKS)), axis=-1)
    graph.output("links", odds, ["words", len(KINDS), len(LINKS)])
    model = graph.model({"roles": ["words"]}, {"vectors": ["words", WIDTH], "shares": [PARTS, "words"]})
    helper.set_model_props(model, {"acts": "\n".join(CLASSES), "links": "\n".join(LINKS)})
    return model


def _reshaped(graph: OnnxGraph, states: str, *shape: int) -> str:
    return graph.node("Reshape", states, graph.constant(np.array(shape, np.int64)))

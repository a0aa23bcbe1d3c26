"""An ONNX graph that is built node by node, in 32-bit floats or with products in 8-bit integers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

Floats = npt.NDArray[np.float32]

# ORT's own operators: DynamicQuantizeMatMul and FastGelu.
_CONTRIBUTED = "com.microsoft"
_OPERATORS, _FORMAT = 18, 10
# Weights of seven bits: without VNNI, processors add two products of 255 by a weight in 16 bits; 64 never overflows.
_WEIGHT_LIMIT = 64
_ROW_LIMIT = 127


@dataclass(slots=True)
class OnnxGraph:
    """Values are known by names, as ONNX does. ``is_int8``: products and embeddings in 8-bit integers."""

    is_int8: bool
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)
    outputs: list[ValueInfoProto] = field(default_factory=list)

    def constant(self, values: npt.ArrayLike) -> str:
        """Give the name of a tensor that holds ``values``."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output; give the output's name."""
        return self.nodes_of(operator, *inputs, count=1, domain=domain, **attributes)[0]

    def nodes_of(self, operator: str, *inputs: str, count: int, domain: str = "", **attributes: Any) -> list[str]:
        """Add a node with ``count`` outputs; give their names."""
        names = [f"{operator}_{len(self.nodes)}_{number}" for number in range(count)]
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names

    def linear(self, states: str, weights: Floats, bias: Floats) -> str:
        """Multiply rows of ``states`` with ``weights`` (in, out) and add ``bias``.

        In integers, the states are scaled by their smallest and greatest value in this run, the weights by column.
        """
        if not self.is_int8:
            return self.node("Add", self.node("MatMul", states, self.constant(weights)), self.constant(bias))
        scales = np.maximum(np.abs(weights).max(axis=0), 1e-8) / _WEIGHT_LIMIT
        whole = np.rint(weights / scales).astype(np.int8)
        inputs = states, self.constant(whole), self.constant(scales.astype(np.float32)), "", self.constant(bias)
        return self.node("DynamicQuantizeMatMul", *inputs, domain=_CONTRIBUTED)

    def embedding(self, table: Floats, numbers: str) -> str:
        """Look up rows of ``table``; in integers, each row has its own scale."""
        if not self.is_int8:
            return self.node("Gather", self.constant(table), numbers)
        scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / _ROW_LIMIT
        whole = self.node("Gather", self.constant(np.rint(table / scales).astype(np.int8)), numbers)
        scale = self.node("Gather", self.constant(scales.astype(np.float32)), numbers)
        return self.node("Mul", self.node("Cast", whole, to=TensorProto.FLOAT), scale)

    def norm(self, states: str, weights: Floats, bias: Floats, *, epsilon: float) -> str:
        """Normalise each row. Not SkipLayerNormalization, whose code for processors is several times slower."""
        return self.node("LayerNormalization", states, self.constant(weights), self.constant(bias), epsilon=epsilon)

    def gelu(self, states: str) -> str:
        """Apply the tanh form of GELU."""
        return self.node("FastGelu", states, domain=_CONTRIBUTED)

    def output(self, name: str, value: str, shape: Sequence[str | int], kind: int = TensorProto.FLOAT) -> None:
        """Make ``value`` an output."""
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def model(
        self, inputs: Mapping[str, Sequence[str]], floats: Mapping[str, Sequence[str | int]] | None = None
    ) -> ModelProto:
        """Give the model; ``inputs`` are names of 32-bit integers and their axes, ``floats`` of 32-bit floats."""
        values = [helper.make_tensor_value_info(name, TensorProto.INT32, axes) for name, axes in inputs.items()]
        values += [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, axes) for name, axes in (floats or {}).items()
        ]
        graph = helper.make_graph(self.nodes, "newsgraph", values, self.outputs, self.constants)
        operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_CONTRIBUTED, 1)]
        return helper.make_model(graph, opset_imports=operators, ir_version=_FORMAT)

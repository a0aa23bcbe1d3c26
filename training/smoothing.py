"""Evens out a layer's inputs before they are rounded to 8-bit integers.

A few columns of the states have values twenty times those of the rest, and one scale for all would round the rest away.
They are divided by what their rows of the weights are multiplied with: G. Xiao et al., "SmoothQuant: Accurate and
Efficient Post-Training Quantization for Large Language Models", ICML 2023.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training.encoder import Layer
from training.network import Network
from training.onnx_graph import Floats

# Layer → the greatest magnitude in each column of its inputs.
Ranges = Mapping[nn.Module, Floats]

# How much of a column's range moves into the weights. Measured by how many words get another head than in full
# precision: least at .75, half more at .5 and at 1.
_SHARE = 0.75
_LEAST = 1e-3


def find_ranges(network: Network, samples: Iterable[Mapping[str, Tensor]]) -> Ranges:
    """Give the ranges of the inputs of each layer's queries, inner and outer products over ``samples`` of text."""
    ranges: dict[nn.Module, Tensor] = {}
    layers = [layer for layer in network.encoder.layers if isinstance(layer, Layer)]
    watched = [part for layer in layers for part in (layer.query, layer.inner, layer.outer)]
    hooks = [part.register_forward_hook(_watch(ranges)) for part in watched]
    with torch.no_grad():
        for inputs in samples:
            network.words(dict(inputs))
    for hook in hooks:
        hook.remove()
    return {part: greatest.cpu().numpy() for part, greatest in ranges.items()}


def smoothing(ranges: Floats, weights: Floats) -> Floats:
    """Give what to divide each column of the inputs by, and to multiply each row of ``weights`` (in, out) with."""
    states, rows = (np.maximum(values, _LEAST) for values in (ranges, np.abs(weights).max(axis=1)))
    factors: Floats = (states**_SHARE / rows ** (1 - _SHARE)).astype(np.float32)
    return factors


def _watch(ranges: dict[nn.Module, Tensor]) -> Callable[[nn.Module, Any, Any], None]:
    def watch(part: nn.Module, inputs: tuple[Tensor, ...], _: Tensor) -> None:
        greatest = inputs[0].abs().flatten(0, -2).amax(dim=0).float()
        ranges[part] = torch.maximum(ranges.get(part, greatest), greatest)

    return watch

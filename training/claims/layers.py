"""Layers alone: what a reader of claims does with states of words, read from its 8-bit graph and written as one.

The states are those that ship (`words.onnx`), which other weights share. So a reader with fewer layers can begin from one with more, and be taught
by it, though nothing but its graph is at hand.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import onnx
import torch
from branch import WIDTH
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from small import STATE, Form, quantised

from model import Layer, Size

#: The parts of a layer that multiply, and those that norm.
_LINEAR: Final = ("joint", "out", "up", "down")
_NORMS: Final = ("first", "second")
#: Heads of attention, which a graph tells only in passing.
_HEADS: Final = 12
FORM: Final = Form(("claims",), ("/answers/",))


class Layers(nn.Module):
    """From states of words to the questions' numbers for each piece."""

    def __init__(self, size: Size, dropout: float) -> None:
        """Take the sizes; weights are drawn at random."""
        super().__init__()
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.answers = nn.Linear(size.width, WIDTH)
        self.dropout = dropout

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """From states of words (windows, length, width) and a mask to (windows, length, WIDTH)."""
        return self.numbers(self.last(state, mask))

    def numbers(self, last: Tensor) -> Tensor:
        """The questions' numbers from the last states."""
        return self.answers(functional.dropout(last, self.dropout, self.training))

    def last(self, state: Tensor, mask: Tensor) -> Tensor:
        """The states behind the last layer."""
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            state = layer(state, bias)
        return state


def read(graph: Path, count: int | None = None, dropout: float = 0.0) -> Layers:
    """The first `count` layers of an 8-bit graph, or all, and its questions' numbers."""
    nodes = onnx.load(graph).graph
    known = {one.name: numpy_helper.to_array(one) for one in nodes.initializer}
    products = {_path(node.name): node for node in nodes.node if node.op_type == "MatMulInteger"}
    names = list(dict.fromkeys(path.rpartition(".")[0] for path in products))[:count]
    found = {f"layers.{at}.{part}.weight": _rows(known, products[f"{name}.{part}"].input[1])
             for at, name in enumerate(names) for part in _LINEAR}  # fmt: skip
    for at, name in enumerate(names):
        found |= {f"layers.{at}.{part}.bias": known[f"{name}.{part}.bias"] for part in (*_LINEAR, *_NORMS)}
        found |= {f"layers.{at}.{part}.weight": known[f"{name}.{part}.weight"] for part in _NORMS}
    last = next(node for node in nodes.node if node.name == "/answers/MatMul")
    found |= {"answers.weight": known[last.input[1]].T, "answers.bias": known["answers.bias"]}
    norm = next(node for node in nodes.node if node.op_type == "LayerNormalization")
    epsilon = next(one.f for one in norm.attribute if one.name == "epsilon")
    inner, width = found["layers.0.up.weight"].shape
    layers = Layers(Size(0, width, len(names), _HEADS, inner, 0, epsilon), dropout)
    layers.load_state_dict({name: torch.tensor(np.ascontiguousarray(value)) for name, value in found.items()})
    return layers


def _path(node: str) -> str:
    """A part's name in torch, from that of its product in the graph."""
    return node.removesuffix("/MatMul_quant").strip("/").replace("/", ".")


def _rows(known: Mapping[str, Any], name: str) -> Any:
    """A matrix of 8 bits as floats, its outputs in rows."""
    stem = name.removesuffix("_quantized")
    whole = known[name].astype(np.float32) - known[f"{stem}_zero_point"].astype(np.float32)
    return (whole * known[f"{stem}_scale"]).T


def write(layers: Layers, goal: Path) -> None:
    """Write layers as a graph with 8-bit weights, the questions' numbers as they are."""
    example = torch.zeros(2, 20, layers.answers.in_features), torch.ones(2, 20, dtype=torch.int64)
    with TemporaryDirectory() as scratch:
        quantised(layers.eval(), dict(zip((STATE, "mask"), example, strict=True)), FORM, Path(scratch), goal)

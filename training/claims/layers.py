"""Layers alone: what a reader of claims does with states of words, read from its 8-bit graph and written as one.

The states are those that ship (`words.onnx`), which other weights share. So a reader with fewer layers can begin from one with more, and be taught
by it, though nothing but its graph is at hand.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import torch
from branch import WIDTH
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
from shipped import layers_of
from small import STATE, Form, quantised

from model import Layer, Size

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
    size, found, known, nodes = layers_of(graph, count)
    last = next(node for node in nodes if node.name == "/answers/MatMul")
    found |= {"answers.weight": known[last.input[1]].T, "answers.bias": known["answers.bias"]}
    layers = Layers(size, dropout)
    layers.load_state_dict({name: torch.tensor(np.ascontiguousarray(value)) for name, value in found.items()})
    return layers


def write(layers: Layers, goal: Path) -> None:
    """Write layers as a graph with 8-bit weights, the questions' numbers as they are."""
    example = torch.zeros(2, 20, layers.answers.in_features), torch.ones(2, 20, dtype=torch.int64)
    with TemporaryDirectory() as scratch:
        quantised(layers.eval(), dict(zip((STATE, "mask"), example, strict=True)), FORM, Path(scratch), goal)

"""Layers as weights that ship have them: read back from their 8-bit graph, so that a network can go on from them though nothing else is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from model import LINK, Layer, Size
from sayso.language.spans import BETWEEN, STEPS, TAGS

#: The parts of a layer that multiply, and those that norm.
_LINEAR: Final = ("joint", "out", "up", "down")
_NORMS: Final = ("first", "second")
#: Heads of attention, which a graph tells only in passing.
_HEADS: Final = 12


class Upper(nn.Module):
    """What a tagger does with states of words: its layers and its heads, as in `model.Tagger`."""

    def __init__(self, size: Size, dropout: float) -> None:
        """Take the sizes; weights are drawn at random."""
        super().__init__()
        self.dropout = dropout
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.tags = nn.Linear(size.width, len(TAGS))
        self.links = nn.Linear(size.width, 2 * (3 * LINK + 1))
        self.distance = nn.Parameter(torch.zeros(2, 2 * STEPS))
        self.between = nn.Parameter(torch.zeros(2, BETWEEN))

    def forward(self, state: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """From states of words (windows, length, width) and a mask to logits of tags and link vectors."""
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            state = layer(state, bias)
        state = functional.dropout(state, self.dropout, self.training)
        return self.tags(state), self.links(state)


def tagger_of(graph: Path, links: Mapping[str, Any], count: int | None = None, dropout: float = 0.1) -> Upper:
    """The tagger of a graph, with its first `count` layers or all, and of the facts on its links."""
    size, found, known, nodes = layers_of(graph, count)
    for head in ("tags", "links"):
        product = next(node for node in nodes if node.name == f"/{head}/MatMul")
        found |= {f"{head}.weight": known[product.input[1]].T, f"{head}.bias": known[f"{head}.bias"]}
    found |= {name: np.array(links[name], np.float32) for name in ("distance", "between")}
    upper = Upper(size, dropout)
    upper.load_state_dict({name: torch.tensor(np.ascontiguousarray(value)) for name, value in found.items()})
    return upper


def layers_of(graph: Path, count: int | None = None) -> tuple[Size, dict[str, Any], dict[str, Any], list[Any]]:
    """The first `count` layers of an 8-bit graph, or all: sizes, weights by their names in torch, the graph's own arrays by theirs, its nodes."""
    whole = onnx.load(graph).graph
    known = {one.name: numpy_helper.to_array(one) for one in whole.initializer}
    multiplied = {_path(node.name): node for node in whole.node if node.op_type == "MatMulInteger"}
    products = {path: node for path, node in multiplied.items() if path.rpartition(".")[2] in _LINEAR}
    names = list(dict.fromkeys(path.rpartition(".")[0] for path in products))[:count]
    found = {f"layers.{at}.{part}.weight": _rows(known, products[f"{name}.{part}"].input[1])
             for at, name in enumerate(names) for part in _LINEAR}  # fmt: skip
    for at, name in enumerate(names):
        found |= {f"layers.{at}.{part}.bias": _ending(known, f"{name}.{part}.bias") for part in (*_LINEAR, *_NORMS)}
        found |= {f"layers.{at}.{part}.weight": _ending(known, f"{name}.{part}.weight") for part in _NORMS}
    norm = next(node for node in whole.node if node.op_type == "LayerNormalization")
    epsilon = next(one.f for one in norm.attribute if one.name == "epsilon")
    inner, width = found["layers.0.up.weight"].shape
    return Size(0, width, len(names), _HEADS, inner, 0, epsilon), found, known, list(whole.node)


def _ending(known: Mapping[str, Any], name: str) -> Any:
    """The array of a part, which may be held by a network around it."""
    return next(value for key, value in known.items() if key == name or key.endswith(f".{name}"))


def _path(node: str) -> str:
    """A part's name in torch, from that of its product in the graph."""
    return node.removesuffix("/MatMul_quant").strip("/").replace("/", ".")


def _rows(known: Mapping[str, Any], name: str) -> Any:
    """A matrix of 8 bits as floats, its outputs in rows."""
    stem = name.removesuffix("_quantized")
    whole = known[name].astype(np.float32) - known[f"{stem}_zero_point"].astype(np.float32)
    return (whole * known[f"{stem}_scale"]).T


def session(graph: Path) -> Any:
    """A graph, loaded to be run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # as the reader runs its weights: exact on every processor
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(graph.read_bytes(), options, providers=["CPUExecutionProvider"])

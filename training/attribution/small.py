"""Networks as ONNX with 8-bit weights, a scale for each column, and the facts that the reader must know."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnx
import torch
from onnx.utils import extract_model
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

#: What an encoder takes: rows of numbers of windows of any number and length.
NAMES = ("pieces", "shapes", "quoted", "mask")
STATE = "state"


@dataclass(frozen=True, slots=True)
class Form:
    """What a network's graph tells, and how the nodes are called that keep their floats."""

    told: tuple[str, ...]
    kept: tuple[str, ...]


def written(network: nn.Module, form: Form, folder: Path) -> tuple[Path, Path]:
    """Write a network with 8-bit weights, its heads as they are, as two graphs: from pieces to states of words, and from there on."""
    words, layers = folder / "words.onnx", folder / "layers.onnx"
    example = torch.ones(2, 20, dtype=torch.int64)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        quantised(network, dict.fromkeys(NAMES, example), form, Path(scratch), whole)
        _cut(whole, form, words, layers)
    return words, layers


def quantised(network: nn.Module, given: Mapping[str, Tensor], form: Form, scratch: Path, goal: Path) -> None:
    """Write a network, which takes tensors like those given, as one graph with 8-bit weights."""
    axes = {name: {0: "windows", 1: "length"} for name in (*given, *form.told)}
    plain, ready = (scratch / name for name in ("plain.onnx", "ready.onnx"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network, tuple(given.values()), str(plain), input_names=list(given), output_names=list(form.told),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        keep = [node.name for node in onnx.load(ready).graph.node if node.name.startswith(form.kept)]
        quantize_dynamic(
            str(ready), str(goal), op_types_to_quantize=["MatMul", "Gather"], per_channel=True, reduce_range=False,
            weight_type=QuantType.QInt8, nodes_to_exclude=keep,
        )  # fmt: skip


def _cut(whole: Path, form: Form, words: Path, layers: Path) -> None:
    """Cut a graph behind the first norm, which gives the states of words."""
    model = onnx.load(whole)
    norm = next(node for node in model.graph.node if node.op_type == "LayerNormalization")
    old = norm.output[0]
    for node in model.graph.node:
        node.input[:] = [STATE if name == old else name for name in node.input]
        node.output[:] = [STATE if name == old else name for name in node.output]
    for value in model.graph.value_info:
        value.name = STATE if value.name == old else value.name
    onnx.save(model, whole)
    extract_model(str(whole), str(words), list(NAMES[:-1]), [STATE])
    extract_model(str(whole), str(layers), [STATE, NAMES[-1]], list(form.told))


def tell(folder: Path, files: Sequence[Path], facts: Mapping[str, Any]) -> None:
    """Write facts.json: the files' hashes, and what else is to be known."""
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (folder / "facts.json").write_text(json.dumps({"sha256": hashes, **facts}, indent=1) + "\n")

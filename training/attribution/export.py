"""Write a trained tagger as ONNX with 8-bit weights, its tokenizer, and what the reader must know of it.

python training/attribution/export.py --start FOLDER --run RUN --out src/sayso/language/models/said-en
"""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from start import begun, marks_of, tokenizer

from model import LINK, Tagger

NAMES = ("pieces", "shapes", "quoted", "mask")


def plain(tagger: Tagger, path: Path) -> None:
    """The tagger as ONNX in floats; windows of any number and length."""
    example = torch.ones(2, 20, dtype=torch.int64)
    axes = {name: {0: "windows", 1: "length"} for name in (*NAMES, "tags", "links")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            tagger, (example, example, example, example), str(path), input_names=list(NAMES),
            output_names=["tags", "links"], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def small(source: Path, goal: Path) -> None:
    """The same with weights of 8 bits, a scale for each column; the heads stay as they are."""
    with TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        keep = [node.name for node in onnx.load(ready).graph.node if node.name.startswith(("/tags/", "/links/"))]
        quantize_dynamic(
            str(ready), str(goal), op_types_to_quantize=["MatMul", "Gather"], per_channel=True, reduce_range=False,
            weight_type=QuantType.QInt8, nodes_to_exclude=keep,
        )  # fmt: skip


def main() -> None:
    """Write the files as the command line says."""
    options = argparse.ArgumentParser()
    options.add_argument("--start", type=Path, required=True)
    options.add_argument("--run", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    tagger = begun(given.start)
    tagger.load_state_dict(torch.load(given.run / "best.pt"))
    tagger.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    goal, vocabulary = given.out / "weights.onnx", given.out / "tokenizer.json"
    with TemporaryDirectory() as folder:
        plain(tagger, Path(folder) / "plain.onnx")
        small(Path(folder) / "plain.onnx", goal)
    vocabulary.write_bytes((given.start / "tokenizer.json").read_bytes())
    links = {"length": LINK, "distance": tagger.distance.tolist(), "between": tagger.between.tolist()}
    hashes = {path.name: _hash(path) for path in (goal, vocabulary)}
    facts = {"sha256": hashes, "marks": list(marks_of(tokenizer(given.start))), "links": links}
    (given.out / "facts.json").write_text(json.dumps(facts, indent=1) + "\n")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()

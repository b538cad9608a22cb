"""Two small graphs: the product by which a processor's quick 8-bit kernels are tried, and the one by which vectors are held against a query's.

python training/encoder/probe.py src/sayso/language/models

`overflow.onnx` has rows of 64 numbers by 64 x 32 times 127: where sums of two products are held in 16 bits, as on processors without VNNI, 255 * 127 * 2 does
not fit. `products.onnx` has rows of 8 bits without a sign, of which 128 is nothing, by a column with one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import numpy as np
from onnx import GraphProto, ModelProto, TensorProto, helper, numpy_helper

_DEEP: Final = 64
_WIDE: Final = 32
_GREATEST: Final = 127
_MIDDLE: Final = 128


def probe() -> ModelProto:
    """One product of 8-bit numbers, as the encoders have them: those of activations without a sign, weights with one, a constant."""
    weights = numpy_helper.from_array(np.full((_DEEP, _WIDE), _GREATEST, np.int8), "weights")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["rows", "weights"], ["sums"])],
        "overflow",
        [helper.make_tensor_value_info("rows", TensorProto.UINT8, ["count", _DEEP])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, ["count", _WIDE])],
        [weights],
    )
    return _model(graph)


def products() -> ModelProto:
    """The product of many rows with one column."""
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["rows", "column", "nothing"], ["products"])],
        "products",
        [
            helper.make_tensor_value_info("rows", TensorProto.UINT8, ["count", "deep"]),
            helper.make_tensor_value_info("column", TensorProto.INT8, ["deep", 1]),
        ],
        [helper.make_tensor_value_info("products", TensorProto.INT32, ["count", 1])],
        [numpy_helper.from_array(np.array(_MIDDLE, np.uint8), "nothing")],
    )
    return _model(graph)


def _model(graph: GraphProto) -> ModelProto:
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    for made in (probe(), products()):
        (Path(sys.argv[1]) / f"{made.graph.name}.onnx").write_bytes(made.SerializeToString())

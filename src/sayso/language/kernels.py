"""How encoders are run: on one thread, by kernels whose sums are exact on this processor.

Weights and activations of 8 bits are multiplied by quick kernels (AMX, VNNI), two to five times as fast as others. On processors without them (AVX2
alone) ONNX Runtime's quick kernel holds sums of two products in 16 bits, which overflow: a claim here and there is sorted otherwise. So a product with
the greatest numbers is tried first, and where it comes out wrong, the slow kernels are asked for (`session.x64quantprecision`). All sums are
of whole numbers, so either way every bit of what is told is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sayso.cores import cores

#: Two small graphs (`training/encoder/probe.py`), and their hashes.
_PROBE: Final = "overflow.onnx"
_PRODUCTS: Final = "products.onnx"
_HASHES: Final = {
    _PROBE: "efedb152de0ee81ed8b8242cb8a9f02906b4d0c86e6173666b839fd8c86f5ebf",
    _PRODUCTS: "02b4b37772ea467a3d17828edcc30ac339ee7c53499956d9f2181cb6a6d355ff",
}
#: Rows that are tried: one by itself has a kernel of its own.
_ROWS: Final = (1, 32)
_GREATEST: Final = (255, 127)
_EXACT: Final = "session.x64quantprecision"
#: What makes one operator of a sum and its norm.
_JOINT: Final = "SkipLayerNormFusion"


def loaded(graph: bytes, *, joint: bool = False) -> Any:
    """A graph that is ready to be run, exact on this processor.

    A sum and the norm behind it run one after the other: ONNX Runtime's joint operator takes five times as long as the norm alone, a fifth of an encoder's time. It rounds
    otherwise, so with `joint` it is used for weights whose figures were measured with it.
    """
    return _session(graph, exact=not quick_is_exact(), without=() if joint else (_JOINT,))


@cache
def quick_is_exact() -> bool:
    """Whether this processor's quick kernels add up products of the greatest numbers without overflow; no where the product to try is lost."""
    import numpy as np

    graph = _kept(_PROBE)
    if graph is None:
        return False
    probe = _session(graph, exact=False)
    deep = probe.get_inputs()[0].shape[1]
    most, weight = _GREATEST
    sums = [probe.run(None, {"rows": np.full((count, deep), most, np.uint8)})[0] for count in _ROWS]
    return all(bool((one == most * weight * deep).all()) for one in sums)


def threads() -> int:
    """How many threads may share what somebody waits for: one a core that this process may use, four at most."""
    return min(4, cores())


@cache
def products(count: int = 1) -> Any:
    """What multiplies "rows" of 8 bits, of which 128 is nothing, by a "column" of 8 bits with a sign, exactly; None where it is lost.

    A third of the time that numpy takes, which has no such product and must make floats of all numbers. Sums of whole numbers are the same however many threads (`count`) share
    the rows; a process that is forked from one that has several must not ask for them.
    """
    graph = _kept(_PRODUCTS)
    return None if graph is None else _session(graph, exact=not quick_is_exact(), threads=count)


def _kept(name: str) -> bytes | None:
    """A small graph as it was made; None where it is missing or another."""
    file = files("sayso.language").joinpath("models", name)
    graph = file.read_bytes() if file.is_file() else b""
    return graph if hashlib.sha256(graph).hexdigest() == _HASHES[name] else None


def _session(graph: bytes, *, exact: bool, threads: int = 1, without: Sequence[str] = ()) -> Any:
    """Threads that do not spin, one if not said: texts are many and cores are shared. `without` are steps of making a graph quicker that are left out."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    options.add_session_config_entry(_EXACT, "1" if exact else "0")
    left_out = list(without) or None
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=left_out
    )

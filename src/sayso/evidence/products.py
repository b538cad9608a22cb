"""Every row times a query's: the exact search.

Rows are multiplied in blocks that stay in the processor's cache, as whole numbers by ONNX Runtime's product of 8 bits (`sayso.language.kernels`), or where that is lost by numpy as floats: sums of
256 products of 8-bit numbers are exact in 32 bits of either. So the result does not depend on their order, nor on how many threads share the work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Rows that are multiplied at once: a block that fits a processor's cache.
_BLOCK: Final = 2048
#: What is nothing in a row without a sign.
MIDDLE: Final = 128
#: Rows from which on several threads multiply, and how many at most.
_MANY: Final = 100_000
_THREADS: Final = 4


def unsigned(rows: NDArray[np.int8]) -> NDArray[np.uint8]:
    """The same rows without a sign, `MIDDLE` more each."""
    import numpy as np

    return np.bitwise_xor(rows.view(np.uint8), MIDDLE)


def multiplied(rows: NDArray[np.uint8], query: NDArray[np.int8]) -> NDArray[np.float32]:
    """The product of each row, kept without a sign, with the query's: a whole number."""
    import numpy as np

    from sayso.language.kernels import products as quick

    made = np.empty(len(rows), np.float32)
    product = quick()
    column, asked = query[:, None], query.astype(np.float32)

    def multiply(first: int, end: int) -> None:
        for at in range(first, end, _BLOCK):
            part = slice(at, min(at + _BLOCK, end))
            if product is not None:
                made[part] = product.run(None, {"rows": rows[part], "column": column})[0][:, 0]
            else:  # no matmul: its own threads would wait for one another
                np.vecdot(rows[part].astype(np.float32) - MIDDLE, asked, out=made[part])

    _shared_out(multiply, len(made))
    return made


def _shared_out(do: Callable[[int, int], None], count: int) -> None:
    """Do something from 0 to `count`, in as many threads as there are processors where it is much: numpy lets go of Python's lock."""
    threads = min(os.cpu_count() or 1, _THREADS) if count > _MANY else 1
    if threads == 1:
        do(0, count)
        return
    from concurrent.futures import ThreadPoolExecutor

    step = -(-count // (threads * _BLOCK)) * _BLOCK
    with ThreadPoolExecutor(threads) as pool:
        for begun in [pool.submit(do, at, min(at + step, count)) for at in range(0, count, step)]:
            begun.result()


def bar(products: NDArray[np.float32], limit: int) -> float:
    """The `limit`-th largest product, or the least where there are fewer.

    As many blocks' largest products are a bar that at least as many pass; so only few are sorted.
    """
    import numpy as np

    tops = np.maximum.reduceat(products, np.arange(0, len(products), _BLOCK)) if len(products) else products
    bar = np.partition(tops, -limit)[-limit] if len(tops) >= limit else -np.inf
    above = products[(products >= bar) & (products > -np.inf)]
    return float(np.partition(above, -limit)[-limit] if len(above) > limit else above.min(initial=np.inf))

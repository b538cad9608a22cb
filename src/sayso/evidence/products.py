"""Every row times a query's: the exact search.

Rows are multiplied as whole numbers by ONNX Runtime's product of 8 bits (`sayso.language.kernels`), or where that is lost by numpy as floats, in blocks that stay in the processor's cache: sums of
256 products of 8-bit numbers are exact in 32 bits of either. So the result does not depend on their order, nor on how many threads share the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Rows that are multiplied as floats at once, and of which the largest product is a bar: a block that fits a processor's cache.
_BLOCK: Final = 2048
#: Rows from which on several threads multiply.
_MANY: Final = 100_000
#: What is nothing in a row without a sign.
MIDDLE: Final = 128


def unsigned(rows: NDArray[np.int8]) -> NDArray[np.uint8]:
    """The same rows without a sign, `MIDDLE` more each."""
    import numpy as np

    return np.bitwise_xor(rows.view(np.uint8), MIDDLE)


def multiplied(rows: NDArray[np.uint8], query: NDArray[np.int8]) -> NDArray[np.float32]:
    """The product of each row, kept without a sign, with the query's: a whole number."""
    import numpy as np

    from sayso.language.kernels import products, threads

    product = products(threads() if len(rows) > _MANY else 1)
    if product is not None:
        told = product.run(None, {"rows": rows, "column": query[:, None]})[0]
        return np.asarray(told[:, 0], np.float32)
    made, asked = np.empty(len(rows), np.float32), query.astype(np.float32)
    for at in range(0, len(rows), _BLOCK):  # no matmul: it would have threads of its own
        np.vecdot(rows[at : at + _BLOCK].astype(np.float32) - MIDDLE, asked, out=made[at : at + _BLOCK])
    return made


def bar(products: NDArray[np.float32], limit: int) -> float:
    """The `limit`-th largest product, or the least where there are fewer.

    As many blocks' largest products are a bar that at least as many pass; so only few are sorted.
    """
    import numpy as np

    tops = np.maximum.reduceat(products, np.arange(0, len(products), _BLOCK)) if len(products) else products
    bar = np.partition(tops, -limit)[-limit] if len(tops) >= limit else -np.inf
    above = products[(products >= bar) & (products > -np.inf)]
    return float(np.partition(above, -limit)[-limit] if len(above) > limit else above.min(initial=np.inf))

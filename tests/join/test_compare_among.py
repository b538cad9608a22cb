"""Which pairs are wanted: looked up among all that are, as numpy's own slow way has it."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.join.compare import _among


@pytest.mark.parametrize("wanted", [[], [5], [1, 4, 9], [0, 2**63, 2**64 - 1]])
@pytest.mark.parametrize("codes", [[], [4], [9, 1, 1, 10], [2**64 - 1, 0, 5]])
def test_codes_are_found_among_others_in_order(wanted: list[int], codes: list[int]) -> None:
    ordered, asked = np.array(wanted, np.uint64), np.array(codes, np.uint64)
    assert _among(asked, ordered).tolist() == np.isin(asked, ordered).tolist()

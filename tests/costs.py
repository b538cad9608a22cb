"""CPU time measured on a machine that may be busy: what a text costs, and whether the cost is linear in its length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

#: How often is measured anew before a cost is said to be too high: other work comes and goes.
_ROUNDS = 10


def cpu_seconds(do: Callable[[], object]) -> float:
    """The CPU time that `do` takes in this process."""
    start = time.process_time()
    do()
    return time.process_time() - start


def assert_linear(
    seconds: Callable[[int], float], small: int, large: int, *, tolerated: float = 2.5, least: float = 0.002
) -> None:
    """A text of size `large` costs at most `tolerated` times its share more than one of size `small`.

    `seconds` gives the CPU time for a size; each is the best of up to ten rounds. `least` are seconds that are too few
    to compare. What grows with the square costs `large / small` times its share.
    """
    share = large / small
    assert tolerated < share, "what grows with the square must fail"
    few = many = float("inf")
    for _ in range(_ROUNDS):
        few = min(few, seconds(small), seconds(small))
        many = min(many, seconds(large))
        if many < share * tolerated * max(few, least):
            return
    pytest.fail(f"{few:.4f} s, and {many:.4f} s for {share:.0f} times the text")

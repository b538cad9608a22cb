"""How often Python looks for objects that hold one another in circles, which nothing else would let go of."""

from __future__ import annotations

import gc
from typing import Final

#: New objects after which it looks, among younger and older ones.
_AFTER: Final = (50_000, 20, 100)


def look_seldom() -> None:
    """Look less often: a task or a check makes hardly any, and with Python's own figures all its entries and word lists are gone through again and again, up to a sixth of the CPU time."""
    gc.set_threshold(*_AFTER)

"""Memory that threads give back: tantivy's writer has six of its own, and a program that checks for hours makes them anew each time.

glibc gives each thread that runs beside others a heap of its own, an arena, and never takes back what lies free at the end of one. After two hundred indexes in memory
some dozen arenas held 15 MB each, all of it free. Two are enough here: one for the main thread, and one that all others share.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Final

#: `M_ARENA_MAX` of glibc's malloc.h, and the arenas that there may be.
_MOST: Final = -8
_ARENAS: Final = 2


@cache
def few_arenas() -> bool:
    """Let the threads of this process share a heap from now on; gives whether that was asked of the allocator.

    Nothing is asked where the environment says how many there may be, nor of other allocators than glibc's.
    """
    told = os.environ.get("MALLOC_ARENA_MAX") or "arena_max" in os.environ.get("GLIBC_TUNABLES", "")
    if told or sys.platform != "linux":
        return False
    import ctypes

    ask = getattr(ctypes.CDLL(None), "mallopt", None)
    return bool(ask and ask(_MOST, _ARENAS))

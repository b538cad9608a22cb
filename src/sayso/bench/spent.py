"""What a bench of a corpus spends: the CPU time of its processes, the bytes that it leaves."""

from __future__ import annotations

import resource
from pathlib import Path


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def cpu_time() -> float:
    """The CPU time of this process and of those that it waited for, with theirs."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))

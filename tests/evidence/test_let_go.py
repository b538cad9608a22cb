"""What a check opens is let go of with it, so that a program may check for hours."""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

import sayso

_HEAPS: Final = """
import ctypes, sys
from sayso.evidence.wordindex import WordIndex

for number in range(12):
    writer = WordIndex.new(None, "").writer()
    writer.add("a", [(0, 1, "w:boat")])
    writer.commit(1)
    writer.finish()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""

_HOLDERS: Final = (
    "Analysis", "Connection", "Document", "Index", "Laid", "Ledger", "Shelf", "Store", "VectorIndex", "WordIndex", "Writer",
)  # fmt: skip


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks glibc's allocator")
def test_threads_of_many_indexes_share_a_heap(tmp_path: Path) -> None:
    """Each has six of tantivy's, and glibc keeps what lies free in a heap of a thread's own."""
    environment = {name: told for name, told in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_"))}
    path = tmp_path / "heaps.xml"
    subprocess.run([sys.executable, "-c", _HEAPS, str(path)], check=True, env=environment)
    assert 1 <= path.read_text().count("<heap nr=") <= 2


def _held() -> tuple[int, int, Counter[str]]:
    """Open files, threads, and what is alive of that which holds files or documents, by its kind."""
    gc.collect()
    kinds = Counter(type(one).__name__ for one in gc.get_objects())
    files = len(list(Path("/proc/self/fd").iterdir()))
    return files, threading.active_count(), Counter({kind: kinds[kind] for kind in _HOLDERS})


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files in /proc")
def test_nothing_of_a_check_is_alive_after_it(tmp_path: Path) -> None:
    """No file, no thread, no index, no document: the same before and after some checks of texts that are all new."""
    told = 'The port of Kelmouth, said Ruth Grey, "took in {} boats" in 2019. Half of them were empty.'
    (tmp_path / "a.txt").write_text(told.format(4000), encoding="utf-8")
    sayso.check(told.format(4001), [tmp_path], vectors=False)
    before = _held()
    for number in range(3):
        sayso.check(told.format(5000 + number), [tmp_path], vectors=False).to_html()
    files, *others = _held()
    assert files <= before[0]  # one that another test left open may have been closed meanwhile
    assert tuple(others) == before[1:]

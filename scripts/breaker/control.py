"""The library that is loaded before libc, and the page by which it is told what is to happen (`faults.c` has the same layout)."""

from __future__ import annotations

import ctypes
import mmap
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("faults.c")
#: What can be made to happen at a call, in the order of `faults.c`.
OFF, COUNT, FAIL, FULL, SHORT, KILL, INTERRUPT, CLOCK = range(8)


class Control(ctypes.Structure):
    """One page for all processes of a trial."""

    _fields_ = (
        ("what", ctypes.c_int64), ("at", ctypes.c_int64), ("error", ctypes.c_int64), ("calls", ctypes.c_int64),
        ("hits", ctypes.c_int64), ("shift", ctypes.c_int64), ("group", ctypes.c_int64), ("call", ctypes.c_char * 64),
        ("path", ctypes.c_char * 1024), ("folder", ctypes.c_char * 1024), ("log", ctypes.c_char * 1024),
    )  # fmt: skip


def may_break() -> bool:
    """Whether this machine can make faults: Linux, with a C compiler."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


def compiled(folder: Path) -> Path:
    """The library, made in a folder."""
    made = folder / "faults.so"
    command = ["gcc", "-O1", "-Wall", "-Wextra", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return made


def environment(folder: Path) -> dict[str, str]:
    """What a process has to be started with so that faults can be made in it; the page lies in `folder`, which nothing is counted in."""
    page = folder / "page"
    page.write_bytes(bytes(ctypes.sizeof(Control)))
    return {**os.environ, "LD_PRELOAD": str(compiled(folder)), "SAYSO_FAULTS": str(page)}


def opened() -> Control:
    """The page of this process, which was started with `environment`."""
    with Path(os.environ["SAYSO_FAULTS"]).open("r+b") as file:
        return Control.from_buffer(mmap.mmap(file.fileno(), ctypes.sizeof(Control)))

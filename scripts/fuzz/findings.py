"""What a target was found to do wrong: kept as the smallest input that still shows it, each sort of fault once."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .laws import Broken

#: Seconds of processor time that an input is cut down for.
_PATIENCE: Final = 20.0

One = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: its sort, by which another of the same is known, and how it is told."""

    sort: str
    told: str


def fault_of(one: One, data: bytes) -> Fault | None:
    """The fault that an input shows; None where it is sound."""
    try:
        one(data)
    except Exception as error:  # noqa: BLE001  any exception is the fault that is looked for
        return as_fault(error)
    return None


def as_fault(error: Exception) -> Fault:
    """What an exception tells: its type with the place that raised it; a law that was broken is known by its name."""
    told = "".join(traceback.format_exception(error))
    if isinstance(error, Broken):
        return Fault(f"Broken {error.law}", told)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "sayso" in frame.filename] or list(frames)
    return Fault(f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].name}", told)


@dataclass(frozen=True, slots=True)
class Findings:
    """A folder of findings: `NAME.bin` the input, `NAME.txt` what it shows."""

    folder: Path

    def keep(self, one: One, data: bytes, fault: Fault) -> bool:
        """Keep a fault, cut down, unless one of its sort is there; gives whether it was new."""
        name = hashlib.blake2b(fault.sort.encode(), digest_size=6).hexdigest()
        if (self.folder / f"{name}.txt").exists():
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        least = smaller(one, data, fault.sort)
        (self.folder / f"{name}.bin").write_bytes(least)
        shown = f"{fault.sort}\n{len(data)} bytes, cut down to {len(least)}\n{fault.told}\n{least[:2000]!r}\n"
        (self.folder / f"{name}.txt").write_text(shown, "utf-8", "backslashreplace")
        return True

    @property
    def sorts(self) -> list[str]:
        """The sorts of fault that were found, in order."""
        return sorted(path.read_text("utf-8").partition("\n")[0] for path in self.folder.glob("*.txt"))


def smaller(one: One, data: bytes, sort: str) -> bytes:
    """The input with whatever can be left out of it so that it still shows a fault of the same sort."""
    until, step = time.process_time() + _PATIENCE, len(data) // 2
    while step and time.process_time() < until:
        at = 0
        while at < len(data) and time.process_time() < until:
            cut = data[:at] + data[at + step :]
            found = fault_of(one, cut)
            if found is not None and found.sort == sort:
                data = cut
            else:
                at += step
        step //= 2
    return data

"""What joining a corpus and finding its threads cost at three sizes, step by step, and what that foretells for the web's news: a hundred million articles.

The articles are made (`made_threads`) and written as ledgers, so that joining is measured and not reading. Each quantity (CPU of a step, bytes that it
leaves, memory) is taken to grow as a power of the number of articles. The power that the two smaller sizes give foretells the largest one, which is
measured, too: how far the two are apart is told beside each figure. What is reckoned beyond goes by the power of the two larger sizes, none below one.
"""

from __future__ import annotations

import math
import os
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sayso.cores import cores
from sayso.engine import Progress as Going
from sayso.engine import Settings
from sayso.join import join_reuse, join_threads
from sayso.model import UsageError
from sayso.pipeline import Progress, no_progress

from .made_ledgers import write_ledgers
from .made_threads import MadeThreads
from .result import Measure, Outcome
from .scale_texts import most_memory
from .spent import cpu_time, size_of

SIZE: Final = 10_000
#: Each size is so many times the one before.
_TIMES: Final = 10
_FEWEST: Final = 2_000
WEB: Final = 100_000_000
#: What one may have: bytes of memory for the main process, bytes of disk, CPU seconds (a day of 64 cores).
LIMITS: Final = {"memory.main": 64e9, "disk": 4e12, "cpu": 64 * 86_400.0}
_TICKS: Final = float(os.sysconf("SC_CLK_TCK")) if hasattr(os, "sysconf") else 100.0
_ALL: Final = ("cpu", "disk", "memory", "memory.main")
_CLOCK: Final = "clock"


def measure_reckoning(
    data: Path, progress: Progress = no_progress, _peers: Path | None = None, *, size: int = SIZE
) -> Outcome:
    """Measure with a hundredth, a tenth and all of `size` articles, in a folder within `data` that is deleted in the end.

    Raises UsageError where there is no such folder, or where `size` is less than 2,000.
    """
    if not data.is_dir():
        raise UsageError(
            "missing", f"there is no folder {data}", "--data is a folder with room for the files of a join"
        )
    if size < _FEWEST:
        raise UsageError("usage", f"{size} documents foretell nothing", f"ask for at least --size {_FEWEST}")
    sizes = (size // _TIMES**2, size // _TIMES, size)
    folder = Path(tempfile.mkdtemp(prefix="sayso-reckoning-", dir=data))
    try:
        spent = []
        for at, count in enumerate(sizes):
            progress(f"{count} articles", at, len(sizes))
            spent.append(_followed(folder / str(count), count))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    measures = (*_measures(sizes, spent), *_reckoned(sizes, spent))
    notes = ("the articles are made, the same every time", f"sizes: {', '.join(f'{one:,}' for one in sizes)}")
    return Outcome(measures, notes=notes)


def _followed(folder: Path, count: int) -> Mapping[str, float]:
    """What it took to join so many articles and to find their threads: each quantity by its name."""
    made, meter, out = MadeThreads(), Meter(), folder / "joined"
    write_ledgers(folder / "ledgers", map(made.document, range(count)))
    settings = Settings(cores())
    begun = time.perf_counter()
    meter.begin()
    joined = join_reuse(folder / "ledgers", out, settings=settings, report=meter)
    threads = join_threads(out, settings=settings, report=meter)
    clock = time.perf_counter() - begun
    spent = {f"cpu.{step}": seconds for step, seconds in meter.ended().items()}
    spent |= {f"disk.{step.name}": float(size_of(step)) for step in sorted((out / "work").iterdir()) if step.is_dir()}
    return spent | {
        "cpu": sum(seconds for name, seconds in spent.items() if name.startswith("cpu.")),
        "disk": float(size_of(out)),
        "memory": float(max(joined.memory, threads.memory)),
        "memory.main": most_memory() * 1e6,
        _CLOCK: clock,
    }


@dataclass
class Meter:
    """The CPU seconds of each step of a join, those of its processes with those of the main one; it is told of every step."""

    spent: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    _step: str = ""
    _at: float = 0.0

    def begin(self) -> None:
        """Count from now on; what comes before the first step is its."""
        self._step, self._at = "", cpu_seconds()

    def __call__(self, step: str, _going: Going) -> None:
        """Be told of the step at work."""
        now = cpu_seconds()
        self.spent[self._step or step] += max(0.0, now - self._at)
        self._step, self._at = step, max(now, self._at)

    def ended(self) -> Mapping[str, float]:
        """The seconds of each step."""
        self(self._step, Going(0, 0, 0, 0.0))
        return self.spent


def cpu_seconds() -> float:
    """The CPU time of this process, of those that it waited for, and, as far as the system tells, of its children at work."""
    return cpu_time() + sum(_ticks(child) for child in _children()) / _TICKS


def _children() -> Iterator[Path]:
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            yield from (Path("/proc", child) for child in listed.read_text(encoding="ascii").split())


def _ticks(process: Path) -> int:
    with suppress(OSError, IndexError, ValueError):
        user, system = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
        return int(user) + int(system)
    return 0


def _measures(sizes: tuple[int, int, int], spent: list[Mapping[str, float]]) -> Iterator[Measure]:
    """Of each quantity: what an article took in the largest corpus, how it grows, how far it is from what was foretold."""
    small, middle, large = sizes
    each = [found["cpu"] / size for size, found in zip(sizes, spent, strict=True)]
    yield Measure("growth.tenth", each[1] / each[0], middle, f"CPU an article, to that of {small:,}: 1 is flat")
    yield Measure("growth", each[2] / each[1], large, f"CPU an article, to that of {middle:,}: 1 is flat")
    yield Measure(_CLOCK, spent[2][_CLOCK], large, "seconds by the clock, all steps with all processes")
    for name in _names(spent):
        found = [each.get(name, 0.0) for each in spent]
        whole = name.startswith("memory")
        scale, unit = (1e-6, "millions of bytes in all") if whole else _unit(name)
        yield Measure(name, found[2] * scale / (1 if whole else large), large, unit)
        if min(found) > 0:
            yield Measure(
                f"{name}.slope", power(middle, found[1], large, found[2]), large, "its power: 1 is a flat cost"
            )
        if name in _ALL:
            foretold = found[1] * (large / middle) ** power(small, found[0], middle, found[1])
            yield Measure(f"{name}.foretold", found[2] / foretold, large, "measured, to what the smaller two foretold")


def _unit(name: str) -> tuple[float, str]:
    return (1e3, "CPU milliseconds an article") if name.startswith("cpu") else (1.0, "bytes an article")


def _names(spent: list[Mapping[str, float]]) -> list[str]:
    steps = {name for each in spent for name in each}.difference((*_ALL, _CLOCK))
    return [*_ALL, *sorted(steps)]


def power(fewer: int, less: float, more: int, greater: float) -> float:
    """The power by which a quantity grows from one size to another."""
    return math.log(greater / less) / math.log(more / fewer)


def _reckoned(sizes: tuple[int, int, int], spent: list[Mapping[str, float]]) -> Iterator[Measure]:
    """What the web's news would take, and at how many articles each limit is reached."""
    _, middle, large = sizes
    for name, limit in LIMITS.items():
        less, greater = spent[1][name], spent[2][name]
        grows = max(1.0, power(middle, less, large, greater)) if name != "memory.main" else None
        if grows is None:  # what the process holds before it begins is no part of what grows
            each = max(1.0, (greater - less) / (large - middle))
            value, most = greater + each * (WEB - large), large + (limit - greater) / each
        else:
            value, most = greater * (WEB / large) ** grows, large * (limit / greater) ** (1 / grows)
        yield Measure(
            f"reckoned.{name}", value, WEB, f"{'CPU seconds' if name == 'cpu' else 'bytes'} for the web's news"
        )
        yield Measure(f"reckoned.{name}.most", most, WEB, f"articles at which {limit:,.0f} of that are reached")

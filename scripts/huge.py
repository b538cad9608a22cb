#!/usr/bin/env python3
"""Check large and odd texts, and tell what each costs: CPU time and its growth by stage, and the peak of memory.

    python scripts/huge.py                                   every text at three sizes, as an article
    python scripts/huge.py --only news --only names          those whose name begins so
    python scripts/huge.py --way both --size 50000 --size 200000
    python scripts/huge.py --rules --way alone               without the readers, and without source documents

A text is made by `huge_texts.py`, and read, checked and told in a process of its own. `--way` says what it is: `article` (beside the
example's source documents), `alone` (without any), `source` (beside the example's article), `both` (beside itself). Told for each stage
are CPU-seconds at the largest size and the growth: the slope of CPU time by size, both as logarithms; 1 is linear, 2 is the square.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import math
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Final

from huge_texts import ORDINARY, TEXTS

ROOT: Final = Path(__file__).resolve().parents[1]
WAYS: Final = ("alone", "article", "source", "both", "figures")
SIZES: Final = (50_000, 200_000, 800_000)
#: The stages, by the functions of `sayso.pipeline` that carry them out.
STAGES: Final = (
    "find_figures",
    "find_attributions",
    "find_flags",
    "find_inconsistencies",
    "_impressions",
    "find_claims",
    "find_doubles",
    "find_traces",
    "find_wanted",
)
#: What gives the readers of say-so and claims there.
READERS: Final = ("said_reader", "claims_reader")
#: Less than this says nothing of growth.
_LEAST: Final = 0.15


class Clock:
    """CPU time by stage."""

    def __init__(self) -> None:
        """Nothing has run yet."""
        self.spent: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what runs within to a stage."""
        start = time.process_time()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - start

    def watch(self, module: Any, names: Sequence[str]) -> None:
        """Count every call of some functions of a module to a stage of their name."""
        for name in names:
            setattr(module, name, self._counted(getattr(module, name), name.removeprefix("_").removeprefix("find_")))

    def _counted(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        @wraps(function)
        def counted(*args: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*args, **named)

        return counted


def measure(name: str, size: int, way: str, *, rules: bool) -> dict[str, Any]:
    """Check one text in this process: seconds by stage, the peak in MiB, how many claims and figures, problems."""
    from sayso import pipeline
    from sayso.model import SaysoError

    clock = Clock()
    clock.watch(pipeline, STAGES)
    if rules:
        _put(pipeline, dict.fromkeys(READERS, lambda _language: None))
    text = TEXTS[name](size)
    start = time.process_time()
    try:
        told = _check(text, way, clock, vectors=not rules)
    except SaysoError as error:
        told = {"refused": error.problem.code}
    return {"spent": clock.spent, "all": time.process_time() - start, **told}


def _check(text: str, way: str, clock: Clock, *, vectors: bool = True) -> dict[str, Any]:
    from msgspec import json as encoding

    from sayso import pipeline
    from sayso.reading import read_any, read_text
    from sayso.render import render_html, summarise

    example = ROOT / "examples"
    with clock.stage("read"):
        reading = read_any(str(example / "article.txt")) if way == "source" else read_text(text)
    if way == "figures":
        return {"figures": len(pipeline.find_figures(reading.document, reading.sentences))}
    with tempfile.TemporaryDirectory(prefix="sayso-huge-") as folder:
        if way == "alone":
            ledger = pipeline.check(reading)
        else:
            path = Path(folder) / "text.txt"
            path.write_text(text, encoding="utf-8", errors="surrogatepass")
            with clock.stage("sources"):
                index, added = pipeline.open_sources(
                    [example / "sources" if way == "article" else path], vectors=vectors
                )
            with index:
                ledger = pipeline.check(reading, index, added.problems)
    with clock.stage("json"):
        length = len(encoding.encode(ledger))
    with clock.stage("report"):
        render_html(ledger)
        summarise(ledger)
    codes = sorted({problem.code for problem in ledger.problems})
    counts = {"claims": len(ledger.claims), "figures": len(ledger.figures), "attributions": len(ledger.attributions)}
    return {**counts, "traces": len(ledger.traces), "bytes": length, "problems": codes}


def _warm() -> None:
    """Load what rules need once, before processes part: what is loaded once is no cost of a text."""
    from sayso import pipeline

    readers = {name: getattr(pipeline, name) for name in READERS}
    _put(pipeline, dict.fromkeys(READERS, lambda _language: None))
    for text in (ORDINARY[name](400) for name in ORDINARY):
        _check(text, "alone", Clock())
    _put(pipeline, readers)


def _put(module: Any, functions: Mapping[str, Callable[..., Any]]) -> None:
    """Put functions in the place of a module's."""
    for name, function in functions.items():
        setattr(module, name, function)


def apart(name: str, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Check one text in a process of its own, ended after `--limit` CPU-seconds with the place where it was."""
    with tempfile.TemporaryFile("w+") as told, tempfile.TemporaryFile("w+") as broken:
        child = os.fork()
        if not child:
            os.dup2(broken.fileno(), 2)
            _limit(options.limit)
            try:
                json.dump(measure(name, size, options.way, rules=options.rules), told)
                told.flush()
                os._exit(0)
            except BaseException:  # noqa: BLE001  told to the parent
                traceback.print_exc()
                os._exit(1)
        _, status, used = os.wait4(child, 0)
        told.seek(0)
        broken.seek(0)
        if status == 0:
            return {**json.load(told), "peak": used.ru_maxrss // 1024}
        lines = [line.strip() for line in broken if line.strip()]
    where = [line for line in lines if "/sayso/" in line][:5] or lines[-6:]
    ended = f"after {used.ru_utime + used.ru_stime:.0f} s, {used.ru_maxrss // 1024} MiB, status {status}"
    return {"failed": f"{ended}: " + " < ".join(where)}


def slope(points: Sequence[tuple[int, float]]) -> float | None:
    """The slope of the line nearest to the points' logarithms; None where times are too short to tell."""
    kept = [(math.log(size), math.log(seconds)) for size, seconds in points if seconds >= _LEAST]
    if len(kept) < 2:  # noqa: PLR2004  a line has two points
        return None
    mean_x, mean_y = (sum(values) / len(kept) for values in zip(*kept, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in kept) / sum((x - mean_x) ** 2 for x, _ in kept)


def tell(name: str, ran: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """One line a text: seconds, growth and peak; behind it the stages that cost most or grow."""
    failed = [(size, one["failed"]) for size, one in ran if "failed" in one]
    done = [(size, one) for size, one in ran if "all" in one]
    if done:
        size, last = done[-1]
        grows = slope([(size, one["all"]) for size, one in done])
        counts = " ".join(f"{key}={last[key]}" for key in ("claims", "figures", "traces", "refused") if key in last)
        print(
            f"{name:18} {size:9,} {last['all']:8.2f} s  {_shown(grows)}  {last['peak']:5} MiB  {counts} {' '.join(last.get('problems', ()))}"
        )
        for stage in sorted(last["spent"], key=lambda one: -last["spent"][one]):
            seconds = last["spent"][stage]
            rising = slope([(at, one["spent"].get(stage, 0.0)) for at, one in done])
            if seconds > 0.2 * last["all"] or (rising or 0) > 1.2:  # noqa: PLR2004
                print(f"    {stage:16} {seconds:8.2f} s  {_shown(rising)}")
    for size, why in failed:
        print(f"{name:18} {size:9,}  FAILED {why}")
    sys.stdout.flush()


def _shown(number: float | None) -> str:
    return "   -" if number is None else f"{number:4.2f}"


def _limit(seconds: int) -> None:
    """End this process after so many CPU-seconds, and say where it was; or where it takes 6 GiB."""
    faulthandler.register(signal.SIGPROF, chain=False)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 2, seconds + 3))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def main() -> int:
    """Carry it out; 1 where a text failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--size", action="append", type=int, default=[])
    parser.add_argument("--way", choices=WAYS, default="article")
    parser.add_argument("--limit", type=int, default=120, help="CPU-seconds a text")
    parser.add_argument(
        "--rules", action="store_true", help="without the readers of say-so and claims, and without vectors"
    )
    options = parser.parse_args()
    _warm()
    bad = 0
    for name in (name for name in TEXTS if not options.only or name.startswith(tuple(options.only))):
        ran = []
        for size in options.size or SIZES:
            ran.append((size, apart(name, size, options)))
            bad += "failed" in ran[-1][1]
            if "failed" in ran[-1][1]:
                break
        tell(name, ran)
    return bool(bad)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    sys.exit(main())

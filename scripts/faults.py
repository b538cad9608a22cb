#!/usr/bin/env python3
"""Break each writer of Sayso at every call by which it changes files, and tell what came of it; the figures of docs/faults.md.

    python3 scripts/faults.py                            all writers, all kinds of faults
    python3 scripts/faults.py --writer "index add" --kind kill --kind EIO --most 100

Linux with gcc. What happens is made to happen by a library of our own that is loaded before libc (scripts/breaker/faults.c). A command
runs in a process forked from this one, which has all modules loaded, so that a trial costs as much as the work and no more.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breaker.control import Control

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]


def main() -> int:
    """Sweep what the options say; ends with 1 where a fault did harm."""
    from breaker.conditions import conditions
    from breaker.control import environment, may_break, opened
    from breaker.flips import KEPT
    from breaker.sweep import KINDS, kills, sweep
    from breaker.warm import load
    from breaker.writers import WRITERS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writer", action="append", choices=list(WRITERS), help="only this one; may be given again")
    parser.add_argument(
        "--kind", action="append", choices=list(KINDS), help="only this kind of fault; may be given again"
    )
    parser.add_argument("--most", type=int, default=400, help="calls of a writer at which to fail (400)")
    parser.add_argument("--kills", type=int, default=0, help="kill each writer so often at random, in place of faults")
    parser.add_argument(
        "--conditions", action="store_true", help="memory, rights, two at once, order, in place of faults"
    )
    parser.add_argument("--every", type=int, default=1, help="of these, every Nth")
    parser.add_argument(
        "--flips", type=int, default=0, help="turn so many single bits of each kind of kept file, in place of faults"
    )
    parser.add_argument("--cuts", type=int, default=0, help="with --flips: cut a file short so often")
    parser.add_argument(
        "--kept", action="append", choices=list(KEPT), help="only this kind of file; may be given again"
    )
    parser.add_argument("--json", action="store_true", help="the figures as JSON, a line each")
    options = parser.parse_args()
    if not may_break():
        parser.error("this needs Linux and gcc")
    if "SAYSO_FAULTS" not in os.environ:
        with tempfile.TemporaryDirectory(prefix="sayso-breaker-") as folder:
            given = {**environment(Path(folder)), "OMP_NUM_THREADS": "1", "SAYSO_DESK": "nowhere.sayso"}
            return os.spawnve(os.P_WAIT, sys.executable, [sys.executable, *sys.argv], given)  # noqa: S606
    page, harmed = opened(), 0
    load()
    if options.flips:
        return _flipped(page, options)
    for name in options.writer or WRITERS:
        begun = time.monotonic()
        if options.conditions:
            told = conditions(page, WRITERS[name], _say)
        elif options.kills:
            told = kills(page, WRITERS[name], options.kills, _say)
        else:
            told = sweep(page, WRITERS[name], options.kind or list(KINDS), options.most, _say, every=options.every)
        harmed += len(told.harms)
        row = {
            "writer": name, "calls": told.calls, "tried": dict(told.tried), "survived": told.survived,
            "harms": told.harms, "seconds": round(time.monotonic() - begun),
        }  # fmt: skip
        print(
            json.dumps(row) if options.json else f"{name}: {sum(told.tried.values())} faults, {told.survived} survived",
            flush=True,
        )
    return 1 if harmed else 0


def _flipped(page: Control, options: argparse.Namespace) -> int:
    from breaker.flips import KEPT, damages

    unseen = 0
    for name in options.kept or KEPT:
        with tempfile.TemporaryDirectory(prefix="sayso-faults-") as folder:
            told = damages(page, KEPT[name], (options.flips, options.cuts), Path(folder).resolve(), _say)
            os.chdir("/")
        unseen += len(told.unseen)
        came = {what: dict(counts) for what, counts in told.came.items()}
        row = {"kept": name, "files": told.files, "came": came, "unseen": told.unseen}
        print(json.dumps(row) if options.json else f"{name}: {told.files} files, {came}", flush=True)
    return 1 if unseen else 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

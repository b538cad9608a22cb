#!/usr/bin/env python3
"""Read every file of the hostile corpus (tests/hostile), and tell by class what became of it, and what that cost.

    PYTHONPATH=src python scripts/hostile.py                      all files
    PYTHONPATH=src python scripts/hostile.py --class PDF --each   one class, a line a file
    PYTHONPATH=src python scripts/hostile.py --only glyph         files whose names hold this

A process reads as `sayso` does, with its usual child; it is another for each class, and a new one after each that died. Of it and of all
that it starts, the most memory (resident, as Linux counts it) and the processor's time are kept for each file, beside the seconds on the clock. No process may open a socket of the net:
one that tries is killed by the system (seccomp), and that is a crash. Ends with 1 where a file is not answered as it must be, took more than the limits, or
crashed its reader. Linux alone.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import platform
import select
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

MIB: Final = 1 << 20
#: Seconds of the processor for a file (a limit of reading, and what its other steps take), and bytes of memory of any process.
_MOST_SECONDS: Final = 12.0
_MOST_MEMORY: Final = 10**9
_HANGS: Final = 120.0
_TICK: Final = 0.01
_CLOCK: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_SOCKET: Final = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}


@dataclass
class Cost:
    """What a file cost: seconds on the clock and of the processor, most memory of the process that reads and of those that it starts."""

    seconds: float = 0.0
    processor: float = 0.0
    parent: int = 0
    child: int = 0

    @property
    def memory(self) -> int:
        """Of the largest process."""
        return max(self.parent, self.child)


def main() -> int:
    """Read all, print the table; 1 where something is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class", dest="classes", action="append", help="a class of files; all where none is named")
    parser.add_argument("--only", default="", help="files whose names hold this")
    parser.add_argument("--cheap", action="store_true", help="those alone that take a moment")
    parser.add_argument("--dear", action="store_true", help="those alone that take more")
    parser.add_argument("--each", action="store_true", help="tell of each file")
    parser.add_argument("--json", type=Path, help="write what became of each file there")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return _serve()
    from tests.hostile.corpus import CLASSES

    wanted = {one for one in (True, False) if not (options.cheap and one) and not (options.dear and not one)}
    rows, wrong = [], 0
    for name, files in CLASSES.items():
        if options.classes and name not in options.classes:
            continue
        told = list(
            _read_class(
                [one for one in files if options.only in one.name and one.dear in wanted],
                each=options.each,
            )
        )
        rows += [{"class": name, **one} for one in told]
        wrong += sum(bool(one["faults"]) for one in told)
        if told:
            print(_row(name, told), flush=True)
    if rows:
        print(_row("all", rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))
    for one in rows:
        for fault in one["faults"]:
            print(f"{one['class']}: {one['name']}: {fault}")
    return 1 if wrong else 0


def _row(name: str, told: list[dict[str, Any]]) -> str:
    """A row of the table in the documentation."""
    read = sum(one["come"] == "read" for one in told)
    ends = ", ".join(
        f"{code} {count}" for code, count in Counter(one["come"] for one in told if one["come"] != "read").most_common()
    )
    longest, largest = max(told, key=lambda one: one["processor"]), max(told, key=lambda one: one["memory"])
    return (
        f"| {name} | {len(told)} | {read} | {len(told) - read} | {ends} | {longest['processor']:.1f} ({longest['name']}) "
        f"| {largest['memory'] // MIB} ({largest['name']}) |"
    )


def _read_class(files: list[Any], *, each: bool) -> Iterator[dict[str, Any]]:
    process: subprocess.Popen[bytes] | None = None
    with tempfile.TemporaryDirectory(prefix="sayso-hostile-") as folder:
        for made in files:
            path = Path(folder) / made.name
            path.write_bytes(made.data())
            process = process if process and process.poll() is None else _start()
            answer, cost = _ask(process, made, path)
            path.unlink()
            told = _told(made, answer, cost)
            if each:
                print(f"{told['come']:15} {cost.seconds:6.1f} s {cost.processor:6.1f} cpu {cost.parent // MIB:5} {cost.child // MIB:5} MiB {len_of(made):>9} {made.name} {'; '.join(told['faults'])}", flush=True)  # fmt: skip
            yield told
        if process:
            _end(process)


def len_of(made: Any) -> str:
    """How long a file is, in words."""
    size = len(made.data())
    return f"{size / MIB:.1f} MB" if size > MIB // 10 else f"{size} B"


def _told(made: Any, answer: dict[str, Any] | None, cost: Cost) -> dict[str, Any]:
    faults = ["its reader crashed, or had to be killed"] if answer is None else list(answer["faults"])
    if cost.processor > _MOST_SECONDS:
        faults.append(f"took {cost.processor:.1f} seconds of the processor")
    if cost.memory > _MOST_MEMORY:
        faults.append(f"took {cost.memory // MIB} MiB")
    return {
        "name": made.name, "come": "crash" if answer is None else answer["come"], "told": [] if answer is None else answer["told"], "faults": faults,
        "seconds": round(cost.seconds, 2), "processor": round(cost.processor, 2), "memory": cost.memory, "parent": cost.parent, "child": cost.child,
    }  # fmt: skip


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, str(Path(__file__)), "--serve"]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if not os.environ.get("TELL") else None,
        preexec_fn=_no_sockets,  # noqa: PLW1509  nothing else runs here
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    for pid in reversed(_family(process.pid)):
        with contextlib.suppress(OSError):
            os.kill(pid, 9)
    process.wait()


def _ask(process: subprocess.Popen[bytes], made: Any, path: Path) -> tuple[dict[str, Any] | None, Cost]:
    """Have a file read, and watch over all processes meanwhile."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("it was started without pipes")
    cost, spent = Cost(), {}
    before = {pid: _spent(pid) for pid in _family(process.pid)}
    for pid in before:
        with contextlib.suppress(OSError):
            Path(f"/proc/{pid}/clear_refs").write_text("5")  # the most memory is counted anew
    start = time.monotonic()
    process.stdin.write(json.dumps([made.name, str(path)]).encode() + b"\n")
    process.stdin.flush()
    while True:
        done = select.select([process.stdout], [], [], _TICK)[0]
        for pid in _family(process.pid):
            spent[pid] = max(spent.get(pid, 0.0), _spent(pid))
            held = _memory(pid)
            if pid == process.pid:
                cost.parent = max(cost.parent, held)
            else:
                cost.child = max(cost.child, held)
        if done or time.monotonic() - start > _HANGS:
            break
    cost.seconds = time.monotonic() - start
    cost.processor = sum(max(0.0, seconds - before.get(pid, 0.0)) for pid, seconds in spent.items())
    line = process.stdout.readline() if done else b""
    if not line:
        _end(process)
        return None, cost
    return json.loads(line), cost


def _family(pid: int) -> list[int]:
    """A process and all that it started, as far as they live."""
    found, at = [pid], 0
    while at < len(found):
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{found[at]}/task"):  # noqa: PTH208
                with contextlib.suppress(OSError):
                    found += map(int, Path(f"/proc/{found[at]}/task/{task}/children").read_text().split())
        at += 1
    return found


def _memory(pid: int) -> int:
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024
    return 0


def _spent(pid: int) -> float:
    with contextlib.suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _CLOCK
    return 0.0


def _no_sockets() -> None:
    """Ask the system to kill this process, and all that it starts, at the first socket of any kind."""
    number, machine = _SOCKET[platform.machine()]
    code = b"".join(
        struct.pack("<HBBI", *one)
        for one in (
            (0x20, 0, 0, 4), (0x15, 1, 0, machine), (0x06, 0, 0, 0x80000000), (0x20, 0, 0, 0), (0x15, 0, 1, number),
            (0x06, 0, 0, 0x80000000), (0x06, 0, 0, 0x7FFF0000),
        )
    )  # fmt: skip
    held = ctypes.create_string_buffer(code)
    program = ctypes.create_string_buffer(struct.pack("@HxxxxxxQ", 7, ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, program, 0, 0):
        raise OSError(ctypes.get_errno(), "the ban on sockets was not taken")


def _serve() -> int:
    """Read the files that are named on standard input, one after the other, with the memory of a worker."""
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_MEMORY, resource.RLIM_INFINITY))
    from tests.hostile.corpus import CLASSES
    from tests.hostile.outcomes import outcome_of

    files = {(one.name, one.door): one for some in CLASSES.values() for one in some}
    output = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        name, path = json.loads(line)
        made = next(one for (named, _), one in files.items() if named == name)
        found = outcome_of([Path(path)], made.door)
        told = {"come": found.come, "told": sorted(found.codes), "faults": found.faults(made)}
        output.write(json.dumps(told).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

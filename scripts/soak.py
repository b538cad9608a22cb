#!/usr/bin/env python3
"""Keep the workbench and `check` at work for an hour, and see that memory, open files and threads stay flat.

    python scripts/soak.py --seconds 3600                       both, in turn, at a low load
    python scripts/soak.py --seconds 600 --pause 2 --only check one of them

Each works in a process of its own, which this one measures: a real server on loopback that is sent uploads, acts, pages and exports
by HTTP and forgets its oldest documents; and a process that checks one made text after another against source documents. Every half
minute their resident memory, open files and threads are written down (`OUT/soak.jsonl`); at the end the slope after the warm-up is told.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

ROOT: Final = Path(__file__).resolve().parents[1]
CASES: Final = ROOT / "tests" / "cases"
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
FORMS: Final = ("html", "json", "jsonl", "csv-claims", "markdown", "webannotation", "prov", "sqlite", "packet")
PAGES: Final = ("", "/text", "/state", "/claims", "/events", "/history", "/figures", "/sayso", "/report")
_QUOTED: Final = re.compile(r"^> (.+)$", re.MULTILINE)
_EVERY: Final = 30.0
#: Documents that the desk keeps; older ones are forgotten, so that what grows is no desk.
_KEPT: Final = 12
#: Steps at a time: a check takes some seconds, a request some milliseconds.
_TURNS: Final = {"check": 1, "workbench": 6}
#: The first part of the time counts as warm-up: libraries are loaded, caches filled.
_WARM: Final = 0.3


def made_text(seed: str) -> str:
    """A text of a seed: sentences of the cases in one language, as an article of some paragraphs."""
    r = random.Random(seed)  # noqa: S311  nothing here is secret
    language = r.choice(LANGUAGES)
    sentences = _QUOTED.findall((CASES / f"figures.{language}.md").read_text("utf-8"))
    paragraphs = [" ".join(r.choice(sentences) for _ in range(r.randint(1, 4))) for _ in range(r.randint(1, 12))]
    return f"Text {seed}\n\n" + "\n\n".join(paragraphs)


@dataclass
class Measured:
    """One process: its number, what it did so far, and its measures (second, KiB resident, open files, threads)."""

    name: str
    pid: int
    steps: int = 0
    failed: list[str] = field(default_factory=list)
    points: list[tuple[float, int, int, int]] = field(default_factory=list)
    #: The same memory where the allocator has given back what it kept for later: what is really held.
    live: list[tuple[float, int]] = field(default_factory=list)

    def measure(self, at: float) -> None:
        """Write down how it stands."""
        told = dict(re.findall(r"^(\w+):\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text(), re.MULTILINE))
        files = len(os.listdir(f"/proc/{self.pid}/fd"))  # noqa: PTH208  names alone, of what is no folder of files
        self.points.append((round(at, 1), int(told["VmRSS"]), files, int(told["Threads"])))

    def told(self) -> dict[str, Any]:
        """The figures after the warm-up: slopes by least squares, first, last and most."""
        ends = self.points[-1][0] if self.points else 0.0
        warm = [point for point in self.points if point[0] >= _WARM * ends] or self.points
        memory = [(at / 3600, kib / 1024) for at, kib, _, _ in warm]
        return {
            "name": self.name, "steps": self.steps, "failed": len(self.failed), "seconds": round(ends),
            "mib_first": round(memory[0][1], 1), "mib_last": round(memory[-1][1], 1),
            "mib_most": round(max(mib for _, mib in memory), 1), "mib_an_hour": round(_slope(memory), 2),
            "mib_held": self._held(),
            "files": [warm[0][2], warm[-1][2], max(point[2] for point in warm)],
            "threads": [warm[0][3], warm[-1][3], max(point[3] for point in warm)],
        }  # fmt: skip

    def _held(self) -> dict[str, float]:
        """First, last, and slope of the memory that is really held, after the first measure; nothing where it was not asked."""
        points = [(at / 3600, kib / 1024) for at, kib in self.live[1:]]
        if not points:
            return {}
        return {
            "first": round(points[0][1], 1),
            "last": round(points[-1][1], 1),
            "an_hour": round(_slope(points), 2),
        }


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of a straight line through points, by least squares; 0 for one point."""
    count = len(points)
    mean_x, mean_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


# check


_CHECKER: Final = """
import ctypes, gc, re, sys, sayso
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import soak
trim = getattr(ctypes.CDLL(None), "malloc_trim", lambda _: 0)
for number, line in enumerate(sys.stdin):
    seed = line.strip()
    ledger = sayso.check(soak.made_text(seed), [Path(sys.argv[2])] if hash(seed) % 4 == 0 else ())
    ledger.to_json(); ledger.to_html()
    live = 0
    if number % 10 == 9:
        ledger = None
        gc.collect(); trim(0)
        live = int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
    print(live, flush=True)
"""


@contextmanager
def checker() -> Iterator[tuple[Measured, Iterator[None]]]:
    """A process that checks, and its steps."""
    command = [sys.executable, "-c", _CHECKER, str(ROOT / "scripts"), str(ROOT / "examples" / "sources")]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    measured = Measured("check", process.pid)

    def steps() -> Iterator[None]:
        assert process.stdin  # noqa: S101  piped above
        assert process.stdout  # noqa: S101
        while True:
            process.stdin.write(f"check-{measured.steps}\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            if not answer:
                measured.failed.append("it ended")
                return
            if int(answer):
                measured.live.append((time.monotonic(), int(answer)))
            yield

    try:
        yield measured, steps()
    finally:
        process.kill()
        process.wait()


# the workbench


class Browser:
    """What a browser does: keeps its cookie, sends its origin, follows nothing."""

    def __init__(self, address: str) -> None:
        """Come in by the address that the workbench printed."""
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 0
        self._headers = {"Origin": f"http://{parts.netloc}", "Host": parts.netloc}
        _, _, headers = self.ask("GET", f"{parts.path}?{parts.query}")
        self._headers["Cookie"] = headers.get("Set-Cookie", "").split(";")[0]

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, bytes, Any]:
        """Ask, and give the status, the body and the headers."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=120)
        try:
            more = {"Content-Type": kind} if kind else {}
            connection.request(method, path, body or None, {**self._headers, **more})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()


def _form(fields: dict[str, str]) -> tuple[bytes, str]:
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _upload(text: str, name: str) -> tuple[bytes, str]:
    head = f'--soak\r\nContent-Disposition: form-data; name="article"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    return head.encode() + text.encode() + b"\r\n--soak--\r\n", "multipart/form-data; boundary=soak"


@dataclass
class Visit:
    """A person at the workbench: reads in documents, acts on them, looks at pages, exports, forgets the oldest."""

    browser: Browser
    measured: Measured
    random: random.Random
    keys: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "", most: int = 399) -> bytes:
        """Ask; an answer over `most` is a failure that is told."""
        status, told, _ = self.browser.ask(method, path, body, kind)
        if status > most:
            self.measured.failed.append(f"{status} {method} {path}")
        return told

    def steps(self) -> Iterator[None]:
        """One thing after another, without end."""
        while True:
            yield from self._read_in()
            for _ in range(12):
                self.random.choice((self._act, self._act, self._look, self._look, self._export))()
                yield
            if len(self.keys) > _KEPT:
                key = self.keys.pop(0)
                self.ask("POST", f"/d/{key}/forget", *_form({"sure": "yes"}))
                yield

    def _read_in(self) -> Iterator[None]:
        seed = f"bench-{self.measured.steps}"
        _, _, headers = self.browser.ask("POST", "/read", *_upload(made_text(seed), f"{seed}.txt"))
        job = headers.get("Location", "/")
        for _ in range(600):
            yield
            status, _, headers = self.browser.ask("GET", job)
            if status == http.client.SEE_OTHER:
                self.keys.append(headers["Location"].removeprefix("/d/"))
                return
        self.measured.failed.append(f"{job} was not read")

    def _act(self) -> None:
        key = self.random.choice(self.keys)
        state = json.loads(self.ask("GET", f"/d/{key}/state"))
        if not state["claims"]:
            return
        claim = self.random.choice(state["claims"])
        order = self.random.choice((
            {"do": "judge", "ids": [claim["id"]], "value": self.random.choice(("matches", "differs", None))},
            {"do": "note", "text": "a note " * self.random.randint(1, 50), "claim": claim["id"]},
            {"do": "split", "claim": claim["id"], "at": (claim["start"] + claim["end"]) // 2},
            {"do": "undo"}, {"do": "withhold", "name": "Grey", "on": self.random.choice((True, False))},
        ))  # fmt: skip
        body = json.dumps({"seen": state["head"], "orders": [order]}).encode()
        self.ask("POST", f"/d/{key}/acts", body, "application/json", most=499)  # an undo where there is nothing to undo

    def _look(self) -> None:
        self.ask(
            "GET",
            self.random.choice(
                ("/", "/house", "/help", *(f"/d/{self.random.choice(self.keys)}{one}" for one in PAGES))
            ),
        )

    def _export(self) -> None:
        key, form = self.random.choice(self.keys), self.random.choice(FORMS)
        self.ask("GET", f"/d/{key}/export/{form}", most=499)  # what is not signed is refused in some forms


@contextmanager
def workbench(folder: Path) -> Iterator[tuple[Measured, Iterator[None]]]:
    """A real server on loopback with a desk of its own, and the steps of a visitor."""
    command = [sys.executable, "-m", "sayso", "review", str(folder / "desk.sayso"), "--no-browser"]
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout  # noqa: S101  piped above
    address = process.stdout.readline().rpartition(" ")[2].strip()
    measured = Measured("workbench", process.pid)
    try:
        yield measured, Visit(Browser(address), measured, random.Random(1)).steps()  # noqa: S311
    finally:
        process.terminate()
        process.wait()
        log.close()


def soak(seconds: float, pause: float, only: str | None, out: Path) -> list[Measured]:
    """Let them work in turn for a time; gives what was measured, which is written down as it comes."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, checker() as one, workbench(Path(folder)) as other:
        works = [work for work in (one, other) if only in {None, work[0].name}]
        begun, next_measure = time.monotonic(), 0.0
        with (out / "soak.jsonl").open("a") as file:
            while (at := time.monotonic() - begun) < seconds:
                for measured, steps in works:
                    for _ in range(_TURNS[measured.name]):
                        next(steps, None)
                        measured.steps += 1
                        time.sleep(pause)
                if at >= next_measure:
                    next_measure = at + _EVERY
                    for measured, _ in works:
                        measured.measure(at)
                        file.write(
                            json.dumps([measured.name, measured.steps, len(measured.failed), *measured.points[-1]])
                            + "\n"
                        )
                    file.flush()
        return [measured for measured, _ in works]


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak for as long as told; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600, help="how long")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds of rest after each step")
    parser.add_argument("--only", choices=("check", "workbench"), help="one of the two")
    parser.add_argument("--out", type=Path, default=Path("out/soak"), help="where the measures go")
    told = parser.parse_args(arguments)
    found = soak(told.seconds, told.pause, told.only, told.out)
    for measured in found:
        print(json.dumps(measured.told()))
        for line in measured.failed[:20]:
            print(f"  failed: {line}")
    with suppress(OSError):
        (told.out / "soak-told.json").write_text(json.dumps([measured.told() for measured in found]) + "\n")
    return int(any(measured.failed for measured in found))


if __name__ == "__main__":
    sys.exit(main())

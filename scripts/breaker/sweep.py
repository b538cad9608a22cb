"""Every call of a writer, and each way in which it can fail; what came of it."""

from __future__ import annotations

import errno
import json
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from . import worlds
from .control import CLOCK, COUNT, FAIL, FULL, INTERRUPT, KILL, SHORT, Control
from .trial import Fault, Outcome, asked, run
from .writers import Writer

#: Exit codes that are documented.
_CODES = (0, 1, 2, 3, 4, 130)
#: Ways to fail: what happens, and with which error.
KINDS: dict[str, tuple[int, int]] = {
    "kill": (KILL, 0), "EIO": (FAIL, errno.EIO), "ENOSPC": (FAIL, errno.ENOSPC), "full disk": (FULL, errno.ENOSPC),
    "EMFILE": (FAIL, errno.EMFILE), "ENOMEM": (FAIL, errno.ENOMEM), "EACCES": (FAIL, errno.EACCES), "short": (SHORT, 0),
    "EROFS": (FAIL, errno.EROFS), "Ctrl-C": (INTERRUPT, 0), "clock to 1970": (CLOCK, -1_790_000_000), "clock to 2100": (CLOCK, 2_310_000_000),
}  # fmt: skip


@dataclass
class Told:
    """What a sweep found: how many calls there are, faults by kind, how many of them were met, and each that did harm."""

    writer: str
    calls: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    harms: list[str] = field(default_factory=list)

    @property
    def survived(self) -> int:
        """How many faults did no harm."""
        return sum(self.tried.values()) - len(self.harms)


@dataclass(frozen=True)
class Looked:
    """What a process saw that looked at what was left, worked again, and looked again; `ended` says where it broke off, if it did."""

    now: Any = None
    harms: tuple[str, ...] = ()
    ended: str = ""


@dataclass
class Bench:
    """A writer with the folder that it begins with, and what is there before it and after it."""

    page: Control
    writer: Writer
    base: Path
    begun: Path = field(init=False)
    before: Any = None
    after: Any = None
    exact: Any = None
    calls: int = 0
    lasts: float = 0.0
    #: What came of looking at what was left, and of working again, by the bytes that were left: the same gives the same.
    known: dict[str, Looked] = field(default_factory=dict)

    def prepare(self) -> None:
        """Make the folder, and do the work once without a fault."""
        self.begun, work = self.base / "begun", self.base / "work"
        self.begun.mkdir()
        done = run(self.page, self.begun, _done(self.writer.begin))
        if done.code:
            raise RuntimeError(f"{self.writer.name} could not begin: {done.err}")
        self.fresh(work)
        self.before = asked(self.page, work, self.writer.state)
        self.fresh(work)
        begun = time.monotonic()
        done = run(self.page, work, self.writer.act, Fault(COUNT))
        self.lasts = time.monotonic() - begun
        if done.code:
            raise RuntimeError(f"{self.writer.name} fails by itself: {done.err}")
        self.calls = done.calls
        self.after = asked(self.page, work, self.writer.state)
        self.exact = asked(self.page, work, self.writer.exact) if self.writer.exact else None

    def faulted(self, fault: Fault, again: Callable[[], int] | None = None) -> tuple[Outcome, list[str]]:
        """Do the work with a fault, then look, then do it again (by `again`, where that is done otherwise); gives what is wrong."""
        work = self.base / "work"
        self.fresh(work)
        done = run(self.page, work, self.writer.act, fault)
        if not done.hits and fault.at:
            return done, []
        return done, [*self._told(done), *self._left(work, done, again or self.writer.act)]

    def worked(self, work: Path, mend: Callable[[], None]) -> list[str]:
        """Do the work in a folder as it stands, `mend` what was wrong with it, then look and do it again; gives what is wrong."""
        done = run(self.page, work, self.writer.act, Fault(COUNT))
        mend()
        ended = [f"ended by signal {-done.code}: {done.err[-300:]}"] if done.code < 0 else []
        return [*ended, *self._told(done), *self._left(work, done, self.writer.act)]

    def killed(self, chance: random.Random, most: int) -> tuple[int, list[str]]:
        """Kill the work so often, going on each time; gives how often it was alive to be killed, and what is wrong in the end."""
        work, killed, out = self.base / "work", 0, ""
        self.fresh(work)
        for _ in range(most):
            begun = time.monotonic()
            done = run(self.page, work, self.writer.act, Fault(after=max(chance.random() * self.lasts, 0.001)))
            killed, out = killed + (done.code == -signal.SIGKILL), out + done.out
            if done.code == 0:  # it was done sooner
                self.lasts = 0.7 * self.lasts + 0.3 * (time.monotonic() - begun)
                self.fresh(work)
                out = ""
        return killed, list(self._left(work, replace(done, out=out, code=done.code or -9), self.writer.act))

    def fresh(self, work: Path) -> None:
        """Put the folder as the work finds it."""
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.begun, work, symlinks=True)

    def _told(self, done: Outcome) -> Iterator[str]:
        """What is wrong with what was told."""
        if done.hung:
            yield "hung"
        if "Traceback" in done.err or "panicked at" in done.err:
            yield f"a traceback is shown: {done.err[-600:]}"
        if done.code >= 0 and done.code not in _CODES and "ABORT" not in done.err:
            yield f"ends with {done.code}: {done.err[-300:]}"
        if done.code > 0 and done.code != 130 and "hint:" not in done.err:  # noqa: PLR2004  stopped by Ctrl-C
            yield f"names no mend ({done.code}): {done.err[-300:]!r}"

    def _left(self, work: Path, done: Outcome, again: Callable[[], int]) -> Iterator[str]:
        """What is wrong with what is there, and with what a second run makes of it."""
        held = worlds.hashed(repr(worlds.files(work)).encode())
        if held not in self.known:
            self.known[held] = self._looked(work, again)
        looked = self.known[held]
        if looked.ended:
            yield looked.ended
            return
        now = looked.now
        allowed = self.writer.parts or (lambda before, after, found: found in (before, after))
        if done.code == 0 and now != self.after:
            yield f"it said done, and is not: {_shown(now)}"
        elif not allowed(self.before, self.after, now):
            yield f"what is left is neither: {_shown(now)}"
        events = [event[0] for event in now["events"]] if isinstance(now, dict) and "events" in now else None
        said = [int(line) for line in done.out.splitlines() if line.isdigit()]
        if events is not None and not set(said) <= set(events):
            yield f"acknowledged and lost: {set(said) - set(events)}"
        yield from looked.harms

    def _looked(self, work: Path, again: Callable[[], int]) -> Looked:
        """Look, work without a fault, and look again, in a process of its own."""
        writer, steps = self.writer, self.base / "steps"

        def look() -> int:
            with steps.open("w") as told:
                for step in (writer.state, again, writer.state, writer.exact or (lambda: None)):
                    told.write(json.dumps(step(), sort_keys=True) + "\n")
                    told.flush()
            return 0

        done = run(self.page, work, look)
        seen = [json.loads(line) for line in steps.read_text().splitlines()]
        if done.code:
            doing = ("what is left is damaged", "a second run", "after a second run it is damaged", "its bytes")[
                len(seen)
            ]
            return Looked(ended=f"{doing}: {done.code} {done.err[-600:]}")
        now, code, after, exact = seen
        if code not in writer.again:
            return Looked(now, (f"a second run ends with {code}: {done.err[-600:]}",))
        return Looked(now, tuple(self._parted(after, exact)))

    def _parted(self, after: Any, exact: Any) -> Iterator[str]:
        """What a second run made otherwise than one that never failed."""
        if after != self.after:
            yield f"a second run gives something else: {_shown(after)}"
        if exact != self.exact:
            parted = {name for name in {*exact, *self.exact} if exact.get(name) != self.exact.get(name)}
            yield f"a second run gives other bytes: {sorted(parted)[:5]}"


def _done(do: Callable[[], None]) -> Callable[[], int]:
    def act() -> int:
        do()
        return 0

    return act


def _shown(found: Any) -> str:
    return str(found)[:400]


#: Kills one after the other before what is left is looked at.
_CHAIN = 10


def kills(page: Control, writer: Writer, most: int, report: Callable[[str], None]) -> Told:
    """Kill a writer so often at random moments, each time going on with what was left; now and then look, and go on to the end."""
    told, chance = Told(writer.name), random.Random(9)  # noqa: S311  moments, no secrets
    with tempfile.TemporaryDirectory(prefix="sayso-faults-") as name:
        bench = Bench(page, writer, Path(name).resolve())
        bench.prepare()
        told.calls = bench.calls
        while told.tried["random kill"] < most:
            killed, harms = bench.killed(chance, min(_CHAIN, most - told.tried["random kill"]))
            told.tried["random kill"] += killed
            told.harms += harms
            for harm in harms:
                report(f"  {harm}")
    return told


def points(calls: int, most: int) -> list[int]:
    """The calls at which to fail: all, or the first and then evenly spread."""
    if calls <= most:
        return list(range(1, calls + 1))
    first = min(300, most * 3 // 4)
    rest = most - first
    return [
        *range(1, first + 1),
        *sorted({first + 1 + (calls - first - 1) * at // max(rest - 1, 1) for at in range(rest)}),
    ]


def sweep(
    page: Control, writer: Writer, kinds: list[str], most: int, report: Callable[[str], None], *, every: int = 1
) -> Told:
    """Fail at each call of a writer in each way; gives what was found."""
    told = Told(writer.name)
    with tempfile.TemporaryDirectory(prefix="sayso-faults-") as name:
        bench = Bench(page, writer, Path(name).resolve())
        bench.prepare()
        told.calls = bench.calls
        report(f"{writer.name}: {bench.calls} calls")
        for kind in kinds:
            for at in points(bench.calls, most)[::every]:
                what, error = KINDS[kind]
                done, harms = bench.faulted(Fault(what, at, error))
                if not done.hits:
                    continue
                told.tried[kind] += 1
                if harms:
                    told.harms.append(f"{kind} at {at} ({done.call} {Path(done.path).name}): {harms[0]}")
                    report(f"  {told.harms[-1]}" + "".join(f"\n    and {harm}" for harm in harms[1:]))
            report(f"  {kind}: {told.tried[kind]} met, {len(told.harms)} harms so far")
    return told

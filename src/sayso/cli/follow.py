"""`sayso follow`: a corpus, read once and followed across its articles."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from sayso.cores import cores
from sayso.model.problem import Problem, UsageError

from .console import safe, show_problem, tell
from .settings import load_settings

if TYPE_CHECKING:
    from sayso.engine import Progress, Settings
    from sayso.follow import CorpusRead

_DONE, _PARTLY = 0, 4
#: Problems that are shown one by one; the markers of the shards hold them all.
_SHOWN: Final = 20
#: Seconds between two lines where standard error is no terminal.
_PAUSE: Final = 10.0
_MINUTE: Final = 60


def run(options: argparse.Namespace) -> int:
    """Carry the action out; returns the exit code."""
    if options.quiet is None:
        options.quiet = bool(load_settings(Path.cwd(), os.environ).get("quiet"))
    if options.action != "read":
        action: Callable[[argparse.Namespace], int] = import_module(f".follow_{options.action}", __package__).run
        return action(options)
    return _read(options)


def _read(options: argparse.Namespace) -> int:
    from sayso.follow import read_corpus

    _check_place(options.corpus, options.out)
    given = replace(settings_of(options), seconds=options.seconds, replace=options.replace)
    with Told(quiet=options.quiet) as told:
        done = read_corpus(options.corpus, options.out, depth=options.depth, settings=given, report=told.reading)
    if not options.quiet:
        tell_problems(done.problems)
        _tell_done(done, options.out)
    return _PARTLY if done.unread else _DONE


def settings_of(options: argparse.Namespace) -> Settings:
    """Where the work is done, and within what memory."""
    from sayso.engine import Settings

    return Settings(options.workers or cores(), options.memory * 1024 * 1024, spark=options.spark)


def _check_place(corpus: Iterable[str], out: Path) -> None:
    """What is written must not be read as part of the corpus the next time."""
    for one in corpus:
        folder = Path(one).resolve()
        if folder.is_dir() and out.resolve().is_relative_to(folder):
            raise UsageError("usage", f"{out} lies within {one}", "name a folder outside of the corpus")


class Told:
    """How far it is, on one line of a terminal, else a line every few seconds."""

    def __init__(self, *, quiet: bool) -> None:
        """Tell nothing where it is to be `quiet`."""
        self._quiet, self._live, self._last = quiet, sys.stderr.isatty(), time.monotonic()

    def reading(self, now: Progress) -> None:
        """How far a reading is."""
        self._show(progress_line(now))

    def step(self, name: str, now: Progress) -> None:
        """How far a step of several is."""
        if now.total:
            self._show(f"{name}: {100 * now.done // now.total} %")

    def _show(self, line: str) -> None:
        now = time.monotonic()
        if self._quiet or (not self._live and now - self._last < _PAUSE):
            return
        self._last = now
        sys.stderr.write(f"\r\x1b[K{line}" if self._live else line + "\n")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._live and not self._quiet:
            sys.stderr.write("\r\x1b[K")


def progress_line(now: Progress) -> str:
    """Documents begun, how many a second, the share that is done, and the time that is left, as far as it can be told."""
    rate = now.items / now.seconds if now.seconds else 0.0
    left = now.seconds * (now.total - now.done) / now.done if now.done else None
    parts = [f"{now.items} documents", f"{rate:.1f}/s", f"{100 * now.done // max(1, now.total)} % of shards"]
    return ", ".join([*parts, *([] if left is None else [f"{_span(left)} left"])])


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min" if minutes else f"{rest} s"


def tell_problems(problems: tuple[Problem, ...], where: str = "ledgers.json") -> None:
    """Show the first problems, and how many more there are."""
    for problem in problems[:_SHOWN]:
        show_problem(problem)
    if len(problems) > _SHOWN:
        kinds = Counter(problem.code for problem in problems[_SHOWN:])
        listed = ", ".join(f"{count} {code}" for code, count in sorted(kinds.items()))
        tell(f"note: {len(problems) - _SHOWN} more are told in {where}: {listed}")


def _tell_done(done: CorpusRead, out: Path) -> None:
    counts, summary = done.summary.counts, done.summary
    tell(
        safe(
            f"{out}: {counts['documents']} documents, {counts['figures']} figures, {counts['attributions']} attributions, "
        )
        + f"{counts['claims']} claims; {len(done.unread)} not read; {len(summary.shards)} shards, "
        f"{summary.kept} of them there already; {summary.memory / 1e6:.0f} MB at most in a process"
    )

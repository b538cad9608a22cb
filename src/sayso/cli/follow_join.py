"""`sayso follow join`: who took which passage from whom, in a corpus that was read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .console import safe, tell
from .follow import Told, settings_of, tell_problems

if TYPE_CHECKING:
    from sayso.join import JoinDone

_DONE, _PARTLY = 0, 4


def run(options: argparse.Namespace) -> int:
    """Join the ledgers; returns the exit code."""
    from sayso.join import join_reuse

    given = settings_of(options)
    with Told(quiet=options.quiet) as told:
        done = join_reuse(options.ledgers, options.out, settings=given, report=told.step)
    if not options.quiet:
        tell_problems(done.joined.problems, "joined.json")
        _tell_done(done, options.out)
    return _PARTLY if done.joined.problems else _DONE


def _tell_done(done: JoinDone, out: Path) -> None:
    joined, counts = done.joined, done.joined.counts
    again = f" ({joined.twice} more are there a second time)" if joined.twice else ""
    tell(
        safe(f"{out}: {joined.documents} documents{again}, {counts.get('passages', 0)} shared passages, ")
        + f"{counts.get('boilerplate', 0)} of them boilerplate, {counts.get('groups', 0)} groups of copies; "
        f"{done.tasks} tasks, {done.kept} of them done already; {done.memory / 1e6:.0f} MB at most in a process"
    )

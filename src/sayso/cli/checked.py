"""`sayso checked`: read earlier checks, tell what was read, keep them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import msgspec

from sayso.model.problem import UsageError

from .console import progress, safe, show_problems, tell, write_out

if TYPE_CHECKING:
    from sayso.evidence.meaning import Meaning

_DONE, _PARTLY = 0, 4


def run(options: argparse.Namespace) -> int:
    """Carry the command out; returns the exit code."""
    from sayso.checked import Collection, read_checks

    read = read_checks(options.checks)
    if not read.entries and options.out:
        raise UsageError(
            "no-sources", "there is no earlier check to keep", "see `sayso checked --help` for what is read"
        )
    if options.json:
        for one in read.entries:
            write_out(msgspec.json.encode(one).decode() + "\n")
    if options.out:
        with progress(quiet=bool(options.quiet)) as report:
            Collection.of(read, _encoder(options), report).keep(options.out)
    if not options.quiet:
        show_problems(read.problems)
        kept = f", kept in {options.out}" if options.out else ""
        tell(safe(f"{len(read.entries)} earlier checks of {read.files} files{kept}"))
    return _PARTLY if any(one.code != "skipped" for one in read.problems) else _DONE


def _encoder(options: argparse.Namespace) -> Meaning | None:
    """What makes vectors, where they are wanted and can be made; why not is told."""
    from sayso.language.meaning import meaning_problem, meaning_reader

    if options.no_vectors:
        return None
    problem = meaning_problem()
    if problem is not None and not options.quiet:
        tell(f"note: {problem.message}; {problem.hint}")
    return meaning_reader()

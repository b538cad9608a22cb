"""`sayso follow threads`: who says the same in a corpus, how its figures changed, on how many origins it rests."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from .console import safe, tell, write_out
from .follow import Told, settings_of

if TYPE_CHECKING:
    from sayso.model import Appearance, FigureHistory, Thread

_LONGEST: Final = 160


def run(options: argparse.Namespace) -> int:
    """Find the threads, and show those of most appearances; returns the exit code."""
    from sayso.join import join_threads, read_threads

    with Told(quiet=options.quiet) as told:
        done = join_threads(options.folder, vectors=_vectors(options), settings=settings_of(options), report=told.step)
    for one in islice(read_threads(options.folder), options.most):
        write_out(msgspec.json.encode(one).decode() + "\n" if options.json else "".join(map(_line, lines_of(one))))
    if not options.quiet:
        count = done.followed.threads
        tell(safe(f"{count} threads, {min(count, options.most)} shown; all of them: {options.folder}/threads.jsonl"))
    return 0


def _vectors(options: argparse.Namespace) -> bool:
    """Whether claims meet by what they mean, too; why not, where that was wanted, is told."""
    from sayso.language.meaning import meaning_problem

    problem = None if options.no_vectors else meaning_problem()
    if problem is not None and not options.quiet:
        tell(f"note: {problem.message}; {problem.hint}")
    return not options.no_vectors and problem is None


def _line(text: str) -> str:
    return safe(text) + "\n"


def lines_of(thread: Thread) -> Iterator[str]:
    """A thread as lines: who says it and when, what became of its figures, on what it rests."""
    documents = {one.document for one in thread.appearances}
    yield f"{len(thread.appearances)} appearances in {len(documents)} documents"
    at = {one.id: one for one in thread.appearances}
    for one in thread.appearances:
        yield f"  {_day(one)}  {_name(one)}: {_short(one.span.text)}"
    for history in thread.histories:
        yield from _history(history, at)
    if thread.origins is not None:
        yield f"  {thread.origins.because}"
    yield ""


def _history(history: FigureHistory, at: dict[str, Appearance]) -> Iterator[str]:
    yield f"  figure of {_short(history.counted)}" if history.counted else "  figure"
    steps = {step.after: step for step in history.steps}
    for number, point in enumerate(history.points):
        one, step = at[point.appearance], steps.get(number)
        became = f" ({', '.join(step.kinds) or 'cannot be told'}: {step.because})" if step else ""
        yield f"    {_day(one)}  {_name(one)}: {point.figure.text}{became}"


def _day(one: Appearance) -> str:
    return (one.published or "undated")[:10].ljust(10)


def _name(one: Appearance) -> str:
    return one.outlet or one.title or one.uri


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"

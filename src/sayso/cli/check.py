"""`sayso check`: read an article, trace its claims, report."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.circles import look_seldom
from sayso.model.problem import UsageError

from .adjudicate import adjudicated, find_adjudicator
from .console import progress, show_problems, write_out, write_whole
from .grammar import FAIL_ON
from .settings import load_settings

if TYPE_CHECKING:
    from sayso.model import Ledger
    from sayso.pipeline import Added

_DONE, _FOUND, _PARTLY = 0, 1, 4


def run(options: argparse.Namespace) -> int:
    """Carry the command out; returns the exit code."""
    settings = load_settings(Path.cwd(), os.environ)
    for name in ("against", "fail_on", "allow_private", "no_vectors", "quiet"):
        if getattr(options, name) is None:
            setattr(options, name, settings.get(name))
    _check_options(options)
    adjudicator = find_adjudicator(options, settings, os.environ)
    ledger, added = _ledger(options)
    unread = False
    if options.checked:
        ledger, unread = _with_checks(ledger, options)
    if adjudicator:
        ledger = adjudicated(ledger, adjudicator, quiet=bool(options.quiet))
    _write(options, ledger)
    if not options.quiet:
        show_problems(ledger.problems)
    partly = any(problem.code in {"changed-index", "adjudicator"} for problem in ledger.problems)
    if partly or unread or (added and added.failed):
        return _PARTLY
    return _FOUND if _found(ledger, options.fail_on or ()) else _DONE


def _check_options(options: argparse.Namespace) -> None:
    unknown = [name for name in options.fail_on or () if name not in FAIL_ON]
    if unknown:
        raise UsageError("usage", f"--fail-on takes no {unknown[0]!r}", f"it takes {', '.join(FAIL_ON)}")
    for path in options.output:
        if path.suffix.lower() not in _writers():
            hint = f"end the name with one of {' '.join(_writers())}"
            raise UsageError("usage", f"{path}: the ending says no form", hint)
        inputs = [Path(name) for name in (options.article, *(options.against or ()), *(options.checked or ()))]
        if path.exists() and any(one.exists() and path.samefile(one) for one in inputs):
            raise UsageError("usage", f"{path} is what is to be read", "name another file to write")


def _ledger(options: argparse.Namespace) -> tuple[Ledger, Added | None]:
    from sayso.reading import load_ahead, read_any

    load_ahead(options.against or ())
    look_seldom()
    from sayso.net import Limits
    from sayso.pipeline import check, open_sources

    reading = read_any(options.article, limits=Limits(allow_private=bool(options.allow_private)))
    if not options.against:
        with progress(quiet=bool(options.quiet)) as report:
            return check(reading, progress=report), None
    with progress(quiet=bool(options.quiet)) as report:
        index, added = open_sources(
            [Path(source) for source in options.against], report, vectors=not options.no_vectors
        )
        with index:
            return check(reading, index, added.problems, report), added


def _with_checks(ledger: Ledger, options: argparse.Namespace) -> tuple[Ledger, bool]:
    """The ledger with the earlier checks of its claims, and whether some were not read."""
    from sayso.checked import open_checks, with_checks
    from sayso.language.meaning import meaning_reader

    encoder = None if options.no_vectors else meaning_reader()
    with progress(quiet=bool(options.quiet)) as report:
        collection = open_checks(options.checked, encoder, report)
    unread = any(problem.code != "skipped" for problem in collection.problems)
    return with_checks(ledger, collection, encoder), unread


def _packet(ledger: Ledger, against: Sequence[str]) -> bytes:
    """The evidence packet, with what it was made with."""
    from sayso.render import render_packet

    from .made_with import made_with
    from .pictures import passage_pictures

    return render_packet(ledger, made_with(), passage_pictures(ledger, [Path(source) for source in against]))


def _report(ledger: Ledger, against: Sequence[str]) -> str:
    """The report, with pictures of the passages that stand on a page of a PDF."""
    from sayso.render import render_html

    from .pictures import passage_pictures

    return render_html(ledger, passage_pictures(ledger, [Path(source) for source in against]))


def _writers(table: str = "claims", against: Sequence[str] = ()) -> dict[str, Callable[[Ledger], str | bytes]]:
    from functools import partial

    def late(name: str, *args: str) -> Callable[[Ledger], str]:
        def write(ledger: Ledger) -> str:
            from sayso import render

            text: str = partial(getattr(render, name), ledger)(*args)
            return text

        return write

    return {
        ".json": late("render_json"),
        ".jsonl": late("render_jsonl"),
        ".html": lambda ledger: _report(ledger, against),
        ".csv": late("render_csv", table),
        ".txt": late("plain_summary"),
        ".zip": lambda ledger: _packet(ledger, against),
    }


def _write(options: argparse.Namespace, ledger: Ledger) -> None:
    for path in options.output:
        write_whole(path, _writers(options.table, options.against or ())[path.suffix.lower()](ledger))
    if options.form:
        write_out(_text(_writers(options.table, options.against or ())[f".{options.form}"](ledger)))
    elif options.summary or not options.output:
        _print_summary(ledger)


def _text(content: str | bytes) -> str:
    """What a form for standard output gives; the packet is no such form."""
    return content if isinstance(content, str) else content.decode()


def _print_summary(ledger: Ledger) -> None:
    from sayso.render import plain_summary, summarise

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        write_out(plain_summary(ledger))
        return
    from rich.console import Console

    Console().print(summarise(ledger))


def _found(ledger: Ledger, wanted: tuple[str, ...] | list[str]) -> bool:
    findings = {trace.finding for trace in ledger.traces if trace.rank == 1}
    unnamed = "unnamed" in wanted and any(not said.named for said in ledger.attributions)
    return bool(findings & set(wanted)) or unnamed

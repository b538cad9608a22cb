"""`sayso diff`: two ledgers of two versions of an article, or of the program."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.model.problem import UnreadableError, UsageError

from .console import tell, write_out, write_whole

if TYPE_CHECKING:
    from sayso.model import Ledger
    from sayso.review import Changes

_SAME, _DIFFERENT = 0, 1
_FORMS: Final = (".json", ".html", ".txt")


def run(options: argparse.Namespace) -> int:
    """Carry the command out; returns 0 where nothing differs, 1 where something does."""
    from sayso.review import changes_of

    _check_outputs(options)
    changes = changes_of(_ledger(options.old), _ledger(options.new))
    for path in options.output:
        write_whole(path, _written(path.suffix.lower(), changes))
    if options.form:
        write_out(_written(f".{options.form}", changes))
    elif not options.output:
        _print(changes)
    if not changes.same_article and not options.quiet:
        tell("warning: these are two articles, not two versions of one")
    return _SAME if changes.is_empty else _DIFFERENT


def _check_outputs(options: argparse.Namespace) -> None:
    for path in options.output:
        if path.suffix.lower() not in _FORMS:
            raise UsageError(
                "usage", f"{path}: the ending says no form", f"end the name with one of {' '.join(_FORMS)}"
            )
        if path.exists() and any(one.exists() and path.samefile(one) for one in (options.old, options.new)):
            raise UsageError("usage", f"{path} is what is to be read", "name another file to write")


def _ledger(path: Path) -> Ledger:
    """The ledger in a file; every entry is held to its text before anything of it is shown."""
    from sayso.model import Ledger
    from sayso.render import assert_exact

    try:
        ledger = Ledger.from_json(path.read_bytes())
        assert_exact(ledger)
    except FileNotFoundError as error:
        raise UsageError(
            "missing", f"there is no file {path}", "write one with `sayso check ARTICLE -o FILE.json`"
        ) from error
    except OSError as error:
        raise UsageError("unreadable", f"{path} cannot be read: {error.strerror}", "name a ledger's file") from error
    except UnreadableError as error:
        problem = error.problem
        raise UnreadableError(problem.code, f"{path} is {problem.message}", problem.hint, str(path)) from error
    except ValueError as error:
        hint = "it was changed by hand; write it anew with `sayso check`"
        raise UnreadableError("damaged", f"{path} does not agree with itself: {error}", hint, str(path)) from error
    return ledger


def _written(form: str, changes: Changes) -> str:
    from sayso import render

    if form == ".json":
        return changes.to_json()
    return render.difference_html(changes) if form == ".html" else render.plain_difference(changes)


def _print(changes: Changes) -> None:
    from sayso.render import plain_difference, show_difference

    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        write_out(plain_difference(changes))
        return
    from rich.console import Console

    Console().print(show_difference(changes))

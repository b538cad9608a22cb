"""The command line's grammar: commands, their arguments, their help. Nothing heavier than argparse is loaded here."""

from __future__ import annotations

import argparse
import sys
from typing import Final, NoReturn

from sayso.version import __version__

from .corpus import add_bench, add_follow
from .desk import FORMS, add_diff, add_export, add_review, add_store
from .itself import add_completion, add_doctor, add_schema
from .meant import mended
from .reading import FAIL_ON, add_check, add_checked, add_figures, add_index

__all__ = ["FAIL_ON", "FORMS", "parser"]

_ORDER: Final = {
    "sayso check": "the article comes first, then what it is held against: sayso check ARTICLE --against SOURCES ...",
    "sayso figures": "name a file, a URL, or - for standard input: sayso figures ARTICLE",
    "sayso diff": "two ledgers are held side by side: sayso diff OLD.json NEW.json",
    "sayso export": "what is written comes first, then its form: sayso export LEDGER --form html -o FILE",
    "sayso index build": "the index's own folder comes first: sayso index build INDEX SOURCES ...",
    "sayso follow read": "say where the ledgers go: sayso follow read CORPUS --out FOLDER",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose errors name the mend."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it goes; end with 2."""
        told, hint = mended(message, self)
        self.print_usage(sys.stderr)
        self.exit(2, f"error: {told}\nhint: {hint or _ORDER.get(self.prog, f'see `{self.prog} --help`')}\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line, for running it and for its reference page."""
    top = _Parser(
        prog="sayso",
        description="Reads an article and shows, claim by claim, who is said to say it, with what figures, "
        "and what the source documents say.",
        epilog="Exit codes: 0 done, 1 findings named by --fail-on, 2 usage, 3 unreadable input, 4 partly done.",
    )
    top.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (
        add_check,
        add_checked,
        add_review,
        add_diff,
        add_export,
        add_store,
        add_index,
        add_follow,
        add_figures,
        add_schema,
        add_doctor,
        add_completion,
        add_bench,
    ):
        add(commands)
    return top

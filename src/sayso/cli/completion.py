"""`sayso completion`: a script by which a shell completes commands, flags, words and files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, Final

from .console import write_out
from .grammar import parser

#: What stands for a file, and what for a folder; all else that has no list of words is left to the person.
_FILES: Final = frozenset(
    ("A", "ARTICLE", "B", "CHECKS", "CORPUS", "DESK", "FILE", "INDEX", "LEDGER|DESK", "PATH", "SOURCES")
)
_FOLDERS: Final = frozenset(("FOLDER", "LEDGERS"))


def run(options: argparse.Namespace) -> int:
    """Write the script to standard output."""
    write_out(script(options.shell))
    return 0


def script(shell: str) -> str:
    """The script for a shell that `sayso completion --help` names."""
    import shtab

    whole = parser()
    for action in _actions(whole):
        wanted = _wanted(action)
        if wanted:
            # this is where shtab looks for what completes an argument
            action.complete = shtab.FILE if wanted == "file" else shtab.DIRECTORY  # type: ignore[attr-defined]
    written: str = shtab.complete(whole, shell)
    return written.rstrip("\n") + "\n"


def _actions(one: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All arguments of a parser and of the commands within it."""
    for action in one._actions:  # noqa: SLF001  argparse has no other way to walk a grammar
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for sub in action.choices.values():
                yield from _actions(sub)
        else:
            yield action


def _wanted(action: Any) -> str:
    names = action.metavar if isinstance(action.metavar, str) else ""
    if action.choices or action.nargs == 0:
        return ""
    return "file" if names in _FILES else "folder" if names in _FOLDERS else ""

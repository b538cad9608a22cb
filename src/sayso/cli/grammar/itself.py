"""Commands about Sayso itself: `schema`, `doctor`, `completion`."""

from __future__ import annotations

import argparse
from typing import Any, Final

#: The shells that are served, as shtab names them.
SHELLS: Final = ("bash", "zsh", "tcsh", "fish")


def add_schema(commands: Any) -> None:
    """The grammar of `sayso schema`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "schema",
        help="print the JSON Schema of a ledger",
        description="Print the JSON Schema of a ledger, or of the review within an exported one (draft 2020-12).",
    )
    parser.add_argument("name", nargs="?", choices=("ledger", "review"), default="ledger", help="which one (ledger)")


def add_doctor(commands: Any) -> None:
    """The grammar of `sayso doctor`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "doctor",
        help="find what is wrong here, and say the mend",
        description="Check the installation (Python, libraries, files, weights, extras), the machine (encoding, temporary files, "
        "memory, disk, clock), what is yours (settings, desk, source documents that settings name), and read small samples. "
        "Nothing leaves the machine. Ends with 1 where something is broken.",
    )
    parser.add_argument("--json", action="store_true", help="all of it as JSON")


def add_completion(commands: Any) -> None:
    """The grammar of `sayso completion`."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "completion",
        help="print what makes a shell complete commands, flags and files",
        description="Print a script by which a shell completes commands, flags, words and files. For bash: "
        "sayso completion bash > ~/.local/share/bash-completion/completions/sayso",
    )
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))

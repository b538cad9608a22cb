"""Commands about Sayso itself: `schema`, `doctor`."""

from __future__ import annotations

import argparse
from typing import Any


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
    commands.add_parser(
        "doctor",
        help="check that everything works here",
        description="Check this installation: libraries, word lists, store and index. Nothing leaves the machine.",
    )

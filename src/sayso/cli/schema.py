"""`sayso schema`: the JSON Schema of a ledger."""

from __future__ import annotations

import argparse

from .console import write_out


def run(_options: argparse.Namespace) -> int:
    """Print the schema."""
    import json

    from sayso.model import ledger_schema

    write_out(json.dumps(ledger_schema(), indent=2) + "\n")
    return 0

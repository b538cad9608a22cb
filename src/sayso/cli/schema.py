"""`sayso schema`: the JSON Schema of a ledger, or of a review."""

from __future__ import annotations

import argparse

from .console import write_out


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    import json

    if options.name == "review":
        from sayso.render import review_schema as schema
    else:
        from sayso.model import ledger_schema as schema

    write_out(json.dumps(schema(), indent=2) + "\n")
    return 0

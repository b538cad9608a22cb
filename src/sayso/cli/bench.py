"""`sayso bench`: measure on public data that lies on this machine."""

from __future__ import annotations

import argparse
import platform

from sayso.version import __version__

from .console import progress, write_out


def run(options: argparse.Namespace) -> int:
    """Print each figure with what it rests on, and what was missed where that is asked for; returns the exit code."""
    from sayso.bench import BENCHES

    with progress(quiet=False) as report:
        found = BENCHES[options.name](options.data, report)
    write_out(f"sayso {__version__}, Python {platform.python_version()}, {options.name}\n")
    for one in found.measures:
        by = "" if one.by == "sayso" else f"{one.by}: "
        write_out(f"{one.name:24} {one.value:.3f}  n={one.n:<5} {by}{one.meaning}\n")
    for note in found.notes:
        write_out(f"{note}\n")
    for miss in found.misses:
        if options.misses is not None and miss.name.startswith(options.misses):
            write_out(f"{miss}\n")
    return 0

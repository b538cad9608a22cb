"""`sayso figures`: the figures of a text, as written and as normalised."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from .console import safe, show_problems, write_out
from .settings import load_settings


def run(options: argparse.Namespace) -> int:
    """Carry the command out; returns the exit code."""
    from sayso.extract.figures import find_figures
    from sayso.net import Limits
    from sayso.reading import read_any
    from sayso.render import figure_words

    private = options.allow_private or load_settings(Path.cwd(), os.environ).get("allow_private")
    reading = read_any(options.article, limits=Limits(allow_private=bool(private)))
    for figure in find_figures(reading.document, reading.sentences):
        counted = figure.counted.text if figure.counted else ""
        row = (f"{figure.start}-{figure.end}", figure.kind, figure.text, figure_words(figure), counted)
        write_out("\t".join(safe(cell) for cell in row) + "\n")
    show_problems(reading.problems)
    return 0

"""`sayso figures`: the figures of a text, as written and as normalised."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from .console import safe, show_problems, write_out
from .settings import load_settings

if TYPE_CHECKING:
    from sayso.model import Figure

#: What a row holds, in this order; the tables of `docs/commands.md` name them.
COLUMNS = ("place", "kind", "text", "meaning", "counted", "of", "subject", "period", "where", "because")


def run(options: argparse.Namespace) -> int:
    """Carry the command out; returns the exit code."""
    import msgspec

    from sayso.extract.beginning import beginning_of
    from sayso.extract.figures import find_figures
    from sayso.net import Limits
    from sayso.reading import read_any

    private = options.allow_private or load_settings(Path.cwd(), os.environ).get("allow_private")
    reading = read_any(options.article, limits=Limits(allow_private=bool(private)))
    doc, sentences, cut = beginning_of(reading.document, reading.sentences)
    figures = find_figures(doc, sentences)
    if options.json:
        for figure in figures:
            write_out(msgspec.json.encode(figure).decode() + "\n")
    else:
        for row in (COLUMNS, *map(_row, figures)):
            write_out("\t".join(safe(cell) for cell in row) + "\n")
    show_problems((*reading.problems, *cut))
    return 0


def _row(figure: Figure) -> tuple[str, ...]:
    from sayso.render import figure_words

    spans = (figure.counted, figure.base, figure.subject, figure.period, figure.place)
    words = [span.text if span else "" for span in spans]
    return (f"{figure.start}-{figure.end}", figure.kind, figure.text, figure_words(figure), *words, figure.because)

"""Pure functions from a ledger to text: report, JSON, CSV, terminal; and to a packet of them."""

from .exports import render_json, render_jsonl
from .figure_words import figure_words
from .notebook import render_notebook
from .packet import render_packet
from .page import render_html
from .plain import plain_summary
from .tables import render_csv
from .terminal import summarise

__all__ = [
    "figure_words",
    "plain_summary",
    "render_csv",
    "render_html",
    "render_json",
    "render_jsonl",
    "render_notebook",
    "render_packet",
    "summarise",
]

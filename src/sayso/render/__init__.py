"""Pure functions from a ledger, and its review, to text: report, JSON, CSV, terminal; and every form of export."""

from .difference import difference_html, plain_difference, show_difference
from .exact import assert_exact
from .exporting import EXPORTS, Form, presentable
from .exports import render_json, render_jsonl
from .figure_words import figure_words
from .notebook import render_notebook
from .packet import render_packet
from .page import render_html
from .plain import plain_summary
from .review_data import read_reviewed, review_schema
from .signing import Chosen, choose, choose_held, cut, house_of, is_draft, state_words
from .tables import render_csv
from .terminal import summarise
from .thread_page import render_threads

__all__ = [
    "EXPORTS",
    "Chosen",
    "Form",
    "assert_exact",
    "choose",
    "choose_held",
    "cut",
    "difference_html",
    "figure_words",
    "house_of",
    "is_draft",
    "plain_difference",
    "plain_summary",
    "presentable",
    "read_reviewed",
    "render_csv",
    "render_html",
    "render_json",
    "render_jsonl",
    "render_notebook",
    "render_packet",
    "render_threads",
    "review_schema",
    "show_difference",
    "state_words",
    "summarise",
]

"""A source document's whole text as HTML, with one passage marked at its place: cleaned text alone, nothing leads out."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from sayso.model import Block, Document
from sayso.render.body import blocks_of
from sayso.render.safe import shown

#: How each kind of block opens and closes.
_TAGS: Final[dict[str, tuple[str, str]]] = {
    "title": ('<h2 dir="auto">', "</h2>"),
    "heading": ('<h2 dir="auto">', "</h2>"),
    "paragraph": ('<p dir="auto">', "</p>"),
    "item": ('<li dir="auto">', "</li>"),
    "row": ('<p class="row" dir="auto">', "</p>"),
    "caption": ('<p class="caption" dir="auto">', "</p>"),
    "cue": ('<p class="timed" dir="auto">', "</p>"),
    "quote": ('<blockquote dir="auto"><p>', "</p></blockquote>"),
}
_ANCHOR: Final = ' id="at"'


def placed_html(doc: Document, start: int, end: int) -> Markup:
    """The text with `[start:end]` marked; the mark's first piece is the anchor `at`, which an address leads to.

    An empty stretch marks nothing. What stands in blocks is there once, escaped and made safe to show.
    """
    written = [(block.kind, _block(doc.text, block, start, end)) for block in blocks_of(doc)]
    parts = []
    for kind, blocks in groupby(written, key=lambda pair: pair[0]):
        html = "".join(inner for _, inner in blocks)
        parts.append(f"<ul>\n{html}</ul>\n" if kind == "item" else html)
    first, mark, rest = "".join(parts).partition(_ANCHOR)
    return Markup(first + mark + rest.replace(_ANCHOR, ""))  # noqa: S704 - every part of it is escaped where it is made


def _block(text: str, block: Block, start: int, end: int) -> str:
    """A block, with what of the passage lies in it between marks. The text itself cannot hold the anchor: it is escaped."""
    low, high = max(start, block.start), min(end, block.end)
    before, after = _TAGS[block.kind]
    if low >= high:
        return f"{before}{_plain(text[block.start : block.end])}{after}\n"
    marked = f"<mark{_ANCHOR}>{_plain(text[low:high])}</mark>"
    return f"{before}{_plain(text[block.start : low])}{marked}{_plain(text[high : block.end])}{after}\n"


def _plain(text: str) -> str:
    return str(escape(shown(text)))

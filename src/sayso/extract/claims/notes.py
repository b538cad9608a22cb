"""What stands in a text and asserts nothing of its subject: bylines, notes on the author, calls to read on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from sayso.language.encoder import Unread
from sayso.language.fold import fold
from sayso.language.tokens import Token, tokens
from sayso.model import Block, Document, Figure

from .cues import Cues

_LONGEST_BYLINE = 12
_LONGEST_NOTE = 60
_SHORTEST_NOTE = 4
_LONGEST = 600


def silent_blocks(doc: Document, figures: Sequence[Figure], lists: Cues, language: str) -> list[Block]:
    """The blocks that make no claim, in order. The figures are the document's."""
    last = doc.blocks[-2:]
    quantities = [figure.start for figure in figures if figure.is_quantity]
    return [
        block
        for block in doc.blocks
        if not block.asserts or _is_note(doc, block, quantities, lists, language, late=block in last)
    ]


def _is_note(doc: Document, block: Block, quantities: Sequence[int], lists: Cues, language: str, *, late: bool) -> bool:
    if block.end - block.start > _LONGEST:
        return False
    row = tokens(fold(doc.text[block.start : block.end]), block.start, language)
    counts = bisect_left(quantities, block.start) < bisect_left(quantities, block.end)
    return _is_byline(doc, row, lists, counts=counts) or (late and _is_about_author(row, lists))


def _is_byline(doc: Document, row: Sequence[Token], lists: Cues, *, counts: bool) -> bool:
    """As in "By Anna Berg", "Read more: ...": a short block with such an opening, or just the document's byline.

    "Hundreds killed by quake" and "By 2030 ..." are none: where it `counts` anything, the opening comes first, before no number.
    """
    if doc.byline and " ".join(token.text for token in row) == " ".join(doc.byline.split()):
        return True
    if len(row) > _LONGEST_BYLINE or (place := lists.place("note_starts", row[:3])) is None:
        return False
    if counts and (place[0] > 0 or any(token.kind == "number" for token in row[place[1] : place[1] + 1])):
        return False
    return row[-1].text not in {".", "!", "?"} or lists.find("finite", row) is None


def _is_about_author(row: Sequence[Token], lists: Cues) -> bool:
    """As in "Anna Berg is a freelance journalist in Leeds.": begins with a name, then an office of writing."""
    if not _SHORTEST_NOTE <= len(row) <= _LONGEST_NOTE or not (row[0].capital and row[1].capital):
        return False
    return lists.find("note_roles", row) is not None and lists.find("note_marks", row[:8]) is not None


def claiming(doc: Document) -> tuple[Unread, ...]:
    """The paragraphs of a document in which claims may stand, for an encoder to read; its lines, where it has no blocks."""
    kept = [block for block in doc.stretches() if block.asserts]
    return tuple(Unread(block.start, doc.text[block.start : block.end], (block.start,)) for block in kept)

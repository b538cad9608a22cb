"""The document's text as HTML: its blocks, with every mark laid over it. Nothing of the text itself is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from sayso.model import Block, BlockKind, Document

from .marks import Mark, Stretch, cut, marks_of
from .safe import line, shown
from .view import ClaimView, View
from .words import OUTCOMES

_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET: Final = re.compile(r"\s*(?:[-–—•·*▪◦‣]|\(?\w{1,3}[.)])\s")
_TRACKS: Final = 2
_MOST_NUMBERS: Final = 9
#: How each kind of block opens and closes.
_TAGS: Final[dict[str, tuple[str, str]]] = {
    "title": ('<h2 class="b title" dir="auto">', "</h2>"),
    "heading": ('<h2 class="b" dir="auto">', "</h2>"),
    "paragraph": ('<p class="b" dir="auto">', "</p>"),
    "item": ('<li class="b" dir="auto">', "</li>"),
    "own-mark": ('<li class="b own" dir="auto">', "</li>"),
    "row": ('<p class="b row" dir="auto">', "</p>"),
    "caption": ('<p class="b caption" dir="auto">', "</p>"),
    "cue": ('<p class="b timed" dir="auto">', "</p>"),
    "quote": ('<blockquote class="b" dir="auto"><p>', "</p></blockquote>"),
}
_DIRECTION: Final = ' dir="auto"'
_TITLE: Final = '<h2 class="b title"'


@dataclass(frozen=True)
class Names:
    """The anchors of the text and of the claims, `t7` and `c7`, with a prefix in a notebook; the heading of the title.

    With `offsets`, each block tells in `data-s` at which code point of the document it begins.
    """

    prefix: str = ""
    headline: str = "h1"
    offsets: bool = False

    def number(self, each: ClaimView, last: int) -> str:
        """The margin number of a claim: a link to its entry in the ledger."""
        number, outcome = each.number, OUTCOMES[each.shown]
        return (
            f'<a class="n" id="{self.prefix}t{number}" href="#{self.prefix}c{number}" '
            f'aria-label="Claim {number} of {last}, {each.claim.sort}, {outcome}">{number}</a>'
        )


@dataclass(frozen=True)
class Body:
    """The marked text: its headline, where the text begins with its own title, and the rest."""

    headline: Markup | None
    rest: Markup


def body_html(view: View, names: Names | None = None) -> Body:
    """The marked text. Every code point of the document stands in it once; margin numbers are links to the ledger."""
    doc = view.ledger.document
    names = names or Names()
    writer = _Writer(doc.text, {each.number: each for each in view.claims}, names)
    written = [(block, writer.block(block, marks)) for block, marks in _with_marks(doc, marks_of(view))]
    headline = None
    if written and _is_headline(doc, written[0][0]):
        headline = Markup(writer.retagged(written.pop(0)[1]))  # noqa: S704 - escaped where it is made
    parts = []
    for kind, blocks in groupby(written, key=lambda pair: pair[0].kind):
        html = "".join(block_html for _, block_html in blocks)
        parts.append(f"<ul>\n{html}</ul>\n" if kind == "item" else html)
    return Body(headline, Markup("".join(parts)))  # noqa: S704 - every part of it is escaped where it is made


def _with_marks(doc: Document, marks: Sequence[Mark]) -> Iterator[tuple[Block, list[Mark]]]:
    """Each block with the marks that reach into it."""
    active: list[Mark] = []
    at = 0
    for block in blocks_of(doc):
        while at < len(marks) and marks[at].start < block.end:
            active.append(marks[at])
            at += 1
        active = [mark for mark in active if mark.end > block.start]
        yield block, active


def _is_headline(doc: Document, block: Block) -> bool:
    return block.kind == "title" and line(doc.text[block.start : block.end]) == line(doc.title or "")


def blocks_of(doc: Document) -> Iterator[Block]:
    """The document's blocks in order, and paragraphs for what stands between them; paragraphs alone where it has none."""
    at = 0
    for block in sorted(doc.blocks, key=lambda block: (block.start, block.end)):
        start = max(block.start, at)
        yield from _loose(doc.text, at, start)
        if start < block.end:
            yield Block(start=start, end=block.end, kind=block.kind)
        at = max(at, block.end)
    yield from _loose(doc.text, at, len(doc.text))


def _loose(text: str, start: int, end: int) -> Iterator[Block]:
    at = start
    kind: BlockKind = "paragraph"
    for gap in (*_BLANK.finditer(text, start, end), None):
        stop = gap.start() if gap else end
        if text[at:stop].strip():
            yield Block(start=at, end=stop, kind=kind)
        at = gap.end() if gap else end


class _Writer:
    """Writes blocks one after another; it remembers which margin numbers it has written."""

    def __init__(self, text: str, claims: dict[int, ClaimView], names: Names) -> None:
        self._text, self._claims, self._names = text, claims, names
        self._written: set[int] = set()

    def block(self, block: Block, marks: list[Mark]) -> str:
        """A block with the marks that reach into it."""
        own = block.kind == "item" and _BULLET.match(self._text, block.start, block.end)
        before, after = _TAGS["own-mark" if own else block.kind]
        if self._names.offsets:
            before = before.replace(_DIRECTION, f' data-s="{block.start}"{_DIRECTION}', 1)
        stretches = list(cut(marks, block.start, block.end))
        groups = groupby(stretches, key=lambda stretch: stretch.of("link")[:1])
        return before + "".join(self._linked(link, list(group)) for link, group in groups) + after + "\n"

    def retagged(self, html: str) -> str:
        """A title's HTML as the page's headline."""
        end, tag = _TAGS["title"][1], self._names.headline
        return f'<{tag} class="b"{html.removeprefix(_TITLE).removesuffix(end + chr(10))}</{tag}>'

    def _linked(self, links: tuple[Mark, ...], stretches: list[Stretch]) -> str:
        """Stretches within one hyperlink; margin numbers are links too, so they stand in front of it."""
        if not links:
            return self._claimed(stretches)
        numbers = "".join(self._numbers(stretch) for stretch in stretches)
        start = f'<a href="{escape(links[0].note)}" rel="noreferrer noopener">'
        return f"{numbers}{start}{self._claimed(stretches)}</a>"

    def _claimed(self, stretches: list[Stretch]) -> str:
        return "".join(
            self._under(claims, list(group)) for claims, group in groupby(stretches, key=lambda each: each.of("claim"))
        )

    def _under(self, claims: tuple[Mark, ...], stretches: list[Stretch]) -> str:
        """Stretches under the same claims: at most two lines, the shortest claim's nearest to the text, then "+n"."""
        inner = "".join(self._stretch(stretch) for stretch in stretches)
        if not claims:
            return inner
        begun = self._numbers(stretches[0])
        covering = " ".join(str(mark.number) for mark in claims[:_MOST_NUMBERS])
        more = f' data-more="+{len(claims) - _TRACKS}"' if begun and len(claims) > _TRACKS else ""
        html = f'<span class="k {claims[0].kind}" data-c="{covering}"{more}>{inner}</span>'
        return begun + (f'<span class="k far {claims[1].kind}">{html}</span>' if len(claims) > 1 else html)

    def _numbers(self, stretch: Stretch) -> str:
        """The margin numbers of the claims that begin here, in order."""
        fresh = sorted(mark.number for mark in stretch.of("claim") if mark.number not in self._written)
        self._written.update(fresh)
        return "".join(self._names.number(self._claims[number], len(self._claims)) for number in fresh)

    def _stretch(self, stretch: Stretch) -> str:
        html = str(escape(shown(self._text[stretch.start : stretch.end])))
        flags, rest = stretch.of("flag")[:1], stretch.of("source")[:1] + stretch.of("cue")[:1]
        for flag in flags:
            html = f'<span class="{flag.kind}" title="{escape(flag.note)}">{html}</span>'
        if rest:
            classes = " ".join(f"src {mark.kind}" if mark.layer == "source" else mark.kind for mark in rest)
            html = f'<span class="{classes}">{html}</span>'
        for figure in stretch.of("figure")[:1]:
            edges = ("s" if figure.start == stretch.start else "") + ("e" if figure.end == stretch.end else "")
            html = f'<span class="fig {edges}" title="{escape(figure.note)}">{html}</span>'
        return html

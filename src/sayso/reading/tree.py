"""Elements to blocks: one walk over a tree, for HTML, for trafilatura's own tree, and for the pages of an EPUB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .inline import Inline
from .tables import Cell, add_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.model import BlockKind

    from .draft import Anchor, Builder

_HTML_KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote",
}
_BODY_KINDS: Final[dict[str, BlockKind]] = {"head": "heading", "item": "item", "quote": "quote"}
_LINKS: Final = frozenset(("a", "ref"))
_BREAKS: Final = frozenset(("br", "lb"))
_HTML_NAMES: Final = (
    "address article aside body center details dialog div dl fieldset figure footer form header hgroup hr html legend "
    "main nav ol option p pre section select summary table tbody td tfoot th thead tr ul"
)
_HTML_BLOCKS: Final = frozenset(_HTML_NAMES.split())
_BODY_BLOCKS: Final = frozenset(("p", "list", "table", "row", "cell", "body", "main", "doc", "code", "div"))
_SILENT_NAMES: Final = (
    "script style noscript template head title meta link svg math canvas audio video iframe object embed button input "
    "textarea map area datalist base"
)
_SILENT: Final = frozenset(_SILENT_NAMES.split())
#: A cell with more characters holds prose: the table lays out a page.
_LONGEST_CELL: Final = 600
_WIDEST_SPAN: Final = 1000
_FEWEST_ROWS: Final = 2
_SHOWN: Final = frozenset(("table", "p"))


class Walk:
    """A walk over a tree that adds its blocks to a text."""

    def __init__(self, builder: Builder, base: str = "", *, html: bool = True) -> None:
        """`base` is the address that links are relative to; `html` says which of the two dialects the tree is in."""
        self._builder = builder
        self._html = html
        self._kinds = _HTML_KINDS if html else _BODY_KINDS
        self._blocks = (_HTML_BLOCKS if html else _BODY_BLOCKS) | self._kinds.keys()
        self._silent = _SILENT if html else frozenset[str]()
        self._inline = Inline(base)
        self._stack: list[BlockKind] = ["paragraph"]
        self._base = base

    def run(self, root: Any, known: Callable[[Any], bool] | None = None) -> None:
        """Walk over `root` and all in it; not recursive, so that no depth of elements can break it.

        `known` is shown each table and paragraph, and gives True where it has added what stands in it.
        """
        steps: list[tuple[Any, bool]] = [(root, True)]
        while steps:
            element, entering = steps.pop()
            if not entering:
                self._leave(element, tail=element is not root)
                continue
            if self._passes(element, known):
                self._inline.feed(element.tail if element is not root else None)
                continue
            self._enter(element)
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
        self._flush()

    def _passes(self, element: Any, known: Callable[[Any], bool] | None) -> bool:
        """Whether an element is done with: a comment, a script, a table that is read by rows, one known to the caller."""
        if not isinstance(element.tag, str) or element.tag in self._silent or element.get("hidden") is not None:
            return True
        if element.tag not in _SHOWN:
            return False
        grid = read_grid(element, self._base) if self._html and element.tag == "table" else None
        if grid or known:
            self._flush()
        if grid:
            add_grid(self._builder, grid)
        return bool(grid) or bool(known and known(element))

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag in self._blocks:
            self._flush()
            self._stack.append(self._kind(element))
        elif tag in _BREAKS:
            self._inline.line_break()
        elif tag in _LINKS:
            self._inline.open_link(element.get("href") or element.get("target"))
        self._inline.feed(element.text)

    def _kind(self, element: Any) -> BlockKind:
        """A paragraph within an item or a quotation is of their kind."""
        own = self._kinds.get(element.tag)
        if own:
            return own
        return self._stack[-1] if element.tag == "p" or self._stack[-1] == "quote" else "paragraph"

    def _leave(self, element: Any, *, tail: bool) -> None:
        tag = element.tag
        if tag in self._blocks:
            self._flush()
            self._stack.pop()
        elif tag in _LINKS:
            self._inline.close_link()
        if tail:
            self._inline.feed(element.tail)

    def _flush(self) -> None:
        self._builder.add(self._stack[-1], *self._inline.take())


def inline_of(element: Any, base: str) -> tuple[str, list[Anchor]]:
    """All that stands in an element, as running text with its links."""
    inline = Inline(base)
    steps: list[tuple[Any, bool]] = [(element, True)]
    while steps:
        found, entering = steps.pop()
        passed = not isinstance(found.tag, str) or found.tag in _SILENT
        if entering and not passed:
            _open(inline, found)
            steps.append((found, False))
            steps.extend((child, True) for child in reversed(found))
            continue
        if not passed:
            _close(inline, found)
        if found is not element:
            inline.feed(found.tail)
    return inline.take()


def _open(inline: Inline, element: Any) -> None:
    if element.tag in _HTML_BLOCKS or element.tag in ("br", "li"):
        inline.feed(" ")
    if element.tag == "a":
        inline.open_link(element.get("href"))
    inline.feed(element.text)


def _close(inline: Inline, element: Any) -> None:
    if element.tag == "a":
        inline.close_link()
    if element.tag in _HTML_BLOCKS or element.tag == "li":
        inline.feed(" ")


class Grid(NamedTuple):
    """A table of data: its caption, if it has one, and its rows."""

    caption: tuple[str, list[Anchor]] | None
    rows: list[list[Cell]]


def read_grid(table: Any, base: str) -> Grid | None:
    """The table that an element holds; None for one that only lays out a page, or has less than two columns."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = []
    for row in table.iterdescendants("tr"):
        rows.append([_cell(cell, base) for cell in row if cell.tag in ("td", "th")])
        if any(len(cell.text) > _LONGEST_CELL for cell in rows[-1]):
            return None
    if sum(1 for row in rows if sum(1 for cell in row if cell.text) > 1) < _FEWEST_ROWS:
        return None
    caption = table.find("caption")
    return Grid(inline_of(caption, base) if caption is not None else None, rows)


def add_grid(builder: Builder, grid: Grid) -> None:
    """Add a table's caption and rows to a text."""
    if grid.caption:
        builder.add("caption", *grid.caption)
    add_table(builder, grid.rows)


def _cell(cell: Any, base: str) -> Cell:
    text, anchors = inline_of(cell, base)
    bare = text.strip()
    shift = len(text) - len(text.lstrip())
    return Cell(
        text=bare.replace("\n", " "),
        head=cell.tag == "th" and cell.get("scope") not in ("row", "rowgroup"),
        anchors=tuple((max(start - shift, 0), min(end - shift, len(bare)), href) for start, end, href in anchors),
        rows=_span(cell.get("rowspan")),
        columns=_span(cell.get("colspan")),
    )


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return max(1, min(int(digits), _WIDEST_SPAN)) if digits.isdecimal() and len(digits) < 5 else 1  # noqa: PLR2004 - digits

"""Word documents: paragraphs, headings, lists, tables by rows, links and notes, in the order in which they stand.

python-docx opens the package and knows its styles; the walk over the elements is our own, for python-docx passes over
what stands in content controls, in text boxes and in insertions under review.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from .draft import Builder, Draft, one_line
from .inline import Inline
from .notes import find_date, find_notes
from .tables import Cell, add_table
from .zipped import open_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.model import BlockKind

    from .draft import Anchor
    from .formats import Source

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOTES: Final = ("footnotes", "endnotes")
#: What was struck out under review, field codes, and the second copy of a drawing for old programs.
_PASSED: Final = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}delText",
        f"{_W}rPr",
        f"{_W}pPr",
        f"{_W}tblPr",
        f"{_MC}Fallback",
    )
)
_STYLES: Final[tuple[tuple[str, BlockKind], ...]] = (
    ("title", "title"),
    ("heading", "heading"),
    ("subtitle", "heading"),
    ("list", "item"),
    ("caption", "caption"),
    ("quote", "quote"),
    ("intense quote", "quote"),
)
#: The day on which the template of python-docx was made; it stands in files whose author set no other.
_TEMPLATE: Final = "2013-12-23"
_NO_AUTHORS: Final = frozenset(("python-docx", "un-named", "apache poi"))


class _Docx:
    """A walk over one document."""

    def __init__(self, document: Any) -> None:
        self.builder = Builder()
        self._part = document.part
        self._styles = {style.style_id: (style.name or "").lower() for style in document.styles}
        self._default = {style.style_id for style in document.styles if style.name == "Normal"}

    def blocks(self, container: Any, part: Any) -> None:
        """Add all paragraphs and tables in an element, in order."""
        for element in _flow(container):
            if element.tag == f"{_W}tbl":
                self._table(element, part)
            else:
                self._paragraph(element, part)

    def _paragraph(self, element: Any, part: Any) -> None:
        text, anchors, boxes = _running(element, part)
        self.builder.add(self._kind(element), text, anchors)
        for box in boxes:
            self.blocks(box, part)

    def _kind(self, element: Any) -> BlockKind:
        properties = element.find(f"{_W}pPr")
        if properties is None:
            return "paragraph"
        style = properties.find(f"{_W}pStyle")
        name = self._styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        for start, kind in _STYLES:
            if name.startswith(start):
                return kind
        numbered = properties.find(f"{_W}numPr/{_W}numId")
        return "item" if numbered is not None and numbered.get(f"{_W}val") != "0" else "paragraph"

    def _table(self, element: Any, part: Any) -> None:
        rows = [[_cell(cell, part) for cell in _inside(row, "tc")] for row in _inside(element, "tr")]
        heads = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in _inside(element, "tr")]
        if sum(1 for row in rows if sum(1 for cell in row if cell.text) > 1) > 1:
            marked = [[cell._replace(head=head) for cell in row] for row, head in zip(rows, heads, strict=True)]
            add_table(self.builder, marked)
            return
        for row in _inside(element, "tr"):
            for cell in _inside(row, "tc"):
                self.blocks(cell, part)


def read_docx(source: Source) -> Draft:
    """Read a DOCX. Foot- and endnotes stand at the end of the text.

    Raises UnreadableError "archive-unsafe", "encrypted", "damaged" or "too-large".
    """
    import docx

    open_zip(source.data).close()
    document = docx.Document(io.BytesIO(source.data))
    walk = _Docx(document)
    walk.blocks(document.element.body, document.part)
    foot_from = len(walk.builder.blocks)
    for part, root in _note_parts(document.part):
        for note in root.iterchildren(f"{_W}footnote", f"{_W}endnote"):
            if note.get(f"{_W}type") is None:
                walk.blocks(note, part)
    return _draft(walk.builder, foot_from, document.core_properties)


def _draft(builder: Builder, foot_from: int, properties: Any) -> Draft:
    text = builder.text
    lines = [text[block.start : block.end] for block in builder.blocks[:foot_from]]
    titled = [lines[at] for at, block in enumerate(builder.blocks[:foot_from]) if block.kind == "title"]
    headed = [lines[at] for at, block in enumerate(builder.blocks[:3]) if block.kind == "heading"]
    notes = find_notes(lines[1:5], lines[-3:])
    author = one_line(properties.author)
    created = properties.created.date().isoformat() if properties.created else None
    return Draft(
        text=text,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=next(iter(titled), None) or one_line(properties.title) or next(iter(headed), None),
        byline=notes.byline or (author if author and author.lower() not in _NO_AUTHORS else None),
        outlet=notes.outlet,
        published=notes.published
        or next(filter(None, map(find_date, lines[:1])), None)
        or (created if created != _TEMPLATE else None),
        language=properties.language or None,
        links=tuple(builder.links),
        blocks=tuple(builder.blocks),
    )


def _flow(container: Any) -> Iterator[Any]:
    """The paragraphs and tables of an element, also those in content controls and insertions."""
    for child in container:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from _flow(child)


def _inside(element: Any, name: str) -> Iterator[Any]:
    """A table's rows or a row's cells, also those in content controls."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _inside(child, name)


def _running(paragraph: Any, part: Any) -> tuple[str, list[Anchor], list[Any]]:
    """A paragraph's text, its links, and the text boxes that hang on it."""
    inline = Inline()
    boxes: list[Any] = []
    steps: list[tuple[Any, bool]] = [(paragraph, True)]
    while steps:
        element, entering = steps.pop()
        tag = element.tag
        if not entering:
            inline.close_link()
        elif tag == f"{_W}txbxContent":
            boxes.append(element)
        elif tag not in _PASSED:
            _mark(inline, element, part)
            if tag == f"{_W}hyperlink":
                steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
    return *inline.take(), boxes


def _mark(inline: Inline, element: Any, part: Any) -> None:
    tag = element.tag
    if tag == f"{_W}t":
        inline.feed(element.text)
    elif tag == f"{_W}tab":
        inline.feed(" ")
    elif tag in (f"{_W}br", f"{_W}cr"):
        inline.line_break()
    elif tag == f"{_W}noBreakHyphen":
        inline.feed("\u2011")
    elif tag == f"{_W}softHyphen":
        inline.feed("\u00ad")
    elif tag == f"{_W}hyperlink":
        relation = part.rels.get(element.get(f"{_R}id"))
        inline.open_link(relation.target_ref if relation is not None and relation.is_external else None)


def _cell(cell: Any, part: Any) -> Cell:
    """A cell's paragraphs on one line."""
    text = ""
    anchors: list[Anchor] = []
    for paragraph in cell.iter(f"{_W}p"):
        piece, found, _ = _running(paragraph, part)
        if piece.strip():
            text += " " if text else ""
            anchors += [(len(text) + start, len(text) + end, href) for start, end, href in found]
            text += piece.rstrip().replace("\n", " ")
    spans = cell.find(f"{_W}tcPr/{_W}gridSpan")
    width = spans.get(f"{_W}val") if spans is not None else "1"
    return Cell(text, anchors=tuple(anchors), columns=max(1, min(int(width), 1000)) if width.isdecimal() else 1)


def _note_parts(part: Any) -> Iterator[tuple[Any, Any]]:
    """The parts that hold foot- and endnotes, with their trees."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for name in _NOTES:
        for relation in part.rels.values():
            # A relationship that does not tell its type is none that is looked for.
            if not relation.is_external and (relation.reltype or "").endswith(f"/{name}"):
                yield relation.target_part, etree.fromstring(relation.target_part.blob, parser)

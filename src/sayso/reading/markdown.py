"""Markdown: prose without its markup, with headings, lists, quotations, tables by rows, links and front matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from sayso.model import BlockKind, Link

from .decode import charset_of_header, decode
from .draft import Builder, Draft, one_line, page_address
from .inline import Inline
from .notes import find_date, find_notes
from .plain import find_urls
from .tables import Cell, add_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .formats import Source

_FRONT: Final = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(r"([A-Za-z_-]{2,30})\s*[:=](.*)\Z")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_KINDS: Final[dict[str, BlockKind]] = {"blockquote_open": "quote", "list_item_open": "item"}


def read_markdown(source: Source) -> Draft:
    """Read Markdown (CommonMark with tables). Raises UnreadableError as `decode` does."""
    from markdown_it import MarkdownIt

    text, problems = decode(source.data, charset_of_header(source.content_type))
    front, body = _front_matter(text)
    builder = Builder()
    _add(builder, MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body), source.uri)
    shown = builder.text
    lines = [shown[block.start : block.end] for block in builder.blocks]
    first = builder.blocks[0] if builder.blocks else None
    notes = find_notes(lines[1:5] if first and first.kind == "title" else lines[:5], lines[-3:])
    return Draft(
        text=shown,
        media_type="text/markdown",
        title=front.get("title") or (one_line(lines[0]) if first and first.kind == "title" else None),
        byline=front.get("author") or front.get("authors") or front.get("byline") or notes.byline,
        address=page_address(front.get("url") or front.get("canonical")),
        outlet=front.get("outlet") or front.get("publication") or front.get("publisher") or notes.outlet,
        published=find_date(front.get("date") or front.get("published") or "") or notes.published,
        language=front.get("lang") or front.get("language"),
        links=_with_bare(builder.links, shown),
        blocks=tuple(builder.blocks),
        problems=problems,
    )


def _with_bare(links: list[Link], text: str) -> tuple[Link, ...]:
    """Links, and the addresses that stand bare in the text."""
    held = sorted(links, key=lambda link: (link.start, link.end))
    ends = list(accumulate((link.end for link in held), max))
    starts = [link.start for link in held]
    bare = [
        link for link in find_urls(text) if not (at := bisect_right(starts, link.start)) or ends[at - 1] <= link.start
    ]
    return tuple(sorted([*held, *bare], key=lambda link: (link.start, link.end)))


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of YAML or TOML front matter, each on one line or as a list of lines, and the text after it."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    fields: dict[str, str] = {}
    name = ""
    for line in found[2].split("\n"):
        field = _FIELD.match(line)
        if field and not line.startswith((" ", "\t")):
            name, value = field[1].lower(), field[2].strip()
            listed = _listed(value)
            fields[name] = ", ".join(map(_unquote, value.strip("[]").split(","))) if listed else _unquote(value)
        elif name and line.strip().startswith("- "):
            fields[name] = ", ".join(filter(None, (fields[name], _unquote(line.strip()[2:]))))
    return {key: value for key, value in fields.items() if value}, text[found.end() :]


def _listed(value: str) -> bool:
    return value.startswith("[") and value.endswith("]")


def _unquote(value: str) -> str:
    bare = value.strip()
    return bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'" else bare


def _add(builder: Builder, tokens: Sequence[Any], base: str) -> None:
    kinds: list[BlockKind] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type in ("blockquote_close", "list_item_close"):
            kinds.pop()
        elif token.type == "table_open":
            at = _table(builder, tokens, at, base)
        elif token.type == "inline":
            builder.add(_kind(tokens[at - 1], kinds, builder), *_running(token.children or [], base))
        elif token.type in ("fence", "code_block"):
            builder.add("paragraph", token.content)
        elif token.type == "html_block":
            _page(builder, token.content, base)
        at += 1


def _kind(opener: Any, kinds: list[BlockKind], builder: Builder) -> BlockKind:
    if opener.type == "heading_open":
        return "title" if opener.tag == "h1" and not builder.blocks else "heading"
    return kinds[-1] if kinds else "paragraph"


def _page(builder: Builder, content: str, base: str) -> None:
    """HTML among Markdown; a tag or comment by itself holds nothing."""
    if not _TAG.sub("", content).strip():
        return
    from .html import add_page

    add_page(builder, content, base)


def _table(builder: Builder, tokens: Sequence[Any], at: int, base: str) -> int:
    """Add a table; gives the place of its last token."""
    rows: list[list[Cell]] = []
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            text, anchors = _running(token.children or [], base)
            rows[-1].append(Cell(text.strip(), head=tokens[at - 1].type == "th_open", anchors=tuple(anchors)))
        at += 1
    add_table(builder, rows)
    return at


def _running(tokens: Sequence[Any], base: str) -> tuple[str, list[tuple[int, int, str]]]:
    inline = Inline(base if base.startswith(("http://", "https://")) else "")
    for token in tokens:
        if token.type in ("text", "code_inline", "image"):
            inline.feed(token.content)
        elif token.type == "softbreak":
            inline.feed(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.match(token.content)):
            inline.line_break()
        elif token.type == "link_open":
            inline.open_link(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            inline.close_link()
    return inline.take()

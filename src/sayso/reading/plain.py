"""Plain text: paragraphs, hard-wrapped or one a line, lists, the title, and what the head and foot say."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sayso.model import Block, BlockKind, Link

from .draft import Draft, clean_href
from .notes import author_note, find_byline, find_date, find_notes, find_outlet

_BULLET: Final = re.compile(r"\s{0,12}(?:[-*+•‣▪◦·●■○–—]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t\u00a0]+(?=\S)")
_RULE: Final = re.compile(r"[\s\-=_*~#·.]*\Z")
_URL: Final = re.compile(r"https?://[^\s<>\"“”«»]{3,2000}", re.IGNORECASE)
_STOPS: Final = (".", "!", "?", "…", ":", ";")
_CLOSERS: Final = "\"'”’»“)]*"
_WIDEST: Final = 110
_NARROWEST: Final = 45
_TITLE_LENGTH: Final = 200
_HEADING_LENGTH: Final = 90
_HEAD_LINES: Final = 5
_FOOT_BLOCKS: Final = 3


class Line(NamedTuple):
    """A line's place without the white space around it."""

    start: int
    end: int
    text: str


def read_plain(text: str, *, media_type: str = "text/plain", title: str | None = None) -> Draft:
    """Read plain text. The text stays as it is; blocks lie over it."""
    chunks = _chunks(text)
    width = _width(chunks)
    blocks = [block for chunk in chunks for block in _blocks(chunk, width)]
    blocks = _entitle(text, blocks)
    found = blocks[0] if blocks and blocks[0].kind == "title" else None
    body = blocks[1:] if found else blocks
    head = [line for block in body[:_HEAD_LINES] for line in text[block.start : block.end].split("\n")[:_HEAD_LINES]]
    foot = [" ".join(text[block.start : block.end].split()) for block in body[-_FOOT_BLOCKS:]]
    notes = find_notes(head[:_HEAD_LINES], foot)
    return Draft(
        text=text,
        media_type=media_type,
        title=title or (" ".join(text[found.start : found.end].split()) if found else None),
        byline=notes.byline,
        outlet=notes.outlet,
        published=notes.published,
        links=find_urls(text),
        blocks=tuple(blocks),
    )


def find_urls(text: str) -> tuple[Link, ...]:
    """The addresses that stand in a text, without the punctuation after them."""
    links = []
    for found in _URL.finditer(text):
        href = found[0].rstrip(".,;:!?'’*_")
        if href.endswith(")") and "(" not in href:
            href = href.rstrip(")")
        target = clean_href(href)
        if target:
            links.append(Link(start=found.start(), end=found.start() + len(href), href=target))
    return tuple(links)


def _chunks(text: str) -> list[list[Line]]:
    """Lines that stand together, without blank lines between them; rules such as "-----" part them too."""
    chunks: list[list[Line]] = [[]]
    at = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare and not _RULE.match(bare):
            start = at + raw.index(bare)
            chunks[-1].append(Line(start, start + len(bare), raw.rstrip()))
        elif chunks[-1]:
            chunks.append([])
        at += len(raw) + 1
    return [chunk for chunk in chunks if chunk]


def _width(chunks: list[list[Line]]) -> int:
    """The length at which lines are broken, or 0 where each line is a paragraph of its own."""
    lengths = sorted(len(line.text) for chunk in chunks if len(chunk) > 1 for line in chunk)
    if not lengths:
        return 0
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    return width if _NARROWEST <= width <= _WIDEST else 0


def _blocks(chunk: list[Line], width: int) -> list[Block]:
    blocks: list[Block] = []
    listed = sum(1 for line in chunk if _BULLET.match(line.text)) > 1 or bool(_BULLET.match(chunk[0].text))
    apart = all(_stopped(line.text) for line in chunk)
    for line, before in zip(chunk, [None, *chunk], strict=False):
        bullet = _BULLET.match(line.text) if listed and not find_date(line.text) else None
        hangs = bool(blocks) and blocks[-1].kind == "item" and line.text[0].isspace()
        if before and not bullet and (hangs or (not apart and _goes_on(before, line, width))):
            blocks[-1] = Block(start=blocks[-1].start, end=line.end, kind=blocks[-1].kind)
        elif bullet and len(line.text) > bullet.end():
            shift = bullet.end() - (len(line.text) - len(line.text.lstrip()))
            blocks.append(Block(start=line.start + shift, end=line.end, kind="item"))
        else:
            blocks.append(Block(start=line.start, end=line.end, kind="paragraph"))
    return blocks


def _goes_on(before: Line, line: Line, width: int) -> bool:
    """Whether a line takes up where the one before was broken off."""
    if find_byline(before.text.strip()) or find_byline(line.text.strip()) or find_date(before.text):
        return False
    word = line.text.split(maxsplit=1)[0]
    full = width > 0 and len(before.text) + 1 + len(word) > width
    torn = len(before.text) >= _NARROWEST // 2 and not _stopped(before.text) and word[0].islower()
    return full or torn


def _stopped(line: str) -> bool:
    return line.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


def _entitle(text: str, blocks: list[Block]) -> list[Block]:
    """Mark the title, and headings: short lines between paragraphs, without a full stop."""
    marked: list[Block] = []
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        kind: BlockKind = block.kind
        if after and kind == "paragraph":
            kind = _rank(text, block, after, first=number == 0)
        if (
            (number < _HEAD_LINES or number >= len(blocks) - _FOOT_BLOCKS)
            and kind == "paragraph"
            and _is_note(text[block.start : block.end])
        ):
            kind = "caption"
        marked.append(Block(start=block.start, end=block.end, kind=kind))
    return marked


def _rank(text: str, block: Block, after: Block, *, first: bool) -> BlockKind:
    line = text[block.start : block.end]
    parted = "\n\n" in text[block.end : after.start].replace(" ", "").replace("\t", "")
    alone = "\n" not in line and (first or text[max(block.start - 2, 0) : block.start] == "\n\n")
    ends = line.rstrip(_CLOSERS)
    plain = not ends.endswith((".", ":", ";", ",", "…")) and any(char.isalpha() for char in line)
    if first and plain and len(line) <= _TITLE_LENGTH and not _is_note(line):
        longer = after.end - after.start > max(_WIDEST, 2 * len(line))
        headed = _is_note(text[after.start : after.end])
        return "title" if (parted and "\n" not in line) or longer or headed else "paragraph"
    short = len(line) <= _HEADING_LENGTH and plain and not ends.endswith("!")
    return "heading" if alone and parted and short and after.kind != "title" and not _is_note(line) else "paragraph"


def _is_note(line: str) -> bool:
    return bool(find_byline(line) or find_date(line) or find_outlet(line) or author_note(line))

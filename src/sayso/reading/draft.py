"""A document before it has a name: what the reader of a format gives, and the hand that puts it together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sayso.model import Block, BlockKind, Link, Page, Problem, UnreadableError
from sayso.model.span import Entry

from .limits import MAX_CHARS

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A link's place within its block.
Anchor = tuple[int, int, str]

#: Blocks of these kinds stand close under one another.
_CLOSE: Final = frozenset(("item", "row", "cue"))
_HREF: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+\Z", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 2048
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Draft(Entry, frozen=True, kw_only=True):
    """What a format's reader gives. `language` is what the file declares, not yet held against the text."""

    text: str
    media_type: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    address: str | None = None
    language: str | None = None
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()


class Builder:
    """Puts blocks under one another into a text, and keeps their places and their links' places."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []

    def add(self, kind: BlockKind, text: str, anchors: Iterable[Anchor] = ()) -> None:
        """Add a block without the white space around it; nothing where that leaves nothing.

        Raises UnreadableError "too-large" where the text grows beyond the limit.
        """
        bare = text.strip()
        if not bare:
            return
        shift = len(text) - len(text.lstrip())
        self._separate(kind)
        start = self.length
        self._put(bare)
        self.blocks.append(Block(start=start, end=self.length, kind=kind))
        for first, last, href in anchors:
            self._link(start + max(first - shift, 0), min(start + last - shift, self.length), href)

    def _separate(self, kind: BlockKind) -> None:
        if self.blocks:
            close = kind in _CLOSE and self.blocks[-1].kind == kind
            self._put("\n" if close else "\n\n")

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
        check_length(self.length)

    def _link(self, start: int, end: int, href: str) -> None:
        target = clean_href(href)
        if start < end and target:
            self.links.append(Link(start=start, end=end, href=target))

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)


def check_length(chars: int) -> None:
    """Raise UnreadableError "too-large" where a text of `chars` code points is more than is read."""
    if chars > MAX_CHARS:
        raise UnreadableError(
            "too-large", f"the text is longer than {MAX_CHARS:,} characters", "split it, and give the parts"
        )


def clean_href(href: str) -> str | None:
    """The target of a link where it is one that a person may follow (http, https, mailto), else None."""
    bare = href.strip()
    return bare if _HREF.match(bare) else None


def page_address(given: str | None) -> str | None:
    """The web address that a file gives as its own, or None where it is none."""
    found = clean_href(scrub(given or ""))
    return found if found and len(found) <= _LONGEST_ADDRESS and found.lower().startswith("http") else None


def scrub(text: str) -> str:
    """`text` with a replacement character for each lone surrogate, so that it can be written as UTF-8."""
    return _SURROGATE.sub("\ufffd", text)


def one_line(text: object) -> str | None:
    """A title or name on one line, or None where there is nothing in it."""
    line = " ".join(scrub(str(text or "")).split())
    return line or None

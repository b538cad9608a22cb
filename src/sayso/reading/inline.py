"""Running text as it is put together from elements: white space collapsed, links with their places."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from .draft import Anchor

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


class Inline:
    """One block's running text. White space is collapsed as browsers do; no-break and other odd spaces stay."""

    def __init__(self, base: str = "") -> None:
        """`base` is the address that links are relative to."""
        self._base = base
        self._parts: list[str] = []
        self._length = 0
        self._ends_in_space = True
        self._anchors: list[Anchor] = []
        self._open: list[tuple[int, str]] = []

    def feed(self, text: str | None) -> None:
        """Add text."""
        if not text:
            return
        spaced = _SPACE.sub(" ", text)
        self._put(spaced[1:] if self._ends_in_space and spaced.startswith(" ") else spaced)

    def line_break(self) -> None:
        """Break the line."""
        if self._length:
            self._put("\n")

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._ends_in_space = text[-1] in " \n"

    def open_link(self, href: str | None) -> None:
        """Begin a link."""
        self._open.append((self._length, href or ""))

    def close_link(self) -> None:
        """End the link that was begun last."""
        if self._open:
            start, href = self._open.pop()
            self._anchors.append((start, self._length, _absolute(self._base, href)))

    def take(self) -> tuple[str, list[Anchor]]:
        """What was put together; and begin anew. A link that is still open goes on in what comes next."""
        pending = [href for _, href in self._open]
        while self._open:
            self.close_link()
        text = "".join(self._parts)
        anchors = [_tight(text, anchor) for anchor in sorted(self._anchors)]
        self._parts, self._length, self._ends_in_space, self._anchors = [], 0, True, []
        self._open = [(0, href) for href in pending]
        return text, anchors


def _absolute(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _tight(text: str, anchor: Anchor) -> Anchor:
    """A link without the white space at its ends."""
    start, end, href = anchor
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()), href

"""Entities of XML, put in before it is parsed: a parser that opens them can be made to unfold a bomb, one that does not loses text."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

from sayso.model import UnreadableError

#: What may stand before the first element: passed over for good, for were it given back, each comment would double the cost.
PROLOG: Final = (
    rb"\A(?:\xef\xbb\xbf)?+(?:\s++|<\?(?>[\s\S]*?\?>)|<!--(?>[\s\S]*?-->)|<!DOCTYPE[^\[>]*+"
    rb"(?:\[(?:\"[^\"]*+\"|'[^']*+'|<!--(?>[\s\S]*?(?:-->|\Z))|[^\]\"'])*+\]\s*+)?+>)*+"
)
_PROLOG: Final = re.compile(PROLOG)
_DECLARED: Final = re.compile(rb"<!--[\s\S]*?(?:-->|\Z)|<!ENTITY\s++([\w.:-]++)\s++(?:\"([^\"]*+)\"|'([^']*+)')\s*+>")
_NAMED: Final = re.compile(rb"<!\[CDATA\[[\s\S]*?(?:\]\]>|\Z)|<!--[\s\S]*?(?:-->|\Z)|&([\w.:-]++);")
#: Those that XML itself has.
_OWN: Final = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


def plain_entities(data: bytes, most: int) -> tuple[bytes, str]:
    """XML with the text of each entity in its place: as the document itself declares it, else as HTML knows its name.

    Also gives word of the first that nobody knows; such become text, as written. Within a declared text other declared ones are not opened, and what lies
    in another file is not fetched. What is in an encoding without ASCII stays as it is. Raises UnreadableError "archive-unsafe" where the
    texts put in are longer than `most` bytes. Cost: linear in the bytes and what is put in.
    """
    prolog = _PROLOG.match(data)
    begin = prolog.end() if prolog else 0
    found = _Opened({}, most)
    for match in _DECLARED.finditer(data, 0, begin):
        if match[1]:  # the first declaration of a name holds
            found.known.setdefault(match[1], _NAMED.sub(_Opened({}, most), match[2] or match[3] or b""))
    return data[:begin] + _NAMED.sub(found, data[begin:]), found.unknown


class _Opened:
    """What stands for a match of a named entity."""

    def __init__(self, known: dict[bytes, bytes], most: int) -> None:
        self.known, self.left, self.unknown = known, most, ""

    def __call__(self, match: re.Match[bytes]) -> bytes:
        name = match[1]
        if name is None or name in _OWN:
            return match[0]
        text = self.known.get(name)
        if text is None:
            text = self._of_html(name.decode("ascii", "replace"))
        self.left -= len(text)
        if self.left < 0:
            hint = "check where the file comes from"
            raise UnreadableError("archive-unsafe", "its entities unpack to far more than it holds", hint)
        return text

    def _of_html(self, name: str) -> bytes:
        text = html5.get(f"{name};")
        if text is None:
            self.unknown = self.unknown or f"what the entity &{name}; stands for is not told"
            return f"&amp;{name};".encode()
        return "".join(f"&#{ord(char)};" for char in text).encode()

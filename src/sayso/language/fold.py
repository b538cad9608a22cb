"""A view of a text in which odd characters do no harm, with the way back to the text itself.

Texts from the wild hold no-break spaces, soft hyphens, zero-width marks and half a dozen dashes. The text is never
changed; rules are matched on its folded view, and every match is carried back to offsets of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

#: Left out of the view: soft hyphen, zero-width spaces and joiners, word joiner, bidi controls, byte order mark.
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

#: One code point for another, so that the length stays.
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\t\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029\n", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2212", "-"),
        "\u02bc": "\u2019",
        "\u2032": "\u2019",
    }
)


class Folded(Struct, frozen=True):
    """The view, and where each of its code points stands in the text.

    Space-like characters and line breaks are plain spaces, hyphens of all kinds and the minus sign are "-", the
    apostrophe's look-alikes are "\u2019"; en and em dashes, and quotation marks, stay as they are.
    """

    text: str
    _origin: tuple[int, ...] | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was dropped, so that each place in the view is one in the text."""
        return self._origin is None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of `text[start:end]`; what was dropped just outside the ends stays outside."""
        if self._origin is None:
            return start, end
        if start >= end:
            at = self._origin[start]
            return at, at
        return self._origin[start], self._origin[end - 1] + 1


#: Anything that the view has otherwise than the text.
_CHANGED = re.compile("[" + _DROPPED.pattern.strip("[]") + "".join(map(chr, _SAME_LENGTH)) + "]")


@lru_cache(maxsize=256)
def fold(text: str) -> Folded:
    """The folded view of `text`. Cost: linear in its length."""
    if not _CHANGED.search(text):  # most texts, and four times as fast
        return Folded(text)
    if not _DROPPED.search(text):
        return Folded(text.translate(_SAME_LENGTH))
    kept = [at for at, char in enumerate(text) if not _DROPPED.match(char)]
    view = "".join(text[at] for at in kept).translate(_SAME_LENGTH)
    return Folded(view, (*kept, len(text)))

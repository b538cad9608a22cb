"""Names that are not to leave the house: blacked out letter by letter, so that every offset stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from sayso.model import Ledger

from .folding import fold
from .review import Review
from .rewrite import Rewrite, rewritten, rewritten_ledger

_BLOCK: Final = "█"
#: What may stand between the parts of a name: white space, a dash, or what stands for it in an address.
_BETWEEN: Final = r"[\s_+.-]+"
#: What an apostrophe within a name becomes: itself, nothing, or what an address has in its place.
_APOSTROPHE: Final = r"['\s_+.-]{0,2}"
_PARTS: Final = re.compile(r"[\s_+.-]+")
#: How letters with marks are written out where there are none: "Müller" is "Muller" or "Mueller".
_WRITTEN_OUT: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_Places = list[tuple[int, int]]


def withhold(ledger: Ledger, names: Iterable[str]) -> Ledger:
    """The ledger with every one of the names blacked out wherever it stands as whole words, in any case.

    All texts keep their length, so every entry still stands at its place. Text ids stay those of the full text.
    """
    black = blackened(names)
    return ledger if black is None else rewritten_ledger(ledger, black)


def withheld_review(review: Review) -> Review:
    """The review with the names that people withheld blacked out in its ledger and in all that people did and wrote."""
    black = blackened(review.withheld)
    return review if black is None else rewritten(review, black)


def blackened(names: Iterable[str]) -> Rewrite | None:
    """A function that blacks names out in a text, each sign by one, or None where there is no name.

    A name is met in any case, with its genitive, with and without accents (also written out: "ue" for "ü"), with unseen
    signs within, percent-encoded, and with any white space or what an address has in its place between its parts.
    """
    patterns = [re.compile(_pattern(name.strip())) for name in sorted({*names}) if fold(name).text.strip()]
    if not patterns:
        return None

    @cache  # most texts of a review stand there several times
    def black(text: str) -> str:
        folded = fold(text)
        found = [folded.place(*match.span()) for pattern in patterns for match in pattern.finditer(folded.text)]
        return _blacked(text, found) if found else text

    return black


def _pattern(name: str) -> str:
    """What finds a name in a folded text as whole words."""
    parts = [part for part in _PARTS.split(unicodedata.normalize("NFC", name)) if fold(part).text]
    words = _BETWEEN.join("".join(map(_sign, part)) for part in parts) or re.escape(fold(name).text)
    return rf"(?<![^\W_])(?:{words})(?:'?s)?(?![^\W_])"


def _sign(sign: str) -> str:
    """What finds one sign of a name."""
    folded = fold(sign).text
    if folded == "'":
        return _APOSTROPHE
    written_out = _WRITTEN_OUT.get(sign.casefold())
    return f"(?:{re.escape(folded)}|{written_out})" if written_out else re.escape(folded)


def _blacked(text: str, places: _Places) -> str:
    """The text with stretches blacked out; white space stays."""
    kept, at = [], 0
    for start, end in sorted(places):
        first = max(at, start)
        kept += [text[at:first], *(sign if sign.isspace() else _BLOCK for sign in text[first:end])]
        at = max(at, end)
    return "".join((*kept, text[at:]))

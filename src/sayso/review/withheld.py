"""Names that are not to leave the house: blacked out letter by letter, so that every offset stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from sayso.model import Ledger

from .review import Review
from .rewrite import Rewrite, rewritten, rewritten_ledger

_BLOCK: Final = "█"
#: What may stand between the parts of a name: white space, or what stands for it in an address.
_BETWEEN: Final = r"(?:\s|[-_+.]|%20)+"


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
    """A function that blacks names out in a text, or None where there is no name.

    Between the parts of a name any white space may stand, or what an address has in its place; letters with accents
    are met in either of their two spellings.
    """
    found = {form for name in names if name.strip() for form in _spellings(name.strip())}
    if not found:
        return None
    longest_first = sorted(found, key=lambda name: (-len(name), name))
    words = "|".join(_BETWEEN.join(re.escape(part) for part in name.split()) for name in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(_black, text)


def _spellings(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)


def _black(match: re.Match[str]) -> str:
    return "".join(char if char.isspace() else _BLOCK for char in match.group())

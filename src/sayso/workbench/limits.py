"""How much people may write: what is longer is refused, and never cut without a word."""

from __future__ import annotations

from typing import Final

from sayso.model import UsageError

#: Notes, reasons, replies and corrections; names; days.
TEXT: Final = 20_000
NAME: Final = 200
DAY: Final = 40


def said(text: str, what: str, most: int = TEXT) -> str:
    """A text as it came; raises UsageError where it is empty or longer than may be kept."""
    if not text.strip():
        raise UsageError("usage", f"{what} is empty", "write something")
    if len(text) > most:
        message = f"{what} has {len(text):,} characters, and {most:,} is the most"
        raise UsageError("too-large", message, "shorten it, or part it in two")
    return text

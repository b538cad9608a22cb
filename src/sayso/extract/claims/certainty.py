"""How certain a claim sounds: its author, and who is said to say it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token
from sayso.model import Attribution, Certainty, CertaintyLevel

from .cues import Cues


def certainty_of(row: Sequence[Token], sayings: Sequence[Attribution], lists: Cues) -> Certainty:
    """How sure the author sounds and, where somebody else says it, how sure that one is said to be.

    An author who only reports is neither for nor against ("unknown"), unless the cue takes what is said for granted.
    """
    level = _level(row, lists)
    if not sayings:
        return Certainty(author=level)
    if not any(saying.source for saying in sayings):
        return Certainty(author="probable" if level == "certain" else level)
    vouched = all(_vouches(saying, lists) for saying in sayings)
    return Certainty(author=level if vouched else "unknown", source=level)


def _vouches(saying: Attribution, lists: Cues) -> bool:
    """Whether a cue takes what is said for granted: "confirmed", "admitted"."""
    return any(lists.has("factive", word) for span in saying.cue for word in span.text.lower().split())


def _level(row: Sequence[Token], lists: Cues) -> CertaintyLevel:
    if lists.find("possible", [token for token in row if not (token.low == "may" and token.capital)]) is not None:
        return "possible"
    return "probable" if lists.find("probable", row) is not None else "certain"

"""What sort of assertion a claim is, and how certain it sounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token
from sayso.model import Attribution, Certainty, CertaintyLevel, Flag, Sort

from .cues import Cues

#: German participles are longer than this.
_SHORT: Final = 4


def sort_of(row: Sequence[Token], flags: Sequence[Flag], lists: Cues, *, counted: bool) -> Sort:
    """The sort of a claim: question, normative, opinion, prediction, experience; else fact.

    `counted` is whether a quantity stands in it: what can be counted is no mere opinion.
    """
    if any(token.text == "?" for token in row[-3:]) and row[-1].kind == "mark":
        return "question"
    if lists.find("normative", row) is not None:
        return "normative"
    if not counted and _judges(row, flags, lists):
        return "opinion"
    if _foretells(row, lists):
        return "prediction"
    return "experience" if _lived(row, lists) else "fact"


def _judges(row: Sequence[Token], flags: Sequence[Flag], lists: Cues) -> bool:
    return lists.find("opinion", row) is not None or any(flag.category == "loaded" for flag in flags)


def _foretells(row: Sequence[Token], lists: Cues) -> bool:
    """Whether a claim tells of the future. German "werden" with a participle is a passive of now."""
    found = lists.find("prediction", row)
    if found is None:
        return False
    if found.lower() in {"wird", "werden"}:
        return not any(_german_participle(token) for token in row)
    return True


def _german_participle(token: Token) -> bool:
    low = token.low
    return not token.capital and len(low) > _SHORT and "ge" in low[:6] and low.endswith(("t", "en"))


def _lived(row: Sequence[Token], lists: Cues) -> bool:
    """Whether somebody tells what happened to them: "I saw", "we walked"."""
    for at, token in enumerate(row[:-1]):
        if lists.has("first_person", token.low):
            near = row[at + 1 : at + 4]
            return any(lists.has("experience", item.low) or item.low.endswith("ed") for item in near)
    return False


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

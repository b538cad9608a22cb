"""What sort of assertion a claim is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.loaded import stirring
from sayso.language.tokens import Token
from sayso.model import Flag, Sort

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
    if lists.find("opinion", row) is not None:
        return True
    return any(flag.category == "loaded" and flag.text.lower() not in stirring(lists.language) for flag in flags)


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

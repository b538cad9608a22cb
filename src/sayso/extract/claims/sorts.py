"""What sort of assertion a claim is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sayso.language.claimed import Answer
from sayso.language.loaded import stirring
from sayso.language.tokens import Token
from sayso.model import Flag, Sort

from .cues import Cues

#: The sorts as an encoder numbers them.
SORTS: Final[tuple[Sort, ...]] = ("fact", "prediction", "opinion", "normative", "question", "experience")
_ANSWERED: Final[tuple[Sort, ...]] = ("fact", "prediction", "opinion", "normative", "experience")
_ORDER: Final[tuple[Sort, ...]] = ("normative", "opinion", "prediction", "experience")
#: What words that speak for a sort add to the logarithm of its share.
_WEIGHTS: Final[dict[Sort, float]] = {"normative": 2.0, "opinion": 0.7, "prediction": 1.5, "experience": 1.5}
#: What a quantity adds to the logarithm of opinion's share: what can be counted is rarely a mere opinion.
_COUNTED: Final = -1.5
_FLOOR: Final = 1e-3
#: German participles are longer than this.
_SHORT: Final = 4


def sort_of(
    row: Sequence[Token],
    flags: Sequence[Flag],
    lists: Cues,
    answers: Mapping[str, Answer] | None = None,
    *,
    counted: bool,
    asks: bool,
    listed: bool = True,
    foreseen: bool = False,
) -> Sort:
    """The sort of a claim. What asks is a question; else what the encoder takes it for, moved by the words that speak for a sort.

    Without an encoder's `answers` the words alone tell: normative, opinion, prediction, experience, in this order; else fact.
    `counted` is whether a quantity stands in it. `asks` is whether a question mark ends it,
    `listed` whether the lists are those of the text's language: others speak only where nothing else does; `foreseen` whether somebody expects it.
    """
    if asks:
        return "question"
    if foreseen:
        return "prediction"
    spoken = dict(_spoken(row, flags, lists, counted=counted)) if listed or answers is None else {}
    if answers is None:
        return next((sort for sort in _ORDER if spoken.get(sort, 0.0) > 0), "fact")
    shares = dict(zip(SORTS, answers["sort"].shares, strict=True))
    return max(_ANSWERED, key=lambda sort: math.log(shares[sort] + _FLOOR) + spoken.get(sort, 0.0))


def _spoken(row: Sequence[Token], flags: Sequence[Flag], lists: Cues, *, counted: bool) -> Iterator[tuple[Sort, float]]:
    """The sorts that a claim's words speak for, and how much."""
    if lists.find("normative", row) is not None:
        yield "normative", _WEIGHTS["normative"]
    if counted:
        yield "opinion", _COUNTED
    elif _judges(row, flags, lists):
        yield "opinion", _WEIGHTS["opinion"]
    if _foretells(row, lists):
        yield "prediction", _WEIGHTS["prediction"]
    if _lived(row, lists):
        yield "experience", _WEIGHTS["experience"]


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
    persons = lists.single["first_person"]
    for at, token in enumerate(row[:-1]):
        if token.low in persons:
            near = row[at + 1 : at + 4]
            return any(lists.has("experience", item.low) or item.low.endswith("ed") for item in near)
    return False

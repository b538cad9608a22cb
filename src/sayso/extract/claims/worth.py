"""How much a claim is worth checking: a sum of parts, each of which stands in words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.language.tokens import Token
from sayso.model import Attribution, Figure, Flag, Sort

from .actors import actor
from .cues import Cues

_BASE: Final[dict[Sort, float]] = {
    "fact": 0.2,
    "prediction": 0.1,
    "experience": 0.05,
    "opinion": 0.0,
    "normative": 0.0,
    "question": 0.0,
}
#: What is no fact stays below every fact with a figure, which begins at 0.5.
_MOST: Final[dict[Sort, float]] = {
    "fact": 1.0,
    "prediction": 0.45,
    "experience": 0.4,
    "opinion": 0.3,
    "normative": 0.3,
    "question": 0.2,
}


#: What the encoder adds at most, and by which steps.
_LEARNED: Final = 0.35
_STEP: Final = 0.05


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much an encoder takes a claim for one that is worth checking, 0 to 1, and the words that spoke most for it."""

    share: float
    words: tuple[str, ...]


def worth(  # noqa: PLR0917  all that counts
    row: Sequence[Token],
    sort: Sort,
    figures: Sequence[Figure],
    sayings: Sequence[Attribution],
    flags: Sequence[Flag],
    lists: Cues,
    likeness: Likeness | None = None,
    *,
    opening: bool = True,
) -> tuple[float, tuple[str, ...]]:
    """The check-worthiness from 0 to 1, rounded to two decimals, and its reasons in words. `opening` is whether the claim opens a sentence."""
    parts = list(_parts(row, figures, sayings, flags, lists, opening=opening))
    if likeness is not None:
        parts[:0] = _likened(likeness)
    total = _BASE[sort] + sum(weight for weight, _ in parts)
    reasons = (_opening(sort), *(reason for _, reason in parts))
    return round(min(total, _MOST[sort]), 2), reasons


def adds(share: float) -> float:
    """What an encoder's share adds to the check-worthiness: up to 0.35, in steps of 0.05."""
    return round(round(share * _LEARNED / _STEP) * _STEP, 2)


def _likened(likeness: Likeness) -> Iterator[tuple[float, str]]:
    """What the encoder adds, in steps of 0.05, so that a shade of wording moves nothing."""
    added = adds(likeness.share)
    if added:
        words = "".join(f", “{word}”" for word in likeness.words)
        yield added, f"is worded like what is worth checking{words} (+{added})"


def _opening(sort: Sort) -> str:
    return {
        "fact": "states a fact (0.2)",
        "prediction": "foretells (0.1; at most 0.45)",
        "experience": "tells an experience (0.05; at most 0.4)",
        "opinion": "gives an opinion (at most 0.3)",
        "normative": "says what should be (at most 0.3)",
        "question": "asks (at most 0.2)",
    }[sort]


def _parts(
    row: Sequence[Token],
    figures: Sequence[Figure],
    sayings: Sequence[Attribution],
    flags: Sequence[Flag],
    lists: Cues,
    *,
    opening: bool,
) -> Iterator[tuple[float, str]]:
    quantities = [figure for figure in figures if figure.is_quantity]
    if quantities:
        yield 0.3, f"has a figure, “{quantities[0].text}” (+0.3)"
    if len(quantities) > 1:
        yield 0.1, f"has {len(quantities)} figures (+0.1)"
    if sayings and not sayings[-1].named:
        yield 0.1, f"rests on an unnamed source, {_shown(sayings[-1])} (+0.1)"
    name = actor(row, lists, opening=opening)
    if name:
        yield 0.1, f"names “{name}” (+0.1)"
    yield from _by_words(row, lists)
    superlative = next((flag for flag in flags if flag.category == "superlative"), None)
    if superlative is not None:
        yield 0.1, f"sets something above all else, “{superlative.text}” (+0.1)"


def _shown(saying: Attribution) -> str:
    return f"“{saying.source[0].text}”" if saying.source else "nobody in particular"


def _by_words(row: Sequence[Token], lists: Cues) -> Iterator[tuple[float, str]]:
    for name, weight, words in (
        ("cause", 0.1, "gives a cause"),
        ("comparison", 0.1, "compares"),
        ("harm", 0.1, "tells of harm"),
        ("many", 0.05, "concerns many people"),
    ):
        found = lists.find(name, row)
        if found is not None:
            yield weight, f"{words}, “{found}” (+{weight})"

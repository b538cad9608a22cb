"""Whether two claims say the same of the same thing, in whatever words and languages; their values may differ.

First how alike they are: a logistic regression over what they mean, the words that meet, names, figures, dates and lengths, whose weights stand
in `data/same_claim.toml` with what they were learned from. Then what sets them apart however alike they are: another place, another year,
another count, a denial, opposite words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import tomli

from sayso.align import Moment, align_figures, alike_words, are_comparable
from sayso.language.lexicon import SERVED
from sayso.model import Figure

from .claim_rows import ClaimRow, quantities
from .set_apart import set_apart

#: The likelihood from which on two claims are said to say the same.
LIKELY: Final = 0.3
#: Less alike in meaning than that no two claims are that say the same.
FAR: Final = 0.1
_ODDS: Final = 500.0
_SHOWN: Final = 4
_HALF: Final = 0.5
_MOST: Final = 10
_MOST_FIGURES: Final = 3
#: Translations from English are so much longer.
_LONGER: Final = 1.1


@dataclass(frozen=True, slots=True)
class Same:
    """That two claims say the same: how likely, 0 to 1, and why, for a reader."""

    score: float
    because: str


class Late(Same):
    """The same of two claims that were held side by side before, with the words asked for when they are needed."""

    __slots__ = ("_tell",)
    _tell: Callable[[], str]

    def __init__(self, score: float, tell: Callable[[], str]) -> None:
        """Keep the score that was found, and what tells why."""
        object.__setattr__(self, "score", score)
        object.__setattr__(self, "_tell", tell)

    @property
    def because(self) -> str:
        """Why, for a reader."""
        return self._tell()


def same_claim(one: ClaimRow, other: ClaimRow) -> Same | None:
    """Whether two claims say the same; None where they do not. The same whichever comes first. Cost: the product of their numbers of words."""
    one, other = sorted((one, other), key=lambda row: row.at.id)
    near = meaning(one, other)
    if near is not None and near < FAR:
        return None
    found = traits(one, other)
    score = 1.0 if _is_repeated(one, other) else likelihood(found)
    if score < LIKELY or set_apart(one, other, found["least"]):
        return None
    return Same(round(score, 4), _because(one, other, near, found["least"]))


def _is_repeated(one: ClaimRow, other: ClaimRow) -> bool:
    """Whether two claims of one language are the same words, but for figures."""
    first, second = (row.bare.casefold().split() for row in (one, other))
    return one.language == other.language and first == second


def are_apart(one: ClaimRow, other: ClaimRow) -> bool:
    """Whether something sets two claims apart, however alike they are. The same whichever comes first."""
    one, other = sorted((one, other), key=lambda row: row.at.id)
    least = alike_words(one.words, other.words).least if one.language == other.language else 0.0
    return set_apart(one, other, least) is not None


def likelihood(found: Mapping[str, float]) -> float:
    """How likely two claims say the same, 0 to 1, by their traits."""
    weights = _weights()["meaning" if "near" in found else "words"]
    odds = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-_ODDS, min(_ODDS, odds))))


def _because(one: ClaimRow, other: ClaimRow, near: float | None, least: float) -> str:
    parts = [] if near is None else [f"likeness in meaning {near:.2f}"]
    figures = figures_beside(one, other)
    parts += [f"“{a.text}” is “{b.text}”" for a, b in figures.agree]
    parts += [f"“{a.text}” beside “{b.text}”" for a, b in figures.apart]
    named = sorted(name.rpartition(":")[2] for name in one.names & other.names)
    parts += [f"names: {', '.join(named[:_SHOWN])}"] if named else []
    return "; ".join([*parts, f"{least:.0%} of the words meet"])


def traits(one: ClaimRow, other: ClaimRow) -> dict[str, float]:
    """What the likelihood is read off, by name; the weights' file says what each means. The same whichever comes first."""
    one, other = sorted((one, other), key=lambda row: row.at.id)
    words = alike_words(one.words, other.words)
    figures = figures_beside(one, other)
    stretched = _stretched(one, other)
    known = float(one.language in SERVED and other.language in SERVED)
    own = float(one.language == other.language)
    near = meaning(one, other)
    return {
        **({} if near is None else {"near": near}),
        "met": float(min(_MOST, words.met)),
        "least": words.least,
        "least_known": words.least * known,
        "known": known,
        "own": own,
        "moved": words.moved,
        "names": _named(one, other),
        "length": math.log(max(1, min(len(one.at.span.text), len(other.at.span.text)))),
        "stretched": stretched,
        "stretched_2": stretched * stretched,
        "agree": float(min(_MOST_FIGURES, len(figures.agree))),
        "apart": float(min(_MOST_FIGURES, len(figures.apart))),
        "alone": float(min(_MOST_FIGURES, figures.alone)),
        "dates": _dates(one, other),
        "denied": float(bool(one.denied) != bool(other.denied)),
    }


def meaning(one: ClaimRow, other: ClaimRow) -> float | None:
    """The cosine of what two claims mean; None where one has no vector."""
    if one.vector is None or other.vector is None:
        return None
    first, second = one.vector.astype(np.int64), other.vector.astype(np.int64)
    return float(first @ second / max(1.0, math.sqrt(float(first @ first) * float(second @ second))))


def _stretched(one: ClaimRow, other: ClaimRow) -> float:
    sizes = [len(row.at.span.text) * (_LONGER if row.language == "en" else 1.0) for row in (one, other)]
    return abs(math.log(max(1.0, sizes[0]) / max(1.0, sizes[1])))


def _named(one: ClaimRow, other: ClaimRow) -> float:
    """The lesser share of either side's names that stand in the other; a half where neither has any."""
    shares = [len(row.named & rival.names) / len(row.named) for row, rival in ((one, other), (other, one)) if row.named]
    return min(shares, default=_HALF)


@dataclass(frozen=True, slots=True)
class Beside:
    """The figures of two claims: pairs that agree, pairs of one kind that differ, and how many stand alone on either side."""

    agree: tuple[tuple[Figure, Figure], ...]
    apart: tuple[tuple[Figure, Figure], ...]
    alone: int


def figures_beside(one: ClaimRow, other: ClaimRow) -> Beside:
    """Which figure of one claim may be which of the other, each once: first those that agree, then those of one kind. Cost: the product of their numbers."""
    mine, theirs = list(quantities(one)), list(quantities(other))
    agree = _paired(mine, theirs, _agree)
    apart = _paired(mine, theirs, are_comparable)
    return Beside(agree, apart, len(mine) + len(theirs))


def _paired(
    mine: list[Figure], theirs: list[Figure], fits: Callable[[Figure, Figure], bool]
) -> tuple[tuple[Figure, Figure], ...]:
    """The pairs that fit, which are taken out of both lists."""
    found = []
    for figure in tuple(mine):
        rival = next((rival for rival in theirs if fits(figure, rival)), None)
        if rival is not None:
            found.append((figure, rival))
            mine.remove(figure)
            theirs.remove(rival)
    return tuple(found)


def _agree(one: Figure, other: Figure) -> bool:
    return are_comparable(one, other) and (
        align_figures(one, other).relation in {"equal", "rounds_to"}
        or align_figures(other, one).relation == "rounds_to"
    )


def _dates(one: ClaimRow, other: ClaimRow) -> float:
    """1 where both name a day, month or year that may be one, -1 where none may, 0 where one names none."""
    if not (one.moments and other.moments):
        return 0.0
    return 1.0 if any(_may_be(a, b) for a in one.moments for b in other.moments) else -1.0


def _may_be(one: Moment, other: Moment) -> bool:
    both = [(a, b) for a, b in zip(one.parts, other.parts, strict=True) if a is not None and b is not None]
    return bool(both) and all(a == b for a, b in both)


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    text = files("sayso.across").joinpath("data", "same_claim.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, float]] = tomli.loads(text)
    return found

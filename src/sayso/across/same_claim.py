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

from sayso.align import Moment, align_figures, alike_rows, are_comparable
from sayso.language.lexicon import SERVED
from sayso.model import Figure

from .claim_rows import ClaimRow
from .set_apart import set_apart

#: The likelihood from which on two claims are said to say the same.
LIKELY: Final = 0.3
#: Less alike in meaning than that no two claims are that say the same.
FAR: Final = 0.1
#: The share of words that must meet in two languages of which there are lists of concepts, where nothing tells what claims mean: a figure and one name
#: are the same by chance.
HARDLY: Final = 0.3
_ODDS: Final = 500.0
#: The log odds below which no two claims are likely enough, with room for rounding; and such that none are below.
LEAST_ODDS: Final = math.log(LIKELY / (1 - LIKELY)) - 1e-6
_NO_ODDS: Final = -math.inf
_SHOWN: Final = 4
#: The share of names that meet where neither side has any; words that met, and figures of a kind, that count at most.
UNKNOWN: Final = 0.5
MOST_WORDS: Final = 10
MOST_FIGURES: Final = 3
#: Translations from English are so much longer.
LONGER: Final = 1.1


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
    """Whether two claims say the same; None where they do not. The same whichever comes first. Cost: the product of their numbers of words, at worst."""
    score = how_same(one, other)
    return None if score is None else Same(score, why_same(one, other))


def how_same(one: ClaimRow, other: ClaimRow) -> float | None:
    """How likely two claims say the same, from 0 to 1; None where they do not."""
    one, other = sorted((one, other), key=lambda row: row.at.id)
    near = meaning(one, other)
    if near is not None and near < FAR:
        return None
    repeated = _is_repeated(one, other)
    found = _traits(one, other, near, _NO_ODDS if repeated else LEAST_ODDS)
    score = 1.0 if repeated else likelihood(found) if found and not _hardly_meet(found) else 0.0
    return None if found is None or score < LIKELY or set_apart(one, other, found["least"]) else round(score, 4)


def why_same(one: ClaimRow, other: ClaimRow) -> str:
    """Why two claims that say the same do, for a reader."""
    one, other = sorted((one, other), key=lambda row: row.at.id)
    return _because(one, other, meaning(one, other), alike_rows(one.word_row, other.word_row).least)


def _hardly_meet(found: Mapping[str, float]) -> bool:
    """Whether too few words of two languages meet."""
    return "near" not in found and bool(found["known"]) and not found["own"] and found["least"] < HARDLY


def _is_repeated(one: ClaimRow, other: ClaimRow) -> bool:
    """Whether two claims of one language are the same words, but for figures."""
    return one.language == other.language and one.plainly == other.plainly


def are_apart(one: ClaimRow, other: ClaimRow) -> bool:
    """Whether something sets two claims apart, however alike they are. The same whichever comes first."""
    one, other = sorted((one, other), key=lambda row: row.at.id)
    least = alike_rows(one.word_row, other.word_row).least if one.language == other.language else 0.0
    return set_apart(one, other, least) is not None


def likelihood(found: Mapping[str, float]) -> float:
    """How likely two claims say the same, 0 to 1, by their traits."""
    by = weights()["meaning" if "near" in found else "words"]
    odds = by["bias"] + sum(by.get(name, 0.0) * value for name, value in found.items())
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
    found = _traits(one, other, meaning(one, other), _NO_ODDS)
    assert found is not None  # noqa: S101  no odds are too low
    return found


def _traits(one: ClaimRow, other: ClaimRow, near: float | None, least: float) -> dict[str, float] | None:
    """The traits of two claims in order; None where the log odds are below `least`, which is seen before all of them are read."""
    sure = _sure(one, other, near)
    by = weights()["words" if near is None else "meaning"]
    odds = by["bias"] + sum(by.get(name, 0.0) * value for name, value in sure.items())
    figures = max(0.0, by["agree"]) * min(MOST_FIGURES, len(one.quantities), len(other.quantities))
    if odds + _most_by_words(one, by, sure["known"]) + figures < least:
        return None
    words = alike_rows(one.word_row, other.word_row)
    by_words = {
        "met": float(min(MOST_WORDS, words.met)),
        "least": words.least,
        "least_known": words.least * sure["known"],
        "moved": words.moved,
    }
    odds += sum(by[name] * value for name, value in by_words.items())
    return None if odds + figures < least else {**sure, **by_words, **_by_figures(one, other)}


def _sure(one: ClaimRow, other: ClaimRow, near: float | None) -> dict[str, float]:
    """The traits that cost little."""
    stretched = _stretched(one, other)
    return {
        **({} if near is None else {"near": near}),
        "known": float(one.language in SERVED and other.language in SERVED),
        "own": float(one.language == other.language),
        "names": _named(one, other),
        "length": math.log(max(1, min(len(one.at.span.text), len(other.at.span.text)))),
        "stretched": stretched,
        "stretched_2": stretched * stretched,
        "dates": _dates(one, other),
        "denied": float(bool(one.denied) != bool(other.denied)),
    }


def _most_by_words(one: ClaimRow, by: Mapping[str, float], known: float) -> float:
    """What the words add to the log odds at most: all of the first claim's meet, each in its place."""
    most = min(MOST_WORDS, len(one.words))
    return by["met"] * most + max(0.0, by["least"] + by["least_known"] * known)


def _by_figures(one: ClaimRow, other: ClaimRow) -> dict[str, float]:
    figures = figures_beside(one, other)
    return {
        "agree": float(min(MOST_FIGURES, len(figures.agree))),
        "apart": float(min(MOST_FIGURES, len(figures.apart))),
        "alone": float(min(MOST_FIGURES, figures.alone)),
    }


def meaning(one: ClaimRow, other: ClaimRow) -> float | None:
    """The cosine of what two claims mean; None where one has no vector."""
    if one.vector is None or other.vector is None:
        return None
    first, second = one.vector.astype(np.int64), other.vector.astype(np.int64)
    return float(first @ second / max(1.0, math.sqrt(float(first @ first) * float(second @ second))))


def _stretched(one: ClaimRow, other: ClaimRow) -> float:
    sizes = [len(row.at.span.text) * (LONGER if row.language == "en" else 1.0) for row in (one, other)]
    return abs(math.log(max(1.0, sizes[0]) / max(1.0, sizes[1])))


def _named(one: ClaimRow, other: ClaimRow) -> float:
    """The lesser share of either side's names that stand in the other; a half where neither has any."""
    shares = [len(row.named & rival.names) / len(row.named) for row, rival in ((one, other), (other, one)) if row.named]
    return min(shares, default=UNKNOWN)


@dataclass(frozen=True, slots=True)
class Beside:
    """The figures of two claims: pairs that agree, pairs of one kind that differ, and how many stand alone on either side."""

    agree: tuple[tuple[Figure, Figure], ...]
    apart: tuple[tuple[Figure, Figure], ...]
    alone: int


def figures_beside(one: ClaimRow, other: ClaimRow) -> Beside:
    """Which figure of one claim may be which of the other, each once: first those that agree, then those of one kind. Cost: the product of their numbers."""
    mine, theirs = list(one.quantities), list(other.quantities)
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
def weights() -> Mapping[str, Mapping[str, float]]:
    """What each trait adds to the log odds, by words alone (`words`) and with what the claims mean (`meaning`)."""
    text = files("sayso.across").joinpath("data", "same_claim.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, float]] = tomli.loads(text)
    return found

"""Drifts of figures: a bound, a unit, a period or a base that is not the source document's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.align import Opposed
from sayso.language import lexicon
from sayso.language.lexicon import listed_in
from sayso.model import Document, Drift, DriftKind, Figure, Span
from sayso.trace.laid import laid
from sayso.trace.matter import Asked, Matter
from sayso.trace.pair import ALIKE, Pair

from .leftover import is_reworded
from .phrases import whole_words

#: What a scope in which two figures part is called as a drift; a smaller place or a sample left out widens the scope.
_SCOPES: Final[dict[str, DriftKind]] = {
    "the period": "period_changed",
    "the base": "base_changed",
    "the place": "scope_dropped",
    "the population": "scope_dropped",
}


#: An age or a date is not said the less exactly for "some as young as 11".
_TIMES: Final = frozenset(("age", "date", "time", "duration", "ordinal"))
#: So many digits but for zeros look exact.
_DIGITS: Final = 3
#: Characters before a figure in which "exactly" stands.
_BEFORE: Final = 14
#: "Within ten years" is what "ten years from now" is.
_DEADLINE: Final = re.compile(
    r"(?:within|inside|binnen|innerhalb|d['’]ici|entro|dentro d[eo]|en un plazo|no prazo|num prazo)\b", re.IGNORECASE
)
#: What a number has risen or fallen to: "creció un 9 %, hasta 120 millones".
_REACHED: Final = re.compile(r"(?:hasta|até|fino a)\b", re.IGNORECASE)


def figure_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """What changed between figures that measure the same thing, beside their values."""
    for pair in pairs:
        same = _is_loose(pair) or _is_same(pair, matter.asked) or _is_barely(pair, matter) or _is_reached(pair, matter)
        if pair.agrees and pair.aligned.bound_changed and not same:
            yield _of("bound_dropped", pair.claimed.figure, pair.given.figure)
        if _is_made_exact(pair, matter.asked):
            yield _of("bound_dropped", pair.claimed.figure, pair.given.figure)
        if _is_turned(pair) and (pair.same or pair.alike >= ALIKE):
            yield _of("bound_dropped", pair.claimed.figure, pair.given.figure)
        if pair.aligned.unit_changed:
            yield _of("unit_changed", pair.claimed.figure, pair.given.figure)
        if pair.opposed and pair.opposed.sort == "place" and pair.agrees and pair.alike >= ALIKE:
            yield _elsewhere(pair, pair.opposed)
        conflict = (pair.likeness.conflict or pair.scope or "").partition(":")[0]
        # "pupils" may be the "enrolled" of the source document
        reworded = conflict == "the base" and is_reworded(matter)
        if conflict in _SCOPES and pair.agrees and not (pair.is_of_two_times or reworded) and (pair.same or pair.sure):
            yield _scoped(_SCOPES[conflict], pair)


def _is_same(pair: Pair, asked: Asked) -> bool:
    """Whether the number is the same and said with as much care: with "about", with a bound where it was exact, or with one apart from it.

    Who makes "about" into "at least" or "up to" says more than was said.
    """
    claimed, given = pair.claimed.figure, pair.given.figure
    bounded = None in (given.low, given.high) or (given.approximate and None in (claimed.low, claimed.high))
    return bool(_ends(claimed) & _ends(given)) and (claimed.approximate or not bounded or _is_bounded(asked))


def _is_barely(pair: Pair, matter: Matter) -> bool:
    """Whether one side has as an upper bound what the other has as hardly so much: "fewer than 50", "barely 50"."""
    claimed, given = pair.claimed.figure, pair.given.figure
    sides = ((claimed, given, matter.source.document), (given, claimed, matter.asked.article.document))
    return any(
        bound.low is None and bound.high in {one.low, one.high} and _is_hardly(one, document)
        for bound, one, document in sides
    )


def _is_hardly(figure: Figure, document: Document) -> bool:
    """Whether a figure has "barely" or the like in it or right before it."""
    before = document.text[max(0, figure.start - _BEFORE) : figure.start].rstrip()
    found = [*_listed(listed_in("limits", document.language), "barely").finditer(f"{before} {figure.text}")]
    return any(one.start() > len(before) or one.end() == len(before) for one in found)


def _is_made_exact(pair: Pair, asked: Asked) -> bool:
    """Whether the same number is said to be about so much there, and looks exact here: it has three digits or more that are no zeros at its end, or stands behind "exactly".

    "About 220" for 220 is how news rounds.
    """
    claimed, given = pair.claimed.figure, pair.given.figure
    if pair.aligned.relation != "equal" or claimed.approximate or not given.approximate or claimed.kind in _TIMES:
        return False
    digits = len("".join(char for char in claimed.text if char.isdigit()).strip("0"))  # a third is no 33.333333
    before = asked.article.document.text[max(0, claimed.start - _BEFORE) : claimed.start]
    exact = _listed(listed_in("limits", asked.language), "exact").search(f"{before} {claimed.text}") is not None
    return pair.same and (digits >= _DIGITS or exact) and not _is_bounded(asked)


def _ends(figure: Figure) -> set[float]:
    """The numbers of a figure; of a share in percent, whichever way it is said."""
    scale = 100.0 if figure.kind == "proportion" else 1.0
    return {round(end * scale, 6) for end in (figure.low, figure.high) if end is not None}


def _is_loose(pair: Pair) -> bool:
    """Whether no bound is lost: it is the same one, the claimed figure is vague ("dozens"), only "about" is left out, or it says by when."""
    claimed, given = pair.claimed.figure, pair.given.figure
    ends = {claimed.low, claimed.high, given.low, given.high}
    if _is_one_bound(claimed, given):
        return True
    deadline = given.kind == "duration" and _DEADLINE.match(given.text) is not None
    return claimed.vague or deadline or (None not in ends and given.approximate)


def _is_one_bound(one: Figure, other: Figure) -> bool:
    """Whether both have the same number as the most, or as the least: "over 65" and "65 and older", "under 600" and "up to 600"."""
    sides = ((one.low, other.low), (one.high, other.high))
    bounded = None in (one.low, one.high)
    return bounded and _ends(one) == _ends(other) and all((mine is None) == (given is None) for mine, given in sides)


def _is_reached(pair: Pair, matter: Matter) -> bool:
    """Whether the source document's figure is not the most that it may be, but what it has come to: "..., hasta 120 millones"."""
    given = pair.given.figure
    before = matter.source.document.text[: given.start].rstrip()[-1:]
    return before == "," and _REACHED.match(given.text) is not None


def _is_bounded(asked: Asked) -> bool:
    """Whether a bound stands in the claim's sentence apart from its figures: "12 per cent of the traffic or more"."""
    start = asked.article.document.text.find(asked.sentence, max(0, asked.claim.start - len(asked.sentence)))
    inside = laid(asked.article).figures.starting(start, start + len(asked.sentence))
    return any(
        not any(one.start <= start + match.start() < one.end for one in inside)
        for match in _listed(listed_in("limits", asked.language), "bound").finditer(asked.sentence)
    )


@cache
def _listed(language: str, name: str) -> re.Pattern[str]:
    words: list[str] = lexicon("limits")[language][name]
    return whole_words(words)


def _is_turned(pair: Pair) -> bool:
    """Whether one has as the most what the other has as the least: "up to 84" and "at least 84"."""
    claimed, given = pair.claimed.figure, pair.given.figure
    if None not in (claimed.low, claimed.high) or None not in (given.low, given.high):
        return False
    most, least = (claimed, given) if claimed.low is None else (given, claimed)
    return most.high is not None and most.high == least.low and not pair.is_dates


def _of(kind: DriftKind, claimed: Figure, given: Figure) -> Drift:
    return Drift(
        kind=kind,
        claim_span=_span(claimed),
        source_span=_span(given),
        because=f"“{given.text}” became “{claimed.text}”",
    )


def _elsewhere(pair: Pair, opposed: Opposed) -> Drift:
    """The same number of another place: of a share the base, of anything else the scope."""
    shares = pair.claimed.figure.kind in {"percent", "proportion"}
    return Drift(
        kind="base_changed" if shares else "scope_dropped",
        claim_span=_span(pair.claimed.figure),
        source_span=_span(pair.given.figure),
        because=f"the number is the same, but of another place: {opposed.because}",
    )


def _scoped(kind: DriftKind, pair: Pair) -> Drift:
    mine, theirs = (_part(figure, kind) for figure in (pair.claimed.figure, pair.given.figure))
    return Drift(
        kind=kind,
        claim_span=mine,
        source_span=theirs,
        because=f"the number is the same, but they part in {pair.likeness.conflict or pair.scope}",
    )


def _part(figure: Figure, kind: DriftKind) -> Span:
    """The words of the scope, where the figure has them; else the figure."""
    part = {"period_changed": figure.period, "base_changed": figure.base, "scope_dropped": figure.place}[kind]
    return _span(part if part is not None else figure)


def _span(entry: object) -> Span:
    return Span(start=entry.start, end=entry.end, text=entry.text)  # type: ignore[attr-defined]

"""Labels of figures compared: one set of figures of a sentence against another, one to one.

Figures are paired by exact span first, then by the largest overlap. What is judged of a pair is a *facet*: its value, its
unit, what is counted, and so on. P is right ones by those found, R right ones by those known, whether paired or not; a facet
that most figures lack (`counted`, `base`, ...) is counted only where it is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.model import QUANTITIES, Figure, Span

Place = tuple[int, int]

_TOLERANCE: Final = 1e-4
#: Articles at the head of a noun phrase: whether they belong to it is a convention that "exact" does not test.
_ARTICLES: Final = frozenset(
    [
        "the", "a", "an", "der", "die", "das", "des", "dem", "den", "ein", "eine", "einen", "einem", "einer",
        "eines", "el", "la", "los", "las", "un", "una", "unos", "unas", "le", "les", "l", "une", "il", "lo", "i",
        "gli", "uno", "o", "os", "as", "um", "uma",
    ]
)  # fmt: skip
_QUOTES: Final = '"“”„«»‘ \u00a0\u202f'
SPANS: Final = ("counted", "base", "period", "place")


@dataclass(frozen=True, slots=True)
class Label:
    """A figure as it is compared, whoever wrote it; `open` names the facets on which two readers may differ."""

    start: int
    end: int
    kind: str
    value: tuple[float | None, float | None, bool, bool]
    loose: tuple[bool, bool]
    unit: tuple[str | None, str | None]
    per: str | None
    change: tuple[str, str | None]
    spans: dict[str, Place]
    link: Place | None = None
    optional: bool = False
    open: frozenset[str] = frozenset()

    @property
    def is_quantity(self) -> bool:
        """Whether it says how much or how many."""
        return self.kind in QUANTITIES


def from_data(figures: Sequence[dict[str, Any]]) -> list[Label]:
    """The figures of a line of the labelled set."""
    places = {one["id"]: (one["start"], one["end"]) for one in figures}
    return [
        Label(
            start=one["start"],
            end=one["end"],
            kind=one["kind"],
            value=(one["low"], one["high"], one["low_inclusive"], one["high_inclusive"]),
            loose=(one["approximate"], one["vague"]),
            unit=(one["unit"], one["currency"]),
            per=one["per"],
            change=(one["role"], one["direction"]),
            spans={name: (one[name]["start"], one[name]["end"]) for name in SPANS if one[name]},
            link=places.get(one["base"]["figure"]) if one["base"] else None,
            optional=one["optional"],
            open=frozenset(one["open"]),
        )
        for one in figures
    ]


def from_figures(figures: Sequence[Figure]) -> list[Label]:
    """The figures that were read."""
    places = {one.id: (one.start, one.end) for one in figures}
    return [
        Label(
            start=one.start,
            end=one.end,
            kind=one.kind,
            value=(one.low, one.high, one.low_inclusive, one.high_inclusive),
            loose=(one.approximate, one.vague),
            unit=(one.unit, one.currency),
            per=one.per,
            change=(one.role, one.direction),
            spans=_spans(one),
            link=places.get(one.base.figure or "") if one.base else None,
        )
        for one in figures
    ]


def _spans(figure: Figure) -> dict[str, Place]:
    named: dict[str, Span | None] = {
        "counted": figure.counted,
        "base": figure.base,
        "period": figure.period,
        "place": figure.place,
    }
    return {name: (span.start, span.end) for name, span in named.items() if span}


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence with the figures known and found in it, as pairs; None where one has no partner."""

    text: str
    pairs: tuple[tuple[Label | None, Label | None], ...]


def compare(text: str, known: Sequence[Label], found: Sequence[Label]) -> Compared:
    """Pair the quantities. What is found on an optional figure, and that figure, do not count."""
    wanted = [one for one in known if one.is_quantity]
    left = [one for one in found if one.is_quantity]
    pairs: list[tuple[Label | None, Label | None]] = []
    for one in sorted(wanted, key=lambda label: label.optional):
        best = max(left, key=lambda other: _closeness(one, other), default=None)
        if best is not None and _closeness(one, best) > 0:
            left.remove(best)
            if not one.optional:
                pairs.append((one, best))
        elif not one.optional:
            pairs.append((one, None))
    optional = [one for one in known if one.optional]
    pairs += [(None, one) for one in left if not any(_overlap(span_of(one), span_of(other)) for other in optional)]
    return Compared(text, tuple(pairs))


def span_of(label: Label) -> Place:
    """Where a label stands."""
    return label.start, label.end


def _closeness(one: Label, other: Label) -> float:
    overlap = _overlap(span_of(one), span_of(other))
    return overlap / (one.end - one.start + other.end - other.start - overlap)


def _overlap(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


#: Whether a pair agrees on a facet, given the sentence.
Judge = Callable[[str, Label, Label], bool]
#: Whether a label has a facet at all.
Has = Callable[[Label], bool]


@dataclass(frozen=True, slots=True)
class Facet:
    """What is judged of figures: its name, what that says, which figures have it, and when two agree on it."""

    name: str
    meaning: str
    has: Has
    agrees: Judge
    field: str = ""


def _always(_label: Label) -> bool:
    return True


def _has(name: str) -> Has:
    return lambda label: name in label.spans


def _close(one: float | None, other: float | None) -> bool:
    return one == other or (one is not None and other is not None and math.isclose(one, other, rel_tol=_TOLERANCE))


def _value(_text: str, one: Label, other: Label) -> bool:
    ends = zip(one.value[:2], other.value[:2], one.value[2:], other.value[2:], strict=True)
    return all(_close(a, b) and (a is None or c == d) for a, b, c, d in ends)


def _exact(name: str) -> Judge:
    return lambda text, one, other: _bare(text, one.spans[name]) == _bare(text, other.spans[name])


def _touching(name: str) -> Judge:
    return lambda _text, one, other: _overlap(one.spans[name], other.spans[name]) > 0


def _bare(text: str, place: Place) -> Place:
    """A noun phrase without the quotation marks around it and an article at its head."""
    inside = text[place[0] : place[1]]
    start = place[0] + len(inside) - len(inside.lstrip(_QUOTES))
    end = start + len(inside.strip(_QUOTES))
    for mark in (" ", "’", "'"):
        head, found, _ = text[start:end].partition(mark)
        if found and head.lower() in _ARTICLES:
            return start + len(head) + 1, end
    return start, end


FACETS: Final = (
    Facet("found", "quantities found, spans that overlap", _always, lambda *_: True),
    Facet("span", "the same span", _always, lambda _, one, other: span_of(one) == span_of(other)),
    Facet("value", "ends and whether they are included", _always, _value),
    Facet("kind", "the kind", _always, lambda _, one, other: one.kind == other.kind),
    Facet("unit", "unit or currency, of those that have one", lambda one: any(one.unit), lambda _, a, b: a.unit == b.unit),
    Facet("value_unit", "value, kind, unit and currency together", _always, lambda text, a, b: _value(text, a, b) and (a.kind, a.unit) == (b.kind, b.unit)),
    Facet("loose", "approximate or vague", lambda one: any(one.loose), lambda _, a, b: a.loose == b.loose),
    Facet("per", "what a rate is per", lambda one: bool(one.per), lambda _, a, b: a.per == b.per),
    Facet("change", "role and direction, of those that are no plain level", lambda one: one.change[0] != "level", lambda _, a, b: a.change == b.change),
    Facet("counted", "what is counted, exact but for an article", _has("counted"), _exact("counted"), "counted"),
    Facet("counted_any", "what is counted, overlapping", _has("counted"), _touching("counted"), "counted"),
    Facet("base", "what a share is of, exact but for an article", _has("base"), _exact("base"), "base"),
    Facet("base_any", "what a share is of, overlapping", _has("base"), _touching("base"), "base"),
    Facet("link", "the earlier figure that a base rests on", lambda one: one.link is not None, lambda _, a, b: _linked(a, b), "base"),
    Facet("period", "the period, overlapping", _has("period"), _touching("period"), "period"),
    Facet("place", "the place, overlapping", _has("place"), _touching("place"), "place"),
)  # fmt: skip


def _linked(one: Label, other: Label) -> bool:
    return one.link is not None and other.link is not None and _overlap(one.link, other.link) > 0


@dataclass(frozen=True, slots=True)
class Score:
    """Right, found and known of one facet."""

    right: int
    found: int
    known: int

    @property
    def precision(self) -> float:
        """Right ones by those found; 1 where none is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right ones by those known; 1 where none is known."""
        return self.right / self.known if self.known else 1.0

    @property
    def f(self) -> float:
        """The harmonic mean of both."""
        total = self.found + self.known
        return 2 * self.right / total if total else 1.0


def score(compared: Iterable[Compared], facet: Facet) -> Score:
    """One facet over sentences; a pair whose facet is open on either side does not count for it."""
    counts: Counter[str] = Counter()
    for sentence in compared:
        for one, other in sentence.pairs:
            if any(label and facet.field in label.open for label in (one, other)):
                continue
            counts.update(_judged(sentence.text, facet, one, other))
    return Score(counts["right"], counts["found"], counts["known"])


def _judged(text: str, facet: Facet, one: Label | None, other: Label | None) -> list[str]:
    known, found = one is not None and facet.has(one), other is not None and facet.has(other)
    names = ["known"] * known + ["found"] * found
    if one and other and known and found and facet.agrees(text, one, other):
        names.append("right")
    return names


def wrong(text: str, facet: Facet, one: Label | None, other: Label | None) -> bool:
    """Whether a pair has something missed, wrong or too much in a facet."""
    if any(label and facet.field in label.open for label in (one, other)):
        return False
    names = _judged(text, facet, one, other)
    return bool(names) and "right" not in names

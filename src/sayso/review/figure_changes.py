"""Two figures that are one in two versions: what changed of it, and how its values relate."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from sayso.align import Aligned, align_figures
from sayso.model import Figure, Span

from .change import Part
from .telling import between_versions, flat, part

_SPANS: Final = ("counted", "base", "subject", "period", "place")


def figure_parts(old: Figure, new: Figure) -> tuple[Part, ...]:
    """What changed of a figure: value, bound, unit, kind, role, what it counts and of whom; "written" for its words alone.

    The first of its numbers says how the two relate.
    """
    facets = [what for what in ("value", "bound", "unit", "kind", "role") if _facet(what, old) != _facet(what, new)]
    if not facets and flat(old.text) != flat(new.text):
        facets = ["written"]
    found = [_number(what, old, new) for what in facets[:1]]
    found += [part(what, _said(what, old), _said(what, new), (span_of(old), span_of(new))) for what in facets[1:]]
    for what in _SPANS:
        mine, theirs = getattr(old, what), getattr(new, what)
        if _words(mine) != _words(theirs):
            found.append(part(what, _words(mine), _words(theirs), (_bare(mine), _bare(theirs))))
    return tuple(found)


def span_of(figure: Figure) -> Span:
    """The figure's own place."""
    return Span(start=figure.start, end=figure.end, text=figure.text)


def _number(what: str, old: Figure, new: Figure) -> Part:
    """A part with the relation of the two figures; dates and names that are written otherwise may have another value."""
    found = part(what, _said(what, old), _said(what, new), (span_of(old), span_of(new)))
    aligned = _aligned(old, new)
    if aligned is None:
        return found
    what = "value" if what == "written" and aligned.relation == "apart" else what
    return replace(found, what=what, relation=aligned.relation, told=between_versions(aligned.because))


def _said(what: str, figure: Figure) -> str | None:
    """A facet in words: value and bound as they are written."""
    if what not in {"unit", "kind", "role"}:
        return figure.text
    return " ".join(str(each).replace("_", " ") for each in _facet(what, figure) if each) or None


def _aligned(old: Figure, new: Figure) -> Aligned | None:
    """How the values relate; None where a number is beyond all measure, which only a file made by hand holds."""
    try:
        return align_figures(new, old)
    except (ArithmeticError, ValueError):
        return None


def _facet(what: str, figure: Figure) -> tuple[object, ...]:
    low, high = figure.low, figure.high
    if what == "value":
        return (high if low is None else low, low if high is None else high)
    if what == "bound":
        ends = (low is None, high is None, figure.low_inclusive, figure.high_inclusive)
        return (*ends, figure.approximate, figure.vague)
    if what == "unit":
        return figure.unit, figure.currency, figure.per
    return (figure.kind,) if what == "kind" else (figure.role, figure.direction)


def _words(span: Span | None) -> str | None:
    return flat(span.text) if span else None


def _bare(span: Span | None) -> Span | None:
    """The place alone: a base carries more than a span does."""
    return Span(start=span.start, end=span.end, text=span.text) if span else None

"""Which document has a passage first, as far as that can be told, and why; what cannot be told stays unknown.

What a text itself says comes first (credit, an agency's mark), then dates, then which text holds the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.model import Document, Span, was_before

from .credit import agency_marks, credited, is_agency
from .held import Held
from .shared import Shared

#: How much of a document is in another that holds it; and words that the other has more.
_WHOLE: Final = 0.8
_MORE: Final = 25
_DAY: Final = 10


@dataclass(frozen=True, slots=True)
class Told:
    """The document that has it first, or None, and the reason; where each of the two names the other."""

    original: Held | None
    because: str
    credit: tuple[Span | None, Span | None] = (None, None)


def find_original(shared: Shared, others: Sequence[Held] = ()) -> Told:
    """Who has a passage first; `others` are further documents that have it, the earliest first."""
    one, other = shared.one, shared.other
    a, b = (held.span(span) for held, span in zip((one, other), shared.spans, strict=True))
    credit = credited(one, a, other.doc), credited(other, b, one.doc)
    told = _by_credit(one, other, credit) or _by_mark(one, other, others) or _by_date(one, other, others)
    told = told or _by_containment(shared) or Told(None, _unknown(one.doc, other.doc))
    return Told(told.original, told.because, credit)


def _by_credit(one: Held, other: Held, credit: tuple[Span | None, Span | None]) -> Told | None:
    if (credit[0] is None) == (credit[1] is None):
        return None
    span, origin = (credit[0], other) if credit[0] else (credit[1], one)
    return Told(origin, f"the other text names it: “{span.text if span else ''}”")


def _by_mark(one: Held, other: Held, others: Sequence[Held]) -> Told | None:
    """Two texts with one agency's mark have it from there, not from each other."""
    marks = {key for key, _ in agency_marks(one.doc)} & {key for key, _ in agency_marks(other.doc)}
    for key in sorted(marks):
        origin = next((held for held in others if is_agency(held.doc, key)), None)
        if origin:
            return Told(origin, f"both bear the mark of “{key}”, whose own text it is")
        return Told(None, f"both bear the mark of “{key}”, whose own text is not among the documents")
    return None


def _by_date(one: Held, other: Held, others: Sequence[Held]) -> Told | None:
    latest = min((held.doc.published or "")[:_DAY] for held in (one, other))
    for third in others:  # the earliest first, so that none is before both once one is of a later day
        if (third.doc.published or "~")[:_DAY] > latest:
            break
        if all(is_earlier(third.doc, held.doc) for held in (one, other)):
            return Told(third, f"a third document has it before both ({third.doc.published})")
    for first, second in ((one, other), (other, one)):
        if is_earlier(first.doc, second.doc):
            return Told(first, f"published before the other ({first.doc.published}, {second.doc.published})")
    return None


def is_earlier(one: Document, other: Document) -> bool:
    """Whether a document was published before another, as exactly as both say; False where either does not say."""
    return was_before(one.published, other.published)


def _by_containment(shared: Shared) -> Told | None:
    """A text that is the beginning of a longer one was cut from it; one that stands whole within another was put there."""
    sides = ((shared.one, shared.other, shared.spans), (shared.other, shared.one, shared.spans[::-1]))
    for inner, outer, (in_inner, in_outer) in sides:
        if in_inner[1] - in_inner[0] < _WHOLE * len(inner.words) or len(outer.words) < len(inner.words) + _MORE:
            continue
        if in_outer[0] <= _MORE:
            return Told(outer, "the other is its beginning, cut")
        return Told(inner, "it stands whole within the other")
    return None


def _unknown(one: Document, other: Document) -> str:
    if one.published and other.published:
        return f"unknown: both are dated {one.published[:_DAY]}, and neither names the other"
    return "unknown: not both are dated, and neither names the other"

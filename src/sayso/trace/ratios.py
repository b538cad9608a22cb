"""The share that two counts of one phrase make: "83 of 218 samples" beside "38 per cent of the samples"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from sayso.align import dimension
from sayso.model import Document, Figure

from .placed import Placed

#: What is said of such a share. It can confirm, and be no proof against: "50 of 200, 20 of them women" has more than one whole.
MADE: Final = "a count as a share of the count that it is a part of"
#: Part and whole stand within so many characters.
_NEAR: Final = 120
_WHOLE: Final = 100.0
#: A share that stands beside the two counts says the same, in per cent.
_SAID: Final = 1.0


def with_shares(placed: Sequence[Placed], doc: Document, others: Sequence[Placed]) -> tuple[Placed, ...]:
    """The figures of a stretch of `doc`, and where the `others` have a share, what each count among them is of the count that it is a part of, in per cent.

    Such a share stands from its part to its whole and is known by the part. It is as exact as the two counts; none is made where a share beside them says it.
    """
    if not any(_is_share(one.figure) for one in others):
        return tuple(placed)
    said = [value for one in placed if _is_share(one.figure) and (value := _percent(one.figure)) is not None]
    made = [
        one for one in _shares(placed, doc) if not any(abs((one.figure.low or 0.0) - value) <= _SAID for value in said)
    ]
    return (*placed, *made)


def _shares(placed: Sequence[Placed], doc: Document) -> Iterator[Placed]:
    for part in placed:
        whole = _whole(part.figure, placed)
        if whole is None or not _is_exact(part.figure) or not 0 < _value(part.figure) < _value(whole):
            continue
        start, end = min(part.figure.start, whole.start), max(part.figure.end, whole.end)
        if end - start <= _NEAR:
            yield _share(part, whole, doc.text[start:end], start)


def _whole(part: Figure, placed: Sequence[Placed]) -> Figure | None:
    """The count that a figure's base holds or leads back to."""
    base = part.base
    if base is None:
        return None
    return next(
        (
            one.figure
            for one in placed
            if one.figure.id != part.id
            and _is_exact(one.figure)
            and (base.start <= one.figure.start < base.end or one.figure.id == base.figure)
        ),
        None,
    )


def _share(part: Placed, whole: Figure, text: str, start: int) -> Placed:
    value = _WHOLE * _value(part.figure) / _value(whole)
    figure = structs.replace(
        part.figure,
        start=start,
        end=start + len(text),
        text=text,
        kind="percent",
        low=value,
        high=value,
        approximate=part.figure.approximate or whole.approximate,
        because=MADE,
    )
    told = part.told
    if told is not None:
        left = tuple(one for one in told.figures if one.id not in {part.figure.id, whole.id})
        told = replace(told, figures=tuple(sorted((*left, figure), key=lambda one: one.start)))
    return Placed(figure, part.subject, told)


def _is_share(figure: Figure) -> bool:
    return dimension(figure) == "share" and figure.role == "level"


def _is_exact(figure: Figure) -> bool:
    plain = figure.kind == "count" and figure.unit is None and figure.per is None and not figure.vague
    return plain and figure.low is not None and figure.low == figure.high


def _value(figure: Figure) -> float:
    return float(figure.low or 0.0)


def _percent(figure: Figure) -> float | None:
    if figure.low is None:
        return None
    return figure.low * _WHOLE if figure.kind == "proportion" else figure.low

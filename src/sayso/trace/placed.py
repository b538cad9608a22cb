"""A figure with what it measures, read from the stretch of text that holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.align import Stretch, Subject, Told, read_moment, read_subject
from sayso.model import Figure


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with what it measures, and its sentence, where that may be another one told in another language."""

    figure: Figure
    subject: Subject
    told: Told | None = None


def place_figures(
    figures: Sequence[Figure],
    stretch: Stretch,
    document: Mapping[str, Figure],
    told: Callable[[Figure], Told | None] = lambda _figure: None,
) -> tuple[Placed, ...]:
    """Read what each quantity and each dated year among `figures` measures, from the stretch of text that holds it.

    `document` are all figures of its document by id, among them those that a share rests on; `told` gives a figure's sentence.
    """
    return tuple(
        Placed(figure, read_subject(figure, stretch, _rests_on(figure, document)), told(figure))
        for figure in figures
        if is_asked(figure)
    )


def is_asked(figure: Figure) -> bool:
    """Whether a figure is one that is compared: a quantity, or a date that names a month or year."""
    return figure.is_quantity or (figure.kind == "date" and read_moment(figure.text) is not None)


def _rests_on(figure: Figure, known: Mapping[str, Figure]) -> str:
    """The counted words and bases of the figures that a share rests on, step by step back ("of those", "another third")."""
    found: list[str] = []
    seen = {figure.id}
    base = figure.base
    while base and base.figure and base.figure in known and base.figure not in seen:
        seen.add(base.figure)
        earlier = known[base.figure]
        found += [part.text for part in (earlier.counted, earlier.base) if part]
        base = earlier.base
    return " ".join(found)

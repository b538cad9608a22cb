"""Parts that words measure: "a good third", "a full third", "ein knappes Viertel", "une bonne moitié"."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sayso.language.numbers import Grammar, Line

from .reading import Reading, bounded

#: The bound that such a word is: a good third is a little more, a petite moitié a little less, a full third just that.
_SIZES: Final = (("shares.sized_over", "~>"), ("shares.sized_under", "~<"), ("shares.sized_full", ""))

#: Quarters are also three months, a part of a town, a round of a cup.
_THIRDS: Final = 3


def read_sized(line: Line, place: int, g: Grammar) -> Reading | None:
    """An article, how the part is measured, and the part, or None."""
    if line.key(place) not in g.numbers.articles:
        return None
    code = next((code for name, code in _SIZES if line.key(place + 1) in g.words(name)), None)
    if code is None:
        return None
    half = line.key(place + 2) in g.words("shares.sized_half")
    named = (2, place + 3) if half else g.numbers.parts.at(line, place + 2)
    if named is None or named[0] > _THIRDS or not _is_part(line, named[1], g):
        return None
    part = Fraction(1, named[0])
    made = Reading(place, named[1], "proportion", "a fraction in words", low=part, high=part)
    return bounded(made, code) if code else made


def _is_part(line: Line, end: int, g: Grammar) -> bool:
    """Whether what was named is said to be a part of something: "a good third of the pupils", and no "good half hour", "full half" of a match."""
    return bool(g.phrases("base.of").at(line.keys, end)) or line.key(end) in g.words("counted.of")

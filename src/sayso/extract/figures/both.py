"""Both, where it counts two: "die beiden Länder" says what "the two countries" says."""

from __future__ import annotations

from sayso.language.numbers import Grammar, Line

from .nouns import phrase_after
from .reading import Reading


def read_both(line: Line, place: int, g: Grammar) -> Reading | None:
    """Two things, by the word for both between a determiner and a noun; alone it is a pronoun and no figure."""
    found = g.number_of("both").at(line.keys, place)
    if found is None or line.key(place - 1) not in g.words("both_after.words"):
        return None
    if phrase_after(line, found[1], g) is None:
        return None
    return Reading(place, found[1], "count", "a word for two of them", low=found[0], high=found[0])

"""Numbers that hang on a hyphen, and count what the last of their row does: "two-, four- and eight-seat gliders"."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line

from .nouns import phrase_after
from .reading import Reading
from .tags import tags_of

#: A row of numbers that hang on hyphens is no longer: "two-, three- and four-bedroom flats".
_ROW: Final = 4


def with_row(line: Line, found: Reading, g: Grammar) -> Reading:
    """As in "two-, four- and eight-seat gliders": what hangs on a hyphen counts what the last of the row does."""
    at = found.end
    if found.kind != "count" or found.unit or found.counted is not None or not _hangs(line, at):
        return found
    for _ in range(_ROW):
        at += (
            1
            + (line.key(at + 1) == ",")
            + (line.key(at + 1 + (line.key(at + 1) == ",")) in g.words("counted.list_joins"))
        )
        if at not in line.begins or (end := line.taken.get(at)) is None:
            return found
        if not _hangs(line, end):
            return _of_last(line, found, at, end, g)
        at = end
    return found


def _of_last(line: Line, found: Reading, last: int, end: int, g: Grammar) -> Reading:
    """What the last number of a row counts, or its unit."""
    unit = g.units.names.before(line.keys, end)
    if unit is not None and unit[1] > last:
        return replace(found, kind=unit[0].kind, unit=unit[0].name)
    if line.key(end) != "-" or not (line.glued(end) and line.glued(end + 1)):
        return found
    phrase = (end + 1, end + 2) if tags_of(line, g)[end + 1 : end + 2] == ["N"] else phrase_after(line, end + 1, g)
    return replace(found, counted=phrase)


def _hangs(line: Line, place: int) -> bool:
    """Whether a hyphen hangs there, with nothing glued to it but a comma."""
    return line.key(place) == "-" and line.glued(place) and (not line.glued(place + 1) or line.key(place + 1) == ",")

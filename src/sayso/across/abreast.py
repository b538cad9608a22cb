"""Two figures of a line side by side: what is asked first to know whether they are of one line, and then of what became of the one, is worked out once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from sayso.align import Likeness, align_subjects

from .points import Point
from .values import Told, tell_value

#: Pairs that are remembered: of a thread each appearance is held against a bounded number, so that more would be of threads that are done.
_KEPT: Final = 512


@lru_cache(maxsize=_KEPT)
def likeness_of(before: Point, after: Point) -> Likeness:
    """How far two figures measure the same thing."""
    return align_subjects(after.subject, before.subject)


@lru_cache(maxsize=_KEPT)
def value_of(before: Point, after: Point) -> Told:
    """What became of the value."""
    return tell_value(before.figure, after.figure, (before.rate, after.rate))

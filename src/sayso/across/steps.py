"""What became of a figure from one appearance to a later one: the kinds of change, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import ChangeKind

from .abreast import value_of
from .bounds import bound_change, bounds_of
from .points import Point
from .scopes import scope_change
from .values import Told


@dataclass(frozen=True, slots=True)
class Change:
    """The kinds of change, between which figures (`head`) and why (`words`); `agrees` where both may be the same value."""

    kinds: tuple[ChangeKind, ...]
    head: str
    words: str
    agrees: bool

    @property
    def because(self) -> str:
        """Both, for a reader."""
        return f"{self.head}: {self.words}"


def tell_change(before: Point, after: Point) -> Change:
    """What became of a figure; both count the same thing. No kinds where that cannot be told.

    Where the scope is another, values that differ are not compared: each may be right.
    """
    value = value_of(before, after)
    scope = scope_change(before, after)
    head = f"“{after.figure.text}” for “{before.figure.text}”"
    if scope and not value.agrees and "unit_changed" not in value.kinds:
        words = f"another scope, {scope}; the values are not compared"
        return Change(("scope_changed",), head, words, agrees=False)
    bounds, put = _bounds(before, after, value)
    kinds = tuple(kind for kind in value.kinds if kind != "same") + bounds + (("scope_changed",) if scope else ())
    told = [value.words] if value.kinds != ("same",) or not kinds else []
    told += [put] if bounds else []
    told += [f"another scope, {scope}"] if scope else []
    return Change(kinds or value.kinds, head, "; ".join(told), agrees=value.agrees)


def _bounds(before: Point, after: Point, value: Told) -> tuple[tuple[ChangeKind, ...], str]:
    """The bounds that went and came; what rounding brings with it ("about") and what an exact value takes away is no change of its own."""
    dropped, added, words = bound_change(before.figure, after.figure)
    if value.kinds == ("made_exact",):
        dropped = False
    if value.kinds == ("rounded",) and "about" in bounds_of(after.figure):
        dropped = added = False
    if before.figure.vague or after.figure.vague or not value.kinds:
        dropped = added = False
    if dropped and added and "range" in bounds_of(before.figure) and value.words.startswith("of the range"):
        added = False
    kinds: tuple[ChangeKind, ...] = (*(("bound_dropped",) if dropped else ()), *(("bound_added",) if added else ()))
    return kinds, words

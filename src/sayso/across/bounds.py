"""How a figure's value is put: exactly, about, at least, at most, as a range; and whether another one puts it otherwise."""

from __future__ import annotations

from typing import Final, Literal

from sayso.model import Figure

Bound = Literal["about", "least", "most", "range"]

_NAMES: Final = {"about": "“about”", "least": "“at least”", "most": "“at most”", "range": "a range"}


def bounds_of(figure: Figure) -> frozenset[Bound]:
    """The ways in which a figure is bound: none for a plain value; "nearly" and "just over" are near "about" and open on one side."""
    if figure.vague:
        return frozenset(("about",))
    near: set[Bound] = {"about"} if figure.approximate else set()
    if figure.low is None and figure.high is not None:
        return frozenset((*near, "most"))
    if figure.high is None and figure.low is not None:
        return frozenset((*near, "least"))
    if figure.low != figure.high:
        return frozenset((*near, "range"))
    return frozenset(near)


def is_loose(figure: Figure) -> bool:
    """Whether a figure is put as a value that is near: "about", "nearly", "just over"."""
    return "about" in bounds_of(figure)


def bound_change(before: Figure, after: Figure) -> tuple[bool, bool, str]:
    """Whether a bound was dropped and whether one was added, with words for a reader."""
    one, other = bounds_of(before), bounds_of(after)
    if one & other or one == other:
        return False, False, ""
    if not other:
        return True, False, f"{_called(one)} was dropped"
    if not one:
        return False, True, f"{_called(other)} was added"
    return True, True, f"{_called(other)} for {_called(one)}"


def _called(bounds: frozenset[Bound]) -> str:
    return " and ".join(_NAMES[one] for one in sorted(bounds))

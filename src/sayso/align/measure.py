"""What figures are measured in: which may be compared, and one figure's values in another's unit.

Units of one quantity are converted for comparison only; what is shown is always as written. Money is never converted.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sayso.language.measures import SECONDS, measured
from sayso.model import Figure

from .interval import Interval, same

if TYPE_CHECKING:
    from collections.abc import Callable

#: "Nearly 300" is not 200.
_NEARLY: Final = 0.2
_HALF: Final = 0.5
_TIMED: Final = frozenset(("duration", "age"))
#: What multiplies says by how much: "doubled" is "rose by 100 per cent", "halved" is "fell by a half".
_MULTIPLIED: Final = frozenset(("change", "to"))
#: Groups and things that something is per, by another of their names.
_ONE_RATE: Final = {
    "inhabitants": "people",
    "residents": "people",
    "inhabitant": "person",
    "resident": "person",
    "employees": "workers",
    "employee": "worker",
    "pupils": "students",
    "pupil": "student",
    "apartment": "flat",
    "apartments": "flats",
}


def dimension(figure: Figure) -> str:
    """What a figure is measured in: only figures of one dimension are ever compared.

    Percent and proportions are one dimension (shares), money one per currency, measures one per quantity (length, mass),
    all durations one.
    """
    match figure.kind:
        case "percent" | "proportion":
            return "share"
        case "money":
            return f"money:{figure.currency or '?'}"
        case "measure":
            return f"measure:{measured(figure.unit or '?').quantity}"
        case "duration" | "age" if figure.unit is not None:
            return figure.kind if figure.unit in SECONDS else f"{figure.kind}:{figure.unit}"
        case _:
            return figure.kind


def are_comparable(claimed: Figure, given: Figure) -> bool:
    """Whether two figures are of one dimension; a rate that only one of them names ("a year") is no obstacle.

    "Doubled" may stand beside a rise by 100 per cent, "halved" beside what fell to a half.
    """
    alike = dimension(claimed) == dimension(given) or _cross(claimed, given)
    return alike and len(_rates(claimed, given)) <= 1


def _cross(one: Figure, other: Figure) -> bool:
    """Whether one figure is a multiple and the other a share, and both say by how much something changed."""
    if {dimension(one), dimension(other)} != {"multiple", "share"}:
        return False
    multiple, share = (one, other) if one.kind == "multiple" else (other, one)
    return _change(multiple) is not None and (
        share.role == "change" or (_is_rest(share) and multiple.direction == "down")
    )


def _is_rest(share: Figure) -> bool:
    """Whether a fraction may be what is left of what was before: "fell to a third"."""
    return share.kind == "proportion" and share.role == "to" and share.direction == "down"


def may_mean_either(claimed: Figure, given: Figure) -> bool:
    """Whether a multiple and a share may say the same, read in the other of two ways: "three times higher" is said of a rise by 200 and by 300 per cent."""
    if not _cross(claimed, given):
        return False
    multiple, share = (claimed, given) if claimed.kind == "multiple" else (given, claimed)
    own = own_interval(multiple)
    return multiple.direction == "up" and replace(own, low=own.low * 100, high=own.high * 100).meets(
        own_interval(share)
    )


def may_be_of_another_whole(claimed: Figure, given: Figure) -> bool:
    """Whether a multiple stands beside a fraction that something fell to: that may be a part of something else than what was before."""
    return _cross(claimed, given) and any(_is_rest(one) for one in (claimed, given))


def are_of_other_roles(claimed: Figure, given: Figure) -> bool:
    """Whether one says by how much something changed and the other what it came to or from: "by 20 per cent", "to 20 per cent".

    What multiplies says both at once, and what fell by a half fell to a half.
    """
    if "multiple" in {claimed.kind, given.kind} or "change" not in {claimed.role, given.role}:
        return False
    if not {claimed.role, given.role} & {"to", "from"}:
        return False
    halves = all(one.kind == "proportion" and one.low == one.high == _HALF and one.direction == "down" for one in (claimed, given))  # fmt: skip
    return not halves


def _change(multiple: Figure) -> Interval | None:
    """By how much per cent a multiple changes what was before; None where that is not plain."""
    if multiple.role not in _MULTIPLIED or multiple.direction is None:
        return None
    own = own_interval(multiple)
    if multiple.direction == "up":
        return replace(own, low=(own.low - 1) * 100, high=(own.high - 1) * 100) if own.low >= 1 else None
    return Interval((1 - own.low) * 100, (1 - own.high) * 100) if own.is_point and own.low <= 1 else None


def _changed(figure: Figure) -> Interval:
    """By how much per cent something changed, of a multiple or a share."""
    if figure.kind == "multiple":
        return _change(figure) or own_interval(figure)
    own = own_interval(figure)
    return Interval(100 - own.high, 100 - own.low) if _is_rest(figure) else own


def _rates(claimed: Figure, given: Figure) -> set[str]:
    return {_common(figure.per) for figure in (claimed, given) if figure.per}


def _common(per: str) -> str:
    """What something is per by one name for all that are the same: "per 100,000 people" is "je 100.000 Einwohner"."""
    words = per.split()
    return " ".join((*words[:-1], _ONE_RATE.get(words[-1], words[-1]))) if words else per


def has_other_unit(claimed: Figure, given: Figure) -> bool:
    """Whether two figures are the same number in units that are often mistaken.

    Two currencies, per cent and points, a month for a year ("per" one thing and another).
    """
    kinds = {claimed.kind, given.kind}
    slip = kinds == {"percent", "percentage_point"} or (kinds == {"money"} and claimed.currency != given.currency)
    slip = slip or (dimension(claimed) == dimension(given) and len(_rates(claimed, given)) > 1)
    return slip and (claimed.low, claimed.high) == (given.low, given.high)


def on_offset_scale(figure: Figure) -> str:
    """The name of a unit whose zero is arbitrary, as degrees Celsius are; empty for all others, and for changes."""
    shifted = figure.kind == "measure" and figure.role != "change" and measured(figure.unit or "?").has_offset
    return (figure.unit or "").replace("degree", "degrees") if shifted else ""


def own_interval(figure: Figure) -> Interval:
    """A figure's values in its own unit; shares in per cent, and "three times fewer" as a third."""
    if figure.kind == "multiple" and figure.direction == "down" and figure.low == figure.high and (figure.low or 0) > 1:
        return Interval(1 / float(figure.low or 1), 1 / float(figure.low or 1))
    return _interval(figure, lambda value: value * 100.0 if figure.kind == "proportion" else value)


def in_unit_of(claimed: Figure, given: Figure) -> Interval:
    """The values of `given` in the unit of `claimed`, with which it is comparable."""
    if _cross(claimed, given):
        return _changed(given)
    if _both_fewer(claimed, given):
        return _as_written(given)
    if claimed.unit == given.unit or not (claimed.unit and given.unit):
        return own_interval(given)
    if given.kind in _TIMED:
        factor = SECONDS[given.unit] / SECONDS[claimed.unit]
        return _interval(given, lambda value: value * factor)
    if given.kind != "measure":
        return own_interval(given)
    return _interval(given, _conversion(given.unit, claimed.unit, shifted="change" not in {claimed.role, given.role}))


def values_beside(claimed: Figure, given: Figure) -> Interval:
    """The values of `claimed` in its own unit; "doubled" beside a share is a change in per cent."""
    if _both_fewer(claimed, given):
        return _as_written(claimed)
    return _changed(claimed) if _cross(claimed, given) else own_interval(claimed)


def _both_fewer(claimed: Figure, given: Figure) -> bool:
    """Whether both say how many times less there is, so that they are compared and rounded as that is said, bounds included."""
    return all(one.kind == "multiple" and one.direction == "down" for one in (claimed, given))


def _as_written(figure: Figure) -> Interval:
    """How many times less: "three times fewer" and "a third of" are 3."""
    own = _interval(figure, float)
    if max(figure.low or 0, figure.high or 0) > 1:
        return own
    low, high = (math.inf if end == 0 else 1 / end for end in (own.high, max(own.low, 0.0)))
    return Interval(low, high, own.high_inclusive, own.low_inclusive)


def in_base_unit(figure: Figure) -> Interval:
    """A figure's values so that those of one dimension are in one unit, wherever that needs no library."""
    factor = SECONDS.get(figure.unit or "", 1.0) if figure.kind in _TIMED else 1.0
    interval = own_interval(figure)
    return Interval(interval.low * factor, interval.high * factor, interval.low_inclusive, interval.high_inclusive)


def _interval(figure: Figure, convert: Callable[[float], float]) -> Interval:
    low = -math.inf if figure.low is None else convert(figure.low)
    high = math.inf if figure.high is None else convert(figure.high)
    if figure.approximate and math.isinf(low) != math.isinf(high):  # "nearly 300", "just over 300"
        low, high = (high - abs(high) * _NEARLY, high) if math.isinf(low) else (low, low + abs(low) * _NEARLY)
    return Interval(low, high, figure.low_inclusive, figure.high_inclusive)


def why_incomparable(claimed: Figure, given: Figure) -> str:
    """Why two figures cannot be compared, for a reader."""
    mine, theirs = f"“{claimed.text}”", f"“{given.text}”"
    if len(_rates(claimed, given)) > 1:
        return f"{mine} is per {claimed.per}, {theirs} per {given.per}"
    kinds = {claimed.kind, given.kind}
    if kinds == {"money"}:
        return f"{mine} and {theirs} are in different currencies ({claimed.currency or 'unnamed'}, {given.currency or 'unnamed'}), which are never converted"
    if kinds == {"percent", "percentage_point"}:
        return f"{mine} and {theirs}: per cent are not percentage points"
    if kinds == {"measure"}:
        units = f"({claimed.unit or 'unnamed'}, {given.unit or 'unnamed'})"
        return f"{mine} and {theirs} are in units that do not convert {units}"
    return f"{mine} is {_called(claimed)}, {theirs} is {_called(given)}: not measured in the same unit"


def _called(figure: Figure) -> str:
    name = figure.kind.replace("_", " ")
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


@cache
def _conversion(source: str, target: str, *, shifted: bool) -> Callable[[float], float]:
    """From one unit to another, by pint; without the shift of zero for differences of temperature."""
    zero, one = (_converted(value, source, target) for value in (0.0, 1.0))
    factor = one - zero
    if same(zero, 0.0) or not shifted:
        return lambda value: value * factor
    return lambda value: zero + value * factor


def _converted(value: float, source: str, target: str) -> float:
    registry = _registry()
    quantity = registry.Quantity(value, registry.Unit(measured(source).name))
    return float(quantity.to(registry.Unit(measured(target).name)).magnitude)


@cache
def _registry() -> Any:
    """Pint's units; loading them takes a quarter of a second, so it is done where two units meet."""
    import pint

    return pint.UnitRegistry(cache_folder=None)

"""What figures are measured in: which may be compared, and one figure's values in another's unit.

Units of one quantity are converted for comparison only; what is shown is always as written. Money is never converted.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sayso.language.measures import SECONDS, measured
from sayso.model import Figure

from .interval import Interval, same

if TYPE_CHECKING:
    from collections.abc import Callable

#: "Nearly 300" is not 200.
_NEARLY: Final = 0.2
_TIMED: Final = frozenset(("duration", "age"))
#: Multiples that say the same as a change in per cent, beyond doubt: "doubled" is "rose by 100 per cent".
_AS_CHANGE: Final = {2.0: 100.0, 0.5: 50.0}


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

    "Doubled" may stand beside a rise by 100 per cent.
    """
    alike = dimension(claimed) == dimension(given) or _cross(claimed, given)
    return alike and len(_rates(claimed, given)) <= 1


def _cross(one: Figure, other: Figure) -> bool:
    """Whether one figure is a multiple and the other a share, and both say by how much something changed."""
    if {dimension(one), dimension(other)} != {"multiple", "share"} or {one.role, other.role} != {"change"}:
        return False
    return _change(one if one.kind == "multiple" else other) is not None


def _change(multiple: Figure) -> float | None:
    """By how much per cent a multiple changes what was before; None where that is not plain."""
    if multiple.direction is None or multiple.low is None or multiple.low != multiple.high:
        return None
    return _AS_CHANGE.get(float(multiple.low))


def _rates(claimed: Figure, given: Figure) -> set[str]:
    return {figure.per for figure in (claimed, given) if figure.per}


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
    """A figure's values in its own unit; shares in per cent."""
    return _interval(figure, lambda value: value * 100.0 if figure.kind == "proportion" else value)


def in_unit_of(claimed: Figure, given: Figure) -> Interval:
    """The values of `given` in the unit of `claimed`, with which it is comparable."""
    if _cross(claimed, given) and given.kind == "multiple":
        change = _change(given) or 0.0
        return Interval(change, change)
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
    if _cross(claimed, given) and claimed.kind == "multiple":
        change = _change(claimed) or 0.0
        return Interval(change, change)
    return own_interval(claimed)


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

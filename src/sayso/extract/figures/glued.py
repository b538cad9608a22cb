"""Units in short that stand only glued to digits: "28C" and "-4F", "6in", "6'2''", "an altitude of 30'".

Elsewhere the same letters and signs are words, names and quotation marks, so that each asks for what makes it plain.
"""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

_FEET: Final = frozenset({"'", "’", "′"})
_INCHES: Final = frozenset({'"', "”", "″", "“"})
#: How many degrees a temperature that news tells of has at most, and from how many on it is one without another word.
_MOST: Final = {"degree Celsius": 60.0, "degree Fahrenheit": 140.0}
_PLAIN: Final = 10.0
#: Words of weather and of length are looked for so many places to both sides.
_NEAR: Final = 10
_MANY: Final = 1000.0
_SIGNS: Final = frozenset({"-", "+", "−"})


def glued_unit(line: Line, place: int, g: Grammar) -> str | None:
    """The unit whose short form is glued to the digits before `place`; None where it may be something else."""
    if not line.glued(place) or not line.digits(place - 1) or (line.glued(place + 1) and line.word(place + 1)):
        return None
    key = line.key(place)
    if key in _FEET:
        return "foot" if _inches_follow(line, place + 1) or _near(line, place, g.words("glued.lengths")) else None
    if key in _INCHES:
        return "inch" if line.key(place - 2) in _FEET and line.digits(place - 3) else None
    unit = g.words("glued.inches")
    if key in unit:
        return None if line.capital(place) else "inch"
    degree = {"c": "degree Celsius", "f": "degree Fahrenheit"}.get(key)
    letters = g.words("glued.degrees")
    return degree if degree and line.capital(place) and key in letters and _is_warm(line, place, degree, g) else None


def _inches_follow(line: Line, place: int) -> bool:
    return line.digits(place) and line.glued(place) and line.glued(place + 1) and line.key(place + 1) in _INCHES


def _near(line: Line, place: int, cues: frozenset[str]) -> bool:
    return any(line.key(at) in cues for at in range(place - _NEAR, place + _NEAR))


def _is_warm(line: Line, place: int, degree: str, g: Grammar) -> bool:
    """Whether "28C" is a temperature, and no seat, gate or model."""
    written = line.key(place - 1)
    before = line.key(place - 2)
    value = float(written.replace(",", ".")) if written.replace(".", "", 1).replace(",", "", 1).isdecimal() else _MANY
    goes_on = line.glued(place + 1) and line.key(place + 1) in {"-", "/"}
    if goes_on:
        return False
    if value > _MOST[degree] or before in g.words("identifiers.ordered|glued.numbered"):
        return False
    below = before in _SIGNS or before in g.numbers.minus
    if line.capital(place - 2) and before not in g.words("counted.stop") and not below:  # "the Airbus 28C"
        return False
    plain = value >= _PLAIN or not written.isdecimal()
    return plain or below or _near(line, place, g.words("glued.weather"))

"""Scores: "3-1", "2:0", between two names or near a word from sport or voting."""

# ruff: noqa: PLR2004  # lengths of groups of digits
from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

from .names import counts_after
from .reading import Reading

_HIGHEST_SCORE: Final = 299
_LAST_HOUR: Final = 24
_LAST_MINUTE: Final = 59
_SIGNS: Final = frozenset("$€£¥")
_MOST_NAMES: Final = 3
_REACH: Final = 8


def read_score(line: Line, place: int, g: Grammar) -> Reading | None:
    """As in "3-1" and "2:0" in the neighbourhood of a word from sport or voting, or counting down; "Ayr 3 - 1 Perth"; "3 a 1"."""
    if not line.digits(place) or not line.digits(place + 2):
        return _between_names(line, place)
    first, second, mark = line.key(place), line.key(place + 2), line.key(place + 1)
    if not (first + second).isdecimal() or max(len(first), len(second)) > 3:
        return None
    if max(int(first), int(second)) > _HIGHEST_SCORE or _united(line, place + 3, g):
        return None
    glued = line.glued(place + 1) and line.glued(place + 2)
    if not (_against(line, place, g) if glued else _apart(line, place, mark, g)):
        return None
    return Reading(place, place + 3, "score", "two small numbers against each other")


def _between_names(line: Line, place: int) -> Reading | None:
    """As in "Ayr 38 - Melrose 17"."""
    if line.key(place + 1) not in {"-", "–"} or not line.digits(place) or not line.capital(place - 1):
        return None
    at = place + 2
    while at < place + 2 + _MOST_NAMES and (line.capital(at) or (line.key(at) == "-" and line.glued(at + 1))):
        at += 1
    if at == place + 2 or not line.digits(at) or line.word(at + 1) or line.glued(place + 1):
        return None
    small = all(line.key(spot).isdecimal() and int(line.key(spot)[:4]) <= _HIGHEST_SCORE for spot in (place, at))
    return Reading(place, at + 1, "score", "two small numbers against each other") if small else None


def _against(line: Line, place: int, g: Grammar) -> bool:
    """Whether two numbers with a mark between are a score."""
    first, second, mark = line.key(place), line.key(place + 2), line.key(place + 1)
    if mark not in {"-", "–", ":", "&"}:
        return False
    colon = mark == ":"
    dashed = line.key(place + 3) == "-" and not (mark in {":", "&"} and line.word(place + 4))
    if line.glued(place + 3) and (line.word(place + 3) or dashed or line.key(place + 3) in {"%", "€", "$", "£"}):
        return False
    if line.glued(place) and line.key(place - 1) in _SIGNS:
        return False
    cued = _cued(line, place, g)
    down = int(first) > int(second) and len(first) <= 2
    clock = int(first) <= _LAST_HOUR and int(second) <= _LAST_MINUTE
    return (len(second) == 1 or cued or not clock) if colon else (cued or down)


def _apart(line: Line, place: int, mark: str, g: Grammar) -> bool:
    """Whether two numbers with spaces between are a score: between two names, or with a word between near a word from sport."""
    if mark in {"-", "–"}:
        return line.capital(place - 1) and line.capital(place + 3)
    small = len(line.key(place)) <= 2 and len(line.key(place + 2)) <= 2
    return small and mark in g.words("scores.infix") and _cued(line, place, g) and not counts_after(line, place + 3, g)


def _united(line: Line, place: int, g: Grammar) -> bool:
    keys = line.keys
    named = (
        g.units.names.at(keys, place) or g.phrases("percent.percent").at(keys, place) or g.money.suffix.at(keys, place)
    )
    scale = g.numbers.words.at(keys, place)
    return bool(named or (scale and scale[0].multiplies) or line.key(place) in {"%", "€", "$", "£"})


def _cued(line: Line, place: int, g: Grammar) -> bool:
    cues = g.words("scores.cues")
    return any(line.key(at) in cues for at in range(place - _REACH, place + 3 + _REACH))

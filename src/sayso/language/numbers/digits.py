"""Strings of digits and what their separators mean in a language."""

# ruff: noqa: PLR2004  # groups have three digits, or two in India
from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from msgspec import Struct

from .line import Line

#: Longer strings of digits are no quantities: account numbers, hashes, noise.
MOST_DIGITS: Final = 24
#: The tag of a text of which the language is not known, such as one of three words.
UNKNOWN: Final = "und"

_SEPARATORS: Final = re.compile(r"[.,·'’]")


class Separators(Struct, frozen=True):
    """The decimal mark of a language, the mark between groups, and whether a plain space may stand between groups.

    `either`: nothing is known of the language, so that three digits behind either mark are a group, as they are in nearly all that is written.
    """

    decimal: str = "."
    group: str = ","
    spaced: bool = False
    either: bool = False


class Digits(Struct, frozen=True):
    """What a string of digits is worth. `plain` has no separator at all."""

    value: int | Decimal
    plain: bool


@cache
def separators(language: str) -> Separators:
    """The separators of a language or region ("es-MX"), by CLDR; those of English where CLDR does not know it, either mark for groups where nobody knows the language."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    if language == UNKNOWN:
        return Separators(either=True)
    try:
        locale = Locale.parse(language.replace("-", "_"))
        decimal, group = get_decimal_symbol(locale), get_group_symbol(locale)
    except (UnknownLocaleError, ValueError, TypeError):
        return Separators()
    if decimal not in ".," or group == decimal:
        return Separators()
    spaced = decimal == ","
    return Separators(decimal, group if group in ".," else ("." if decimal == "," else ","), spaced)


def _whole(parts: list[str]) -> bool:
    return 1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])


def _indian(parts: list[str]) -> bool:
    middle = all(len(part) == 2 for part in parts[1:-1])
    return len(parts) > 2 and 1 <= len(parts[0]) <= 2 and middle and len(parts[-1]) == 3


def _one_mark(parts: list[str], mark: str, style: Separators) -> int | Decimal | None:
    grouped = _whole(parts) and not parts[0].startswith("0")
    if mark in "'’":
        return int("".join(parts)) if _whole(parts) else None
    if len(parts) > 2:
        return int("".join(parts)) if grouped or (_indian(parts) and mark == ",") else None
    if grouped and (style.either or mark == style.group or parts[1] == "000"):
        return int("".join(parts))
    return Decimal(".".join(parts))


def read_digits(text: str, style: Separators) -> Digits | None:
    """The value of a string of digits with its marks; None where it is none (a date, a version, an address)."""
    if len(text) > MOST_DIGITS:
        return None
    marks = _SEPARATORS.findall(text)
    if not marks:
        return Digits(int(text), plain=True)
    parts = _SEPARATORS.split(text)
    if len(set(marks)) == 1:
        value = _one_mark(parts, "." if marks[0] == "·" else marks[0], style)
        return None if value is None else Digits(value, plain=False)
    if marks[-1] in marks[:-1] or len(set(marks[:-1])) > 1 or marks[-1] not in ".,·":
        return None
    if not (_whole(parts[:-1]) or _indian(parts[:-1])):
        return None
    return Digits(Decimal("".join(parts[:-1]) + "." + parts[-1]), plain=False)


def spaced_groups(line: Line, place: int, style: Separators) -> tuple[str, int, bool]:
    """Digits in groups of three with a space between: "30 000", "1 234 567,5". Only where all groups keep to it."""
    groups: list[str] = []
    first, at = line.tokens[place].text, place + 1
    if not first.isdecimal() or len(first) > 3 or first[0] == "0":
        return first, at, False
    while len(groups) < 7 and _is_group(line, at):
        groups.append(line.tokens[at].text)
        at += 1
        if not groups[-1].isdecimal():
            break
    plain_space = style.spaced or len(groups) > 1 or (bool(groups) and groups[0][:3] == "000")
    if not groups or not plain_space or (line.digits(at) and line.gap(at) == " "):
        return first, place + 1, False
    return first + "".join(groups[:-1]) + groups[-1].replace(",", "."), at, True


def _is_group(line: Line, place: int) -> bool:
    if not line.digits(place) or line.gap(place) != " ":
        return False
    text = line.tokens[place].text
    head, mark, tail = text.partition(",")
    return len(head) == 3 and head.isdecimal() and (not mark or tail.isdecimal())

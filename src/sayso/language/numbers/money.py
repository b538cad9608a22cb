"""Currencies by name, sign and code: CLDR's names through Babel, and the short ones that news uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from sayso.language.lexicon import lexicon

from .phrases import Phrases

#: ISO codes that are also words, units or names of other things.
_NOT_CODES: Final = frozenset({"ALL", "TOP", "TRY", "LAK", "PAB", "MOP", "BAM", "GEL", "MAD", "CUP", "ANG", "COP"})
_LOWER_ENDINGS: Final = ("e", "en", "er", "es", "em")


class Money(Struct, frozen=True):
    """`prefix` names currencies before a number, `suffix` after it, `minor` their hundredths; `codes` hold with capitals.

    `small` are the prefixes without a capital: "kr". A prefix that is `weak` holds only before a number with a separator or a scale: "PS2.7m", but not "PS5".
    `plain_codes` are no words, and hold after a number in small letters, too: "40 usd". `whose` says after a sum in "$" whose dollars they are: "$31.20 US".
    """

    prefix: Phrases[str]
    suffix: Phrases[str]
    minor: Phrases[str]
    codes: frozenset[str]
    weak: frozenset[str]
    plain_codes: frozenset[str]
    small: frozenset[str]
    whose: Phrases[str]


def _inflected(language: str, name: str) -> Iterator[str]:
    """A full name and, in German, its first word with the endings of adjectives."""
    yield name
    first, _, rest = name.partition(" ")
    stem = next((first[: -len(ending)] for ending in ("er", "es", "e") if first.endswith(ending)), "")
    if language == "de" and rest and stem:
        for ending in _LOWER_ENDINGS:
            yield f"{stem}{ending} {rest}"


def _named(language: str) -> Iterator[tuple[str, str]]:
    """Full names of more than one word in a language, by CLDR: "Swiss francs", "pesos argentinos"."""
    from babel import Locale, UnknownLocaleError

    try:
        data = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    plurals = data._data["currency_names_plural"]  # noqa: SLF001  # Babel has no public table of plurals
    for code, name in sorted(data.currencies.items()):
        for full in {name, *plurals.get(code, {}).values()} if _current(code) else ():
            if " " in full or "-" in full:
                yield from ((form, code) for form in _inflected(language, full) if "(" not in form)


@cache
def _all_codes() -> frozenset[str]:
    from babel.core import get_global

    regions = get_global("territory_currencies")
    return frozenset(entry[0] for entries in regions.values() for entry in entries if entry[2] is None and entry[3])


def _current(code: str) -> bool:
    return code in _all_codes()


def money(language: str, short: Mapping[str, str], minor: Mapping[str, str]) -> Money:
    """The currencies as a language names them: full names by CLDR, `short` ones and hundredths by its word list."""
    data = lexicon("currencies")
    codes = _all_codes() - _NOT_CODES
    names = dict(sorted(_named(language))) | dict(short)
    symbols = data["symbols"]
    tagged = {f"{code}$": code for code in codes}
    own = {code: code for code in codes}
    spaced = {f"{sign[:-1]} $": code for sign, code in symbols.items() if sign.endswith("$") and len(sign) > 1}
    return Money(
        prefix=Phrases((symbols | tagged | spaced | data["prefixes"] | data["weak_prefixes"] | own).items()),
        suffix=Phrases((symbols | tagged | own | names).items()),
        minor=Phrases(minor.items()),
        codes=frozenset(code.lower() for code in codes) | frozenset(sign.lower() for sign in data["prefixes"]),
        weak=frozenset(data["weak_prefixes"]),
        plain_codes=frozenset(data["plain_codes"]),
        small=frozenset(sign for sign in symbols | data["prefixes"] if sign == sign.lower()),
        whose=Phrases(data["whose"].items()),
    )

"""Units by their names and symbols in a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from sayso.language.lexicon import lexicon

from .phrases import Phrases
from .tokens import tokenise

UnitKind = Literal["duration", "measure"]


class Unit(Struct, frozen=True):
    """A unit: its singular English name, and whether it measures time or something else."""

    name: str
    kind: UnitKind
    written: str = ""


class Units(Struct, frozen=True):
    """`names` hold in any case, `symbols` only with the case that their `written` shows."""

    names: Phrases[Unit]
    symbols: Phrases[tuple[Unit, ...]]


def units(language: str, forms: Mapping[str, Sequence[str]]) -> Units:
    """The units as a language names them, by CLDR and by `forms`; and the symbols that hold everywhere.

    `forms` go before the names of CLDR; a list under `without` names forms of CLDR that mean something else in news.
    """
    listed = lexicon("units")
    without = frozenset(forms.get("without", ()))
    names: list[tuple[str, Unit]] = []
    symbols: dict[str, tuple[Unit, ...]] = {}
    for form, name in _named(language, listed):
        if form not in without:
            names.append((form, Unit(name, listed[name]["kind"])))
    for name, entry in listed.items():
        names += [(form, Unit(name, entry["kind"])) for form in forms.get(name, ())]
        for sign in entry.get("symbols", ()):
            key = " ".join(token.key for token in tokenise(sign))
            symbols[key] = (*symbols.get(key, ()), Unit(name, entry["kind"], sign))
    return Units(Phrases(names), Phrases((phrase, found) for phrase, found in symbols.items()))


def _named(language: str, listed: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The long names of units by CLDR, in all their plurals: "Kilometern", "milles par heure"."""
    from babel import Locale, UnknownLocaleError

    try:
        patterns = Locale.parse(language)._data["unit_patterns"]  # noqa: SLF001  # Babel has no public table of plurals
    except (UnknownLocaleError, ValueError):
        return
    for name, entry in listed.items():
        for plural, pattern in patterns.get(entry.get("cldr", ""), {}).get("long", {}).items():
            if plural == "per" or not isinstance(pattern, str):  # "por mes" is what a rate is per, and no unit
                continue
            if pattern.startswith("{0}") and (form := pattern[3:].strip()):
                yield form, name

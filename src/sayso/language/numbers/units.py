"""Units by their names and symbols in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.language.lexicon import lexicon

from .phrases import Phrases
from .tokens import tokenise

UnitKind = Literal["duration", "measure"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its singular English name, and whether it measures time or something else."""

    name: str
    kind: UnitKind
    written: str = ""


@dataclass(frozen=True, slots=True)
class Units:
    """`names` hold in any case, `symbols` only with the case that their `written` shows."""

    names: Phrases[Unit]
    symbols: Phrases[tuple[Unit, ...]]


def units(forms: Mapping[str, Sequence[str]]) -> Units:
    """The units by the forms in which a language names them, and the symbols that hold everywhere."""
    names: list[tuple[str, Unit]] = []
    symbols: dict[str, tuple[Unit, ...]] = {}
    for name, entry in lexicon("units").items():
        names += [(form, Unit(name, entry["kind"])) for form in forms.get(name, ())]
        for sign in entry.get("symbols", ()):
            key = " ".join(token.key for token in tokenise(sign))
            symbols[key] = (*symbols.get(key, ()), Unit(name, entry["kind"], sign))
    return Units(Phrases(names), Phrases((phrase, found) for phrase, found in symbols.items()))

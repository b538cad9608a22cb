"""NewsQuant's gold with the labels put right that are plainly wrong by the sentence itself; `data/newsquant_errata.toml` lists them."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, Final

from .newsquant_terms import Quantity, Value

_FILE: Final = "newsquant_errata.toml"


def corrected(text: str, gold: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The gold of a sentence with its wrong labels put right, or left out; as it is where none is listed."""
    known = [one for one in _errata() if _holds(text, one["key"], one["length"])]
    return tuple(_right(gold, known)) if known else gold


def key_of(words: str) -> str:
    """By what a list of errata knows a stretch of a sentence."""
    return blake2b(words.encode("utf-8"), digest_size=8).hexdigest()


def _holds(text: str, key: str, length: int) -> bool:
    return any(key_of(text[at : at + length]) == key for at in range(len(text) - length + 1))


@cache
def _errata() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(files("sayso.bench").joinpath("data", _FILE).read_text(encoding="utf-8"))["label"])


def _right(gold: tuple[Quantity, ...], known: list[Mapping[str, Any]]) -> Iterator[Quantity]:
    for one in gold:
        erratum = next((entry for entry in known if _is_meant(one, entry)), None)
        if erratum is None:
            yield one
        elif "none" not in erratum:
            yield replace(
                one,
                value=_value(erratum["right_value"]) if "right_value" in erratum else one.value,
                unit=erratum.get("right_unit", one.unit),
                change=erratum.get("right_change", one.change),
            )


def _is_meant(one: Quantity, entry: Mapping[str, Any]) -> bool:
    return _same(one.value, _value(entry["value"])) and entry.get("unit", one.unit) == one.unit


def _value(written: float | list[float]) -> Value:
    return (written[0], written[1]) if isinstance(written, list) else written


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, tuple) or isinstance(other, tuple):
        return one == other
    return math.isclose(one, other)

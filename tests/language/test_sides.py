"""Sides: the lists of nations, peoples, creeds and parties that are read as one another."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

SIDES: Final[dict[str, dict[str, list[str]]]] = tomllib.loads(
    files("sayso.language").joinpath("data", "sides.toml").read_text(encoding="utf-8")
)
EVENNESS: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "extract" / "evenness.toml").read_text(encoding="utf-8")
)
LANGUAGES: Final = ("en", "de", "es", "fr", "it")
#: What may stand before a country's name: it is then the same country once more.
ARTICLE: Final = re.compile(r"(?:the|die|der|das|den|dem|des|el|los|las|la|le|les|il|lo|gli|i) |l[’']", re.IGNORECASE)
#: Slots whose names stand in the row of countries.
BOTH: Final = {"en": (), "de": ("people",), "es": (), "fr": ()}
COUNTRIES: Final = {"en": 180, "de": 180, "es": 180, "fr": 180, "it": 150}


def _names(language: str) -> list[str]:
    return [name for row in SIDES[language].values() for name in row]


def _read_as(language: str) -> dict[str, str]:
    return {name: row[0] for row in SIDES[language].values() for name in row}


def test_there_is_a_table_for_each_language() -> None:
    assert tuple(SIDES) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_opens_with_one_plain_word(language: str) -> None:
    assert all(re.fullmatch(r"[^\W\d_]+", row[0]) for row in SIDES[language].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_stands_twice(language: str) -> None:
    """A name that could stand in two rows is read in one way only."""
    assert [name for name, times in Counter(_names(language)).items() if times > 1] == []
    assert all(name == " ".join(name.split()) != "" for name in _names(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_with_an_apostrophe_stands_with_both(language: str) -> None:
    read_as = _read_as(language)
    assert all(read_as[name.replace("’", "'")] == first for name, first in read_as.items() if "’" in name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_countries_of_the_world_are_in(language: str) -> None:
    """Articles and other forms of a name's article do not count."""
    assert len({ARTICLE.sub("", name) for name in SIDES[language]["country"]}) >= COUNTRIES[language]


@pytest.mark.parametrize("language", sorted(EVENNESS))
def test_the_names_of_the_evenness_sentences_are_in(language: str) -> None:
    """Each filling of the sentences that evenness is tested with is a name, in German without its article."""
    fillings = {name for kind in EVENNESS[language].values() for filling in kind["fillings"] for name in filling}
    assert sorted(fillings - set(_names(language))) == []


@pytest.mark.parametrize("language", sorted(EVENNESS))
def test_the_fillings_of_a_slot_are_read_as_one(language: str) -> None:
    """Names of one slot are read as one name, but for those that are a country's name at the same time; German has one row for both."""
    read_as, country = _read_as(language), SIDES[language]["country"][0]
    for kind in EVENNESS[language].values():
        for slot, names in zip(kind["slots"], zip(*kind["fillings"], strict=True), strict=True):
            first = {read_as[name] for name in names}
            assert len(first - {country}) == (slot not in {"country", *BOTH[language]}), (slot, first)

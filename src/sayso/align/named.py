"""Names in the words of a stretch of text, and whether they stand in another in any spelling."""

from __future__ import annotations

from functools import cache
from typing import Final

from sayso.language.concepts import cognate, concept_theme, plain
from sayso.language.lexicon import lexicon
from sayso.language.words import names

from .words import COGNATE, Word, read_words

#: Concepts of places that are no names.
_PLACES: Final = frozenset(
    [
        "place",
        "city",
        "village",
        "capital",
        "region",
        "neighbourhood",
        "local",
        "north",
        "south",
        "east",
        "west",
        "centre",
        "hotel",
        "monument",
        "room",
        "door",
        "floor",
        "inside",
        "outside",
        "kingdom",
        "strait",
        "cave",
        "camp",
        "barn",
        "station",
        "checkpoint",
    ]
)


def named(text: str, language: str) -> list[Word]:
    """The words of a text that are written like names and are nothing else that is known."""
    return [word for word in read_words(text, language) if word.text[:1].isupper() and _is_name(word)]


def _is_name(word: Word) -> bool:
    ids = [key.removeprefix("concept:") for key in word.keys if key.startswith("concept:")]
    return all(concept_theme(one) == "places" and one not in _PLACES for one in ids)


def met(words: list[Word], text: str, language: str) -> bool:
    """Whether any of the words stands in a text, as a name, a town by its name in another language, a concept or a cognate."""
    keys = set(names(text))
    others = read_words(text, language)
    towns = {town for other in others if (town := _towns().get(plain(other.text))) is not None}
    for word in words:
        if word.keys & keys or any(word.keys & other.keys for other in others):
            return True
        if _towns().get(plain(word.text)) in towns:
            return True
        if any(cognate(word.stem, other.stem) >= COGNATE for other in others if word.stem and other.stem):
            return True
    return False


def town_of(word: Word) -> int | None:
    """The number of the town that has a word for its name, in the list of those of unlike names; None of any other."""
    return _towns().get(plain(word.text))


@cache
def _towns() -> dict[str, int]:
    """The towns of unlike names, each spelling with the number of its line."""
    lines: str = lexicon("towns")["towns"]
    return {
        plain(name.strip()): number
        for number, line in enumerate(lines.strip().splitlines())
        for name in line.split(",")
    }

"""What a text has of sets of things that are put for one another, by lists in six languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sayso.language.listing import Listing, read_lines

#: The languages of these lists, those of a line in the order of its columns.
LANGUAGES: Final = ("en", "de", "es", "fr", "it", "pt")
#: The words of a list that deny what stands so many words behind them, or nearer: "none of them was detained".
_DENIED, _REACH = "denied", 3

#: Where something stands in a text.
Place = tuple[int, int]
#: The members of each set, with where their first word stands.
Members = Mapping[str, Mapping[str, Place]]


def find_members(listing: Listing, text: str) -> Members:
    """The sets of which a text has a word that is not denied, each with its members and where their first word stands."""
    found: dict[str, dict[str, Place]] = {}
    denied = -1
    for start, end, label in listing.find(text):
        name, _, member = label.partition(".")
        if name == _DENIED:
            denied = end
        elif denied < 0 or text[denied:start].count(" ") > _REACH:
            found.setdefault(name, {}).setdefault(member, (start, end))
    return found


def listed_language(language: str) -> str:
    """The language whose words are looked for: the text's own where the lists have it, else English."""
    primary = language.partition("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


@cache
def read_sets(name: str, language: str) -> Listing:
    """The list `data/NAME.toml`, one line a thing, in one of the six languages."""
    lines = read_lines(name, language, LANGUAGES)
    return Listing.of((word, f"{line.theme}.{line.name}") for line in lines for word in line.words)

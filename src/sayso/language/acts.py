"""Acts that happen to a thing, a person or a law but once or seldom, as far as the list has their words: built, opened, appointed, in force."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from .concepts import BRIDGED, plain
from .listing import Listing, read_lines

_LIST: Final = "events"


@lru_cache(maxsize=4096)
def acts(text: str, language: str) -> frozenset[str]:
    """The acts that a text tells of, by their names in the list; none in a language that has no column."""
    primary = language.partition("-")[0]
    if primary not in BRIDGED:
        return frozenset()
    return frozenset(found.label for found in _listing(primary).find(plain(text)))


@cache
def _listing(language: str) -> Listing:
    return Listing.of((plain(word), line.name) for line in read_lines(_LIST, language, BRIDGED) for word in line.words)

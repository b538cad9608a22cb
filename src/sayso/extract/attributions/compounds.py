"""What a German noun's form tells: the noun that a compound ends in, one or several, a name as a compound's first part."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache, lru_cache
from typing import Final

from sayso.language.tokens import Token

from .nouns import listed
from .words import Words, words

_KINDS: Final = ("agencies", "document", "media", "organisation", "person", "group", "maker", "any_organisation")
_INFLECTED: Final = ("es", "s", "en", "n", "ern")
#: Letters that a noun has at least.
_LEAST: Final = 3


@lru_cache(maxsize=4096)
def bases(low: str) -> tuple[str, ...]:
    """The nouns of the source lists that a word is or ends in, without its inflection: "landeswasseramts" gives "amt"."""
    lists = [words("de").sets.get(f"sources.{name}", frozenset()) for name in _KINDS]
    found: list[str] = []
    for bare in (low, *(low.removesuffix(end) for end in _INFLECTED if low.endswith(end))):
        for at in range(max(1, len(bare) - _LEAST + 1)):
            part = bare[at:]
            if (at == 0 or at > 1) and part not in found and any(part in one for one in lists):
                found.append(part)
    return tuple(sorted(found, key=lambda part: -len(part)))


def uninflected(low: str, known: Container[str]) -> str:
    """A noun in the form in which it is known: "briefs" as "brief"; itself where it is not."""
    forms = (low, *(low.removesuffix(end) for end in _INFLECTED if low.endswith(end)))
    return next((form for form in forms if form in known), low)


def is_several(row: Sequence[Token], head: str, lex: Words, *, named: bool) -> bool:
    """Whether a noun for a person stands for several: "die Taucher", "zwei Vertraute", "von Ermittlern"; not "die Vorsitzende"."""
    first = row[0].low
    if head.endswith("innen") or (not named and row[0].capital and any(token.low == "und" for token in row[1:-1])):
        return True
    if head.endswith("in") or named or any(part in lex.sets["sources.female"] for part in bases(head)):
        return False
    counted = row[0].kind == "number" or lex.has("words.quantity", first)
    determined = lex.has("words.determiner", first)
    if head.endswith("e") and is_adjectival(head, lex):
        return counted or not determined
    if head.endswith("en") and is_adjectival(head, lex):
        return first in {"die", "den", "diese", "diesen"} or counted or not determined
    if determined or counted:
        return lex.has("sources.plural", first) or counted or (first == "den" and head.endswith("ern"))
    return row[0].low == head or row[0].low.endswith(("e", "en"))


#: Letters that a noun in "-ende" has at least: "Forschende".
_ACTING: Final = 8


def is_adjectival(low: str, lex: Words) -> bool:
    """Whether a noun is made from an adjective: "Befragte", "Oppositionelle"."""
    if (
        low.endswith(("ende", "enden"))
        and len(low) > _ACTING
        and not any(low.removesuffix("n").endswith(end) for end in lex.sets["sources.ends"])
    ):
        return True
    return low.endswith(_adjectival(lex.language))


@cache
def _adjectival(language: str) -> tuple[str, ...]:
    """The ends of nouns that are made from adjectives, in every form."""
    stems = words(language).sets["sources.adjectival"]
    return tuple(stem + end for stem in stems for end in ("e", "en", "er", "em"))


def named_part(token: Token, lex: Words) -> bool:
    """Whether a compound's first part is a name: "Brannock-Institut", not "Online-Portal"."""
    first, hyphen, last = token.text.partition("-")
    if not hyphen or not last or not first[:1].isupper() or len(first) < _LEAST:
        return False
    low = first.lower()
    lists = ("document", "media", "organisation", "person", "group", "agencies", "no_name")
    return not any(listed(f"sources.{name}", low, lex) for name in lists)


def of_place(row: Sequence[Token], token: Token) -> bool:
    """Whether a capital in "-er" tells a place before a noun: "die Tarnauer Polizei"."""
    at = next((index for index, one in enumerate(row) if one is token), len(row))
    behind = row[at + 1] if at + 1 < len(row) else None
    return token.low.endswith("er") and len(token.low) > _LEAST + 1 and behind is not None and behind.capital

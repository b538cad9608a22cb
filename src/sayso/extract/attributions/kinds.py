"""What kind of source a noun tells, and which institutions are named by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .compounds import bases, is_adjectival
from .nouns import listed
from .words import Words, no_compounds, words


def kind_of(token: Token, lex: Words) -> SourceKind | None:
    """The kind of source that a known noun tells; None where it is in no list."""
    return _kind(token.low, lex.language, capital=token.capital)


@lru_cache(maxsize=20_000)
def _kind(low: str, language: str, *, capital: bool) -> SourceKind | None:
    """The same of a word in lower case; `capital` is whether it is written with one."""
    lex = words(language)
    if lex.has("sources.maker", low) or (capital and lex.has("sources.firm", low)):
        return "organisation"
    if lex.language == "de" and (told := _by_longest(low, lex)) is not None:
        return told
    if listed("sources.group", low, lex):
        return "group"
    if listed("sources.agencies", low, lex):
        return "organisation"
    if lex.language == "de" and capital and is_adjectival(low, lex):
        return "person"
    kinds: tuple[SourceKind, ...] = ("document", "media", "organisation", "person")
    return next((kind for kind in kinds if listed(f"sources.{kind}", low, lex)), None)


def _by_longest(low: str, lex: Words) -> SourceKind | None:
    """The kind of the longest known noun that a German word ends in: "Landrat" before "Rat"."""
    known = bases(low)
    if not known or low.endswith(no_compounds()):
        return None
    kinds = ("group", "agencies", "document", "media", "organisation", "person")
    found = next((kind for kind in kinds if lex.has(f"sources.{kind}", known[0])), None)
    if known[0] == "agentur" and not low.startswith("agentur"):  # an agency for energy; those for news are in the list
        return "organisation"
    return _KIND.get(found) if found else None


_KIND: Final[dict[str, SourceKind]] = {
    "group": "group",
    "agencies": "organisation",
    "document": "document",
    "media": "media",
    "organisation": "organisation",
    "person": "person",
}


def by_ending(head: str, lex: Words) -> SourceKind:
    """What a noun that is in no list is by its ending: "the caretaker", "botanists"; else unknown."""
    if head.endswith(_ends(lex.language, "agents")):
        return "group"
    return "person" if head.endswith(_ends(lex.language, "agent")) else "unknown"


@cache
def _ends(language: str, name: str) -> tuple[str, ...]:
    return tuple(words(language).sets.get(f"sources.{name}", ()))


def is_one_institution(core: Sequence[Token], head: str, lex: Words) -> bool:
    """Whether a ministry, a council and the like is told by what it is for: "ministère de la Mer", "Verteidigungsministerium"."""
    if lex.language != "en" and lex.has("sources.of_nation", head) and _of_nation(core, lex):
        return True
    if lex.language == "de":
        bare = head.removesuffix("s")
        told = any(bare.endswith(end) and len(bare) > len(end) + 1 for end in lex.sets["sources.ministry"])
        whole = bare.startswith(_OF_THE_STATE) and not bare.endswith("anwaltschaft")
        whole = whole or _for_what(core, head, lex)
        return told or whole or any(bare.endswith(end) for end in lex.sets["sources.definite"])
    at = next((index for index, token in enumerate(core) if token.low == head), 0)
    if lex.language == "en":
        of_what = at + 2 < len(core) and core[at + 1].low == "of"
        told = at > 0 and not lex.has("sources.fresh", core[at - 1].low)
        return head in lex.sets["sources.ministry"] and (told or of_what)
    if at + 1 >= len(core):
        return False
    tied = lex.has("words.inside", core[at + 1].low)
    if core[at].capital:
        return True
    of_state = lex.has("sources.of_state", head) and core[at + 1].low.endswith(tuple(lex.sets["sources.of_place"]))
    return (tied and head in lex.sets["sources.ministry"]) or (
        of_state and not lex.has("sources.of_no_place", core[at + 1].low)
    )


def _for_what(core: Sequence[Token], head: str, lex: Words) -> bool:
    """Whether a German body's name says for what it is: "das Institut für Meerespolitik"."""
    at = next((index for index, token in enumerate(core) if token.low == head), len(core))
    tied = at + 2 < len(core) and core[at + 1].low == "für" and core[at + 2].capital
    return tied and listed("sources.for_what", head, lex)


def _of_nation(core: Sequence[Token], lex: Words) -> bool:
    """Whether an adjective says of which state something is: "die norwegische Polizei", "la fiscalía noruega"."""
    return any(_is_of_nation(token.low, lex) for token in core if not token.capital and token.kind == "word")


def _is_of_nation(low: str, lex: Words) -> bool:
    return any(low.startswith(stem) and len(low) - len(stem) <= _ENDING for stem in lex.sets["sources.nation"])


#: Letters behind the stem of an adjective of nationality, at most: "norwegischen", "norvégienne".
_ENDING: Final = 3
#: With what the names of the one body of a state or country begin.
_OF_THE_STATE = ("bundes", "landes")


def _of_english(core: Sequence[Token], lex: Words) -> bool:
    """The same in English, where what it is for may stand before it: "a memo from the finance ministry", "a report by the ministry of finance"."""
    first = 0
    for at, token in enumerate(core):
        if lex.has("words.inside", token.low) or lex.has("words.determiner", token.low):
            first = at + 1
        elif first and token.low in lex.sets["sources.ministry"] and is_one_institution(core[first:], token.low, lex):
            return True
    return False


def of_institution(core: Sequence[Token], lex: Words) -> bool:
    """Whether a document's phrase goes on with a definite institution: "un rapport du Conseil des côtes"."""
    if lex.language == "en":
        return _of_english(core, lex)
    for at, token in enumerate(core):
        tie = at - 1
        while lex.language == "de" and tie > 0 and not core[tie].capital and _is_of_nation(core[tie].low, lex):
            tie -= 1
        before = core[tie].low if at else ""
        if at and any(lex.has(name, before) for name in ("words.inside", "words.determiner", "words.same")):
            if lex.has("words.genitive", before) and lex.has("sources.party", token.low):
                return True
            kind = kind_of(token, lex)
            if kind == "organisation" and is_one_institution(core[tie + 1 :], token.low, lex):
                return True
    return False

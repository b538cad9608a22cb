"""What kind of source a noun tells, and which institutions are named by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .nouns import listed
from .words import Words, words


def kind_of(token: Token, lex: Words) -> SourceKind | None:
    """The kind of source that a known noun tells; None where it is in no list."""
    return _kind(token.low, lex.language, capital=token.capital)


@lru_cache(maxsize=20_000)
def _kind(low: str, language: str, *, capital: bool) -> SourceKind | None:
    """The same of a word in lower case; `capital` is whether it is written with one."""
    lex = words(language)
    if lex.has("sources.maker", low) or (capital and lex.has("sources.firm", low)):
        return "organisation"
    if listed("sources.group", low, lex):
        return "group"
    if listed("sources.agencies", low, lex):
        return "organisation"
    kinds: tuple[SourceKind, ...] = ("document", "media", "organisation", "person")
    return next((kind for kind in kinds if listed(f"sources.{kind}", low, lex)), None)


def by_ending(head: str, lex: Words) -> SourceKind:
    """What a noun that is in no list is by its ending: "the caretaker", "botanists"; else unknown."""
    if any(head.endswith(end) for end in lex.sets.get("sources.agents", ())):
        return "group"
    if any(head.endswith(end) for end in lex.sets.get("sources.agent", ())):
        return "person"
    return "unknown"


def is_one_institution(core: Sequence[Token], head: str, lex: Words) -> bool:
    """Whether a ministry, a council and the like is told by what it is for: "ministère de la Mer", "Verteidigungsministerium"."""
    if lex.language == "de":
        return any(
            head.removesuffix("s").endswith(end) and len(head) > len(end) + 1 for end in lex.sets["sources.ministry"]
        )
    at = next((index for index, token in enumerate(core) if token.low == head), 0)
    if lex.language == "en":
        return head in lex.sets["sources.ministry"] and at > 0 and not lex.has("sources.fresh", core[at - 1].low)
    tied = at + 1 < len(core) and lex.has("words.inside", core[at + 1].low)
    return tied and (head in lex.sets["sources.ministry"] or core[at].capital)


def of_institution(core: Sequence[Token], lex: Words) -> bool:
    """Whether a document's phrase goes on with a definite institution: "un rapport du Conseil des côtes"."""
    for at, token in enumerate(core):
        if at and (lex.has("words.inside", core[at - 1].low) or lex.has("words.determiner", core[at - 1].low)):
            kind = kind_of(token, lex)
            if kind == "organisation" and is_one_institution(core[at:], token.low, lex):
                return True
    return False

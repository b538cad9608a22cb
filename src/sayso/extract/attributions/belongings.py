"""What is named by its owner, who was named before: "its annual report", "su web", "sein Büro", "the council's minutes", a bare "spokesman"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.language.tokens import Token

from .definites import FAR, near
from .memory import Memory, Mention
from .natures import Nature
from .nouns import listed
from .possession import is_possessive
from .pronouns import of_kinds
from .words import Words

#: To whom something may belong, or for whom somebody speaks.
_OWNERS: Final = frozenset(("organisation", "unknown", "media", "person"))
_SEVERAL: Final = frozenset(("organisation", "media", "group", "document"))
_BODIES: Final = frozenset(("organisation", "media"))
#: "A spokesman".
_BARE: Final = 2
_APOSTROPHES: Final = frozenset(("’s", "'s", "’", "'"))


def belonging(words: tuple[Token, ...], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """A document, or the one office or firm that somebody has, is named where its owner is; others may have several."""
    if own.named or own.kind not in {"document", "organisation", "media"}:
        return own
    if is_possessive(words[0], lex):
        ones = own.kind == "document" or listed("sources.ones_own", own.head, lex)
        told = any(lex.has(f"sources.{name}", own.head) for name in ("authors", "findings"))
        return named_by(owner(words[0], at, memory, lex), own, "belongs to") if ones and not told else own
    return named_by(_genitive(words, at, memory), own, "belongs to") if own.kind == "document" else own


def bare_spokesman(words: Sequence[Token], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """Who speaks for nobody that is told, as "a spokesman said": for the body that spoke or acted last."""
    if len(words) != _BARE or not lex.has("words.introduces", words[0].low) or not lex.has("sources.spokes", own.head):
        return own
    acted = [one for one in of_kinds(_BODIES, at, memory, 1) if one.role in {"source", "subject"}]
    return named_by(_last(acted), own, "speaks for")


def owner(whose: Token, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """Who spoke or acted first in the same sentence, else last before it: "her" means a person alone, "their" several or a body, "its", "sa", "ihr" either, since bodies are often taken for persons by their names."""
    several = lex.has("words.their", whose.low)
    kinds = _SEVERAL if several else _OWNERS
    acted = [one for one in of_kinds(kinds, at, memory, 1) if one.role in {"source", "subject"}]
    if lex.language == "en" and lex.has("words.person_possessive", whose.low):
        acted = [one for one in acted if one.nature.kind == "person"]
    here = [one for one in acted if (one.block, one.unit) == at]
    return min(here, key=lambda one: one.place) if here else _last(acted)


def _last(mentions: Sequence[Mention]) -> Mention | None:
    return max(mentions, key=lambda one: (one.block, one.unit, one.place), default=None)


def _genitive(words: Sequence[Token], at: tuple[int, int], memory: Memory) -> Mention | None:
    """Whom the noun before an English apostrophe means, if that is a body: "the council's minutes"."""
    tie = next((index for index, token in enumerate(words) if index and token.low in _APOSTROPHES), 0)
    whose = near(memory.by_head.get(words[tie - 1].low), at, FAR) if tie else None
    return whose if whose is not None and whose.nature.kind in _BODIES else None


def named_by(meant: Mention | None, own: Nature, how: str) -> Nature:
    """The same source, named where whoever it belongs to or speaks for is."""
    if meant is None or not meant.nature.named:
        return own
    shown = " ".join(token.text for token in meant.words)
    return replace(own, named=True, because=f"{how} “{shown}”, which is named", whose=meant.speaker)

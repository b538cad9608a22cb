"""Who is meant by "the authors", by "el equipo", and by what fits many: "l’arrière droite", "el danés", "le vieil homme"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .kinds import kind_of
from .memory import Memory, Mention
from .pronouns import of_kinds
from .romance_refs import LANGUAGES
from .words import Words

#: Blocks back to which "the authors" may reach, and words of such a description without its article.
_NEAR: Final = 2
_SHORT: Final = 2


def described(core: Sequence[Token], lex: Words) -> bool:
    """Whether a Spanish or French phrase tells a person by what fits many: "l’arrière droite", "el danés", "le vieil homme"."""
    if lex.language not in LANGUAGES or len(core) > _SHORT or any(token.kind != "word" for token in core):
        return False
    if len(core) == 1 and not kind_of(core[0], lex) and not core[0].capital:
        from_there = core[0].low.endswith(tuple(lex.sets["sources.from_place"]))
        return from_there or any(core[0].low.startswith(stem) for stem in lex.sets["sources.nation"])
    small = not any(token.capital for token in core)
    return small and any(lex.has("sources.any_person", token.low) for token in core)


def authored(at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """What "the authors" wrote, or else the team that they are."""
    document = _near(memory.by_kind.get("document"), at, _NEAR)
    teams = (_near(memory.by_head.get(word), at, _NEAR) for word in lex.sets.get("sources.team", ("team",)))
    return next((one for one in teams if one is not None), None) if document is None else document


def team_of(at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """What "el equipo" wrote, where a document is near and no club; None elsewhere."""
    document = _near(memory.by_kind.get("document"), at, 1)
    clubs = any(lex.has("sources.club", one.nature.head) for one in of_kinds({"organisation"}, at, memory, _NEAR))
    return authored(at, memory, lex) if document is not None and not clubs else None


def _near(mention: Mention | None, at: tuple[int, int], reach: int) -> Mention | None:
    return mention if mention is not None and at[0] - mention.block <= reach else None

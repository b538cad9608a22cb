"""Spanish and French participles that tell whom somebody asked: "Interrogée par l’agence, la porte-parole a démenti"."""

from __future__ import annotations

from typing import Final

from sayso.language.tokens import Token

from .words import Words

_STEMS: Final = {
    "fr": ("interrogé", "contacté", "sollicité", "questionné", "joint", "consulté", "relancé"),
    "es": ("preguntad", "consultad", "contactad", "interrogad", "requerid", "cuestionad"),
}
_ENDS: Final = {"fr": ("", "e", "s", "es"), "es": ("o", "a", "os", "as")}
_ASKED: Final = {
    language: frozenset(stem + end for stem in stems for end in _ENDS[language]) for language, stems in _STEMS.items()
}
_NONE: Final[frozenset[str]] = frozenset()


def is_asked(token: Token, lex: Words) -> bool:
    """Whether a word tells that somebody was asked."""
    return token.low in _ASKED.get(lex.language, _NONE)

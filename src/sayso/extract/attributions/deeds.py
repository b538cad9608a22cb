"""Verbs of saying that tell no words, by what stands beside them: waste that is let out, a share of things that concerns something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .nouns import Range, phrase_after
from .shares import is_share
from .sources import nature
from .words import Words

_CONCERNING: Final = frozenset(("referir", "référer", "concerner", "concernir", "corresponder", "correspondre"))
#: What is asked for before anything is said: "ont requis l’anonymat".
_ANONYMITY: Final = frozenset(("anonymat", "anonimato", "anonymity", "anonymität"))
#: Words of an object among which a noun tells that it is words.
_NEAR: Final = 9
_DEMANDS: Final = frozenset(
    (
        *("demandes", "propositions", "critiques", "recours", "amendements", "offres", "plaintes", "candidatures"),
        *("textes", "plans", "projets", "requêtes", "soupçons", "griefs", "motions", "appels", "revendications"),
    )
)


def is_deed(row: Sequence[Token], source: Range, lemma: str, at: int, lex: Words) -> bool:
    """Whether a verb, whose object begins at a place, tells what somebody does or is, and no words."""
    if any(token.low in _ANONYMITY for token in row[at : at + 2]):
        return True
    if lemma in _CONCERNING:
        return is_share(row[source[0] : source[1]], lex)
    if lemma in {"défendre", "defender"}:
        found = phrase_after(row, at, lex) if at < len(row) else None
        return found is not None and nature(row[slice(*found)], lex).kind in {"person", "organisation", "group"}
    return lemma == "rejeter" and lex.language == "fr" and _discharged(row, at, lex)


def _discharged(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether French "rejeter" has waste as its object: "des eaux usées", "40 tonnes de solvant", "du gaz"."""
    words = [token.low for token in row[at : at + _NEAR]]
    parts = bool(words) and (
        row[at].kind == "number" or words[0] in {"des", "du"} or words[:2] in (["de", "la"], ["de", "l’"])
    )
    said = (
        lex.has("nouns.cue", low) or lex.has("nouns.cue", low.removesuffix("s")) or low in _DEMANDS for low in words
    )
    return parts and not any(said)

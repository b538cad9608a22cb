"""Whether a pronoun and a phrase can mean the same: "she" and "his mother", "il" and "le maire", "he" and "Otto Brandt"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from sayso.language.lexicon import lexicon
from sayso.language.tokens import Token

from .compounds import bases
from .words import Words

#: Letters that a German noun in "-in" has at least.
_LEAST = 6


def asked(low: str, lex: Words) -> str:
    """What a pronoun asks for: "f", "m", or "" where it tells nothing."""
    return "f" if lex.has("words.she", low) else "m" if lex.has("words.he", low) else ""


def sex(words: Sequence[Token], lex: Words) -> str:
    """What a phrase's words tell: "f", "m", or ""; a noun tells more than a given name, that more than an article, a German noun in "-in" most."""
    if lex.language == "de" and any(
        token.capital and token.low.endswith("in") and len(token.low) >= _LEAST for token in words
    ):
        return "f"
    if lex.language == "de" and _is_he(words, lex):
        return "m"
    tied = lex.language in {"es", "fr"}
    end = next((at for at, token in enumerate(words[:4]) if at and tied and lex.has("words.inside", token.low)), 4)
    first, *rest = (_told(token, lex) for token in words[:end])
    nouns = [one for one, token in zip(rest, words[1:end], strict=False) if one and not _is_article(token, lex)]
    return nouns[0] if nouns else _by_given_name(words) or first or _by_ending(words, lex)


def _by_ending(words: Sequence[Token], lex: Words) -> str:
    """What the first Spanish or French noun's ending tells: "secretaria", "directrice"."""
    first = next(
        (token.low for token in words if not _is_article(token, lex) and not lex.has("words.possessive", token.low)), ""
    )
    for told in ("f", "m"):
        if lex.has("sources.ending_either", first[-4:]) or lex.has("sources.ending_either", first[-3:]):
            return ""
        if first.endswith(tuple(lex.sets.get(f"sources.ending_{told}", ()))):
            return told
    return ""


def _is_he(words: Sequence[Token], lex: Words) -> bool:
    """Whether a German noun for one person, without "-in", tells a man; some tell neither: "das Opfer"."""
    head = next(
        (token for token in words if token.capital and token.low not in {"ein", "der", "sein", "ihr", "mein"}), None
    )
    known = bases(head.low) if head is not None else ()
    neither = any(part in lex.sets["sources.neither"] or part in lex.sets["sources.female"] for part in known)
    return bool(known) and lex.has("sources.person", known[0]) and not neither


def _told(token: Token, lex: Words) -> str:
    return "f" if lex.has("sources.female", token.low) else "m" if lex.has("sources.male", token.low) else ""


def _is_article(token: Token, lex: Words) -> bool:
    return any(lex.has(f"words.{name}", token.low) for name in ("determiner", "genitive", "inside"))


def _by_given_name(words: Sequence[Token]) -> str:
    """What the first given name tells that has another name behind it: "the chemist Lucie Arnaud"."""
    for token, behind in pairwise(words):
        if token.capital and behind.capital and token.low in _given():
            return _given()[token.low]
    return ""


def is_given(low: str) -> bool:
    """Whether a word in lower case is a given name that tells he from she."""
    return low in _given()


@cache
def _given() -> Mapping[str, str]:
    """The given names that tell, with what they tell."""
    names: dict[str, list[str]] = lexicon("given")["names"]
    return {name: told[0] for told, every in names.items() for name in every}


def agrees(words: Sequence[Token], low: str, lex: Words) -> bool:
    """Whether nothing speaks against a pronoun's meaning what the words name."""
    one, other = sex(words, lex), asked(low, lex)
    return not one or not other or one == other

"""What a definite phrase goes back to by another noun: "the text" after "a letter", "l’avocate" after "Me Roy", "le club" after "FC Nord"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from sayso.language.tokens import Token

from .ages import of_age
from .compounds import bases
from .kinds import by_ending, kind_of
from .memory import Memory, Mention
from .natures import Nature
from .parts import core_of, told_by_age
from .possession import is_possessive
from .pronouns import nearest_of, nearest_person, of_kinds
from .sex import asked, sex
from .words import Words, words

#: Blocks back that such a phrase may reach.
_NEAR: Final = 2
#: Letters that an adjective has in common with the name that it is made from: "lareño", "Deportivo Lares".
_COMMON: Final = 4
_DOCUMENTS: Final = ("studies", "texts", "rulings")


def known_as(phrase: Sequence[Token], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The earlier mention that a definite phrase without a name means by another noun; None where none is plain."""
    first = phrase[0].low
    if own.named or not (lex.has("words.the", first) or lex.has("words.pointing", first)):
        return None
    core = core_of(phrase, lex)
    if told_by_age(phrase, lex):
        return of_age(phrase, memory) or nearest_person(sex(phrase, lex), at, memory, lex)
    if own.kind == "document":
        return _document(core, at, memory, lex)
    if own.kind == "person":
        return _person(phrase, core, at, memory, lex)
    if own.kind == "group":
        again = any(lex.has("words.same", token.low) for token in phrase) or lex.has("words.pointing", first)
        return max(of_kinds({"group"}, at, memory, 1), key=lambda one: one.place, default=None) if again else None
    return _of_place(core, at, memory, lex)


def owned(phrase: Sequence[Token], own: Nature, at: tuple[int, int], memory: Memory, lex: Words) -> Nature:
    """What a possessive tells of a body or a document: it is named where whoever it belongs to is ("her firm", "son syndicat")."""
    body = own.kind == "organisation" and not any(lex.has("kin.umbrellas", one) for one in _heads(own.head, lex))
    if own.named or not (body or own.kind == "document") or not _possessive(phrase[0], lex):
        return own
    here = [one for one in of_kinds({"person"}, at, memory, 0) if (one.block, one.unit) == at and one.nature.named]
    subject = next((one for one in here if one.role in {"subject", "source"} and one.place[1] <= phrase[0].start), None)
    owner = subject if subject is not None and own.kind == "organisation" else memory.last
    if owner is None or at[0] - owner.block > 1 or not owner.nature.named:
        return own
    if owner.nature.kind != "person" and (own.kind == "organisation" or owner.nature.kind != "organisation"):
        return own
    whose = " ".join(token.text for token in owner.words)
    return replace(own, named=True, because=f"belongs to “{whose}”: {owner.nature.because}", whose=owner.speaker)


def _possessive(token: Token, lex: Words) -> bool:
    """Whether a word says to whom something belongs, other than to the author; in English to a person."""
    name = "person_possessive" if lex.language == "en" else "possessive"
    return lex.has(f"words.{name}", token.low) and is_possessive(token, lex)


def _heads(low: str, lex: Words) -> frozenset[str]:
    """A noun, and in German the nouns that it ends in."""
    return frozenset((low, *bases(low))) if lex.language == "de" else frozenset((low,))


def _document(core: Sequence[Token], at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """The last document that may be called so: "the text", "el estudio" after "un trabajo"."""
    nouns = [token for token in core if not lex.has("words.same", token.low)]
    if lex.language == "de" and any(lex.has("kin.papers", one) for one in _heads(core[-1].low, lex)):
        nouns = [core[-1]]
    if len(nouns) != 1:
        return None
    ours = _heads(nouns[0].low, lex)
    kin = [
        lex.sets[f"kin.{name}"] for name in _DOCUMENTS if f"kin.{name}" in lex.sets and lex.sets[f"kin.{name}"] & ours
    ]
    anything = any(lex.has("kin.papers", one) for one in ours)
    for mention in reversed(of_kinds({"document"}, at, memory, _NEAR)):
        if lex.has("words.the", mention.words[0].low) and not mention.nature.named:
            continue
        theirs = {one for token in mention.words for one in _heads(token.low, lex)}
        if anything or any(group & theirs for group in kin):
            return mention
    return None


def _person(
    phrase: Sequence[Token], core: Sequence[Token], at: tuple[int, int], memory: Memory, lex: Words
) -> Mention | None:
    """The last person whose office or calling is of the same kind; behind "former", the person nearest."""
    if len(core) > 1 and lex.has("words.former", core[0].low):
        return _bare_name(nearest_person(sex(phrase, lex), at, memory, lex), lex)
    placed = lex.language in {"es", "fr"} and len(core) > 2 and core[1].low in {"de", "d’", "du"} and core[-1].capital  # noqa: PLR2004  "L’élu de Metz"
    if len(core) != 1 and not placed:
        return None
    if lex.has("sources.accused", core[0].low):
        return _accused(sex(phrase, lex), at, memory, lex)
    kin = [group for group in _callings(lex.language) if group & _heads(core[0].low, lex)]
    told = sex(phrase, lex)
    for mention in reversed(of_kinds({"person"}, at, memory, _NEAR)):
        theirs = {one for token in mention.words for one in _heads(token.low, lex)}
        known = memory.sexes.get(mention.speaker) or sex(mention.words, lex)
        if any(group & theirs for group in kin) and (not told or known in {"", told}):
            return mention
    if placed:
        return None
    if lex.language in {"es", "fr"} and lex.has("words.pointing", phrase[0].low):
        asks = told or asked(phrase[0].low, lex)
        spoke = (
            one
            for one in of_kinds({"person"}, at, memory, 1)
            if one.role == "source" and sex(one.words, lex) in {"", asks}
        )
        last = max(spoke, key=lambda one: one.place, default=None)
        return _by_calling(core[0].low, told, at, memory, lex) if last is None else last
    return _by_calling(core[0].low, told, at, memory, lex)


def _accused(told: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """Whom "the defendant", "le prévenu" means: the person nearest of whom the name alone is told, since prosecutors and judges have an office."""
    fit = [
        one
        for one in of_kinds({"person"}, at, memory, _NEAR)
        if _bare_name(one, lex) is not None
        and (not told or (memory.sexes.get(one.speaker) or sex(one.words, lex)) in {"", told})
    ]
    return nearest_of(fit, at, memory)


def _by_calling(low: str, told: str, at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """Whom a Spanish or French calling means that several may have: "la violinista"; a bare name, or one told by such a noun."""
    called = lex.has("sources.described", low) or by_ending(low, lex) == "person"
    if lex.language not in {"es", "fr"} or not called:
        return None
    return nearest_person(told, at, memory, lex, bare=True)


def _bare_name(mention: Mention | None, lex: Words) -> Mention | None:
    """A mention that is a name alone, of which nothing tells that it holds another office."""
    bare = mention is not None and mention.nature.named and not any(kind_of(token, lex) for token in mention.words)
    return mention if bare else None


@cache
def _callings(language: str) -> tuple[frozenset[str], ...]:
    """Words for people that may mean the same person, each group told in one line of the list."""
    return tuple(frozenset(line.split()) for line in words(language).sets.get("kin.callings", ()))


def _of_place(core: Sequence[Token], at: tuple[int, int], memory: Memory, lex: Words) -> Mention | None:
    """A body whose name holds the place from which its adjective is made: "el club lareño" after "Deportivo Lares"."""
    if len(core) != 2 or lex.language not in {"es", "fr"} or core[1].capital or not _any_body(core[0], lex):  # noqa: PLR2004  noun and adjective
        return None
    stem = core[1].low[:_COMMON]
    found = (
        mention
        for mention in reversed(of_kinds({"organisation", "unknown"}, at, memory, _NEAR))
        if mention.nature.named and any(name.startswith(stem) for name in _names(mention))
    )
    return next(found, None)


def _any_body(token: Token, lex: Words) -> bool:
    return lex.has("sources.any_organisation", token.low)


def _names(mention: Mention) -> Iterator[str]:
    return (token.low for token in mention.words if token.capital)

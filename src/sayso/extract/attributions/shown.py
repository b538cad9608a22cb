"""How to call a source in a list of speakers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import structs

from sayso.language.tokens import Token

from .compounds import bases
from .natures import Nature
from .outlets import spaced
from .parts import core_of, is_office, name_beside, office_of, subordinates
from .words import Words

# fmt: off
_PARTICLES: Final = frozenset((
    "von", "van", "der", "den", "de", "du", "del", "della", "di", "da", "do", "dos", "das", "zu", "af", "ter", "al", "el", "bin",
))
# fmt: on


def shown_name(row: Sequence[Token], own: Nature, lex: Words) -> str:
    """How to call a source in a list: a person's or outlet's bare name, else the words without article and "recent"."""
    core = core_of(row, lex)
    beside = " ".join(token.text for token in name_beside(row, lex))
    body = own.kind == "organisation" and lex.language == "en" and not any(token.capital for token in core)
    if beside and (own.kind == "person" or body):
        return beside
    if own.name:
        return own.name
    if own.kind == "person" and own.named and not office_of(core, own.head, lex) and not _is_owned(core, lex):
        end = next((at for at, token in enumerate(core) if at and subordinates(token, lex)), len(core))
        return _bare_name(core[:end], lex) or spaced(core)
    if own.kind == "document" and own.named and lex.language == "en":
        core = _author_first(core, own.head, lex)
    while len(core) > 1 and lex.has("sources.fresh", core[0].low) and not subordinates(core[1], lex):
        core = core[1:]
    return spaced(_nominative(row, core) if lex.language == "de" else core)


def _nominative(row: Sequence[Token], core: Sequence[Token]) -> Sequence[Token]:
    """A German phrase whose noun stands in the genitive, with the noun as it is called: "Institut" of "des Instituts"."""
    first = core[0]
    if row[0].low not in _GENITIVE or first is row[0] or not first.capital:
        return core
    bare = next((base for base in bases(first.low) if first.low.endswith((f"{base}s", f"{base}es"))), "")
    end = len(first.low) - (first.low.rindex(bare) + len(bare)) if bare else 0
    return (structs.replace(first, text=first.text[:-end], low=first.low[:-end]), *core[1:]) if end else core


#: Articles behind which a noun in "-s" stands in the genitive.
_GENITIVE: Final = frozenset(("des", "eines", "dieses", "jenes"))


def _is_owned(core: Sequence[Token], lex: Words) -> bool:
    """Whether English words tell a person by whose servant that is: the name in "Holt’s spokeswoman" is another’s."""
    tie = next((at for at in range(len(core) - 1, 0, -1) if core[at].low in {"’s", "’"}), None)
    return lex.language == "en" and tie is not None and not any(token.capital for token in core[tie:])


def _bare_name(words: Sequence[Token], lex: Words) -> str:
    """A person's name without title and office, with its particles: "Minister Ida von der Aa"; a surname may be an office: "Pablo Nieto"."""
    kept: list[Token] = []
    for token in words:
        office = is_office(token, lex) and not (kept and kept[-1].capital)
        name = token.capital and not office and not lex.has("sources.not_a_name", token.low)
        if token.low in _PARTICLES or name:
            kept.append(token)
    while kept and not kept[0].capital:
        kept = kept[1:]
    while kept and not kept[-1].capital:
        kept = kept[:-1]
    return " ".join(token.text for token in kept)


def _author_first(core: Sequence[Token], head: str, lex: Words) -> Sequence[Token]:
    """As in "a report by the Harbour Trust": the name before the noun, as in "Harbour Trust report"."""
    at = next((index for index, token in enumerate(core) if token.low == head), len(core))
    rest = core[at + 2 :]
    while rest and lex.has("words.determiner", rest[0].low):
        rest = rest[1:]
    if not rest or core[at + 1].low not in {"by", "from"} or not all(_in_name(token, lex) for token in rest):
        return core
    return (*rest, core[at])


def _in_name(token: Token, lex: Words) -> bool:
    return token.capital or token.low in {"of", "for", "and", "the", "&"} or lex.has("sources.title", token.low)

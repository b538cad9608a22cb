"""English names: those that common nouns make, the noun that stands before one, and what has a name only of its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .kinds import kind_of
from .parts import subordinates
from .sex import is_given
from .words import Words

#: Letters that an acronym has at most; longer ones are names in capitals.
_ACRONYM: Final = 4
_TOLD: Final = frozenset(("organisation", "media", "document", "person"))


def capitals(core: Sequence[Token], lex: Words) -> list[Token]:
    """The words of a name that common nouns make, each with its capital: "the Court of Accounts", "the Vatican"; else none."""
    found = [
        token
        for token in core
        if token.kind == "word" and token.capital and kind_of(token, lex) in {None, "organisation", "document", "group"}
    ]
    told = [
        token for token in found if not (lex.has("sources.not_a_name", token.low) or lex.has("words.time", token.low))
    ]
    whole = len(told) > 1 and any(kind_of(token, lex) in {"organisation", "document"} for token in told)
    return told if whole or any(lex.has("sources.proper", token.low) for token in told) else []


def noun_before(core: Sequence[Token], lex: Words) -> tuple[str, SourceKind] | None:
    """The last noun before a name, which says what it is: "the consumer association Klartext"; None where none stands there."""
    name = next((at for at, token in enumerate(core) if token.capital), len(core))
    for token in reversed(core[: min(name, len(core) - 1)]):
        kind = kind_of(token, lex)
        if kind in _TOLD:
            return token.low, kind
    return None


def behind_noun(core: Sequence[Token], token: Token, lex: Words) -> bool:
    """Whether a capitalised noun belongs to a name that another noun stands right before: "the aid organisation Doctors at Sea"."""
    at = next((index for index, one in enumerate(core) if one.capital), 0)
    return at > 0 and core[at].start <= token.start and kind_of(core[at - 1], lex) in {"organisation", "media"}


def is_body_name(core: Sequence[Token], lex: Words) -> bool:
    """Whether a name is a body's by its shape: a capital or country that acts, an acronym, a club: "Berlin", "TASK", "FC Ravna"."""
    names = [token for token in core if token.kind == "word"]
    if not names or not all(token.capital for token in names):
        return False
    if len(names) == 1:
        acronym = names[0].text.isupper() and 1 < len(names[0].text) <= _ACRONYM and "." not in names[0].text
        return (acronym and not is_given(names[0].low)) or lex.has("sources.place", names[0].low)
    return lex.has("sources.club", names[0].low) or lex.has("sources.club", names[-1].low)


def is_club(core: Sequence[Token], lex: Words) -> bool:
    """Whether a name has a club's word at its head or end: "FC Ravna", "Deportivo Lares", "Brackley Rovers"."""
    names = [token for token in core if token.kind == "word"]
    whole = len(names) > 1 and all(token.capital for token in names)
    return whole and (lex.has("sources.club", names[0].low) or lex.has("sources.club", names[-1].low))


def loosely_placed(row: Sequence[Token], head: str, kind: SourceKind, lex: Words) -> bool:
    """Whether a body is one of several, told by its place alone: "a court in Vessel"."""
    if kind != "organisation" or not lex.has("words.introduces", row[0].low):
        return False
    if lex.language != "en":
        return _in_a_place(row, head, lex)
    at = next((index for index, token in enumerate(row) if token.low == head), 0)
    possessive = lex.has("words.possessive", row[0].low)
    return not possessive and at + 1 < len(row) and not row[at].capital and subordinates(row[at + 1], lex)


def _in_a_place(row: Sequence[Token], head: str, lex: Words) -> bool:
    """The same in other languages, where no more than a place stands behind: "ein Gericht in Tamsel", "un juzgado de Tamés"."""
    at = next((index for index, token in enumerate(row) if token.low == head), 0)
    if at != 1 or len(row) not in {4, 5} or (row[1].capital and lex.language != "de"):
        return False
    tied = row[2].low in _PLACED.get(lex.language, ())
    return (
        tied
        and lex.has("words.introduces", row[0].low)
        and all(token.capital and token.kind == "word" for token in row[3:])
    )


#: With what a place is tied to a body, by language.
_PLACED: Final = {"de": ("in", "aus", "bei"), "es": ("de", "en"), "fr": ("de", "d’", "à", "en")}


def looks_like_person(core: Sequence[Token], lex: Words) -> bool:
    """Two or three capitalised words, or a title before one: a person's name more often than not."""
    if any(lex.has("sources.title", token.low) or lex.has("sources.person", token.low) for token in core):
        return True
    capitals = [token for token in core if token.kind == "word" and token.capital]
    if lex.language == "en" and len(capitals) == _TWO and lex.has("sources.not_a_name", capitals[0].low):
        return False
    acronym = any(len(token.text) > 1 and token.text.isupper() and "." not in token.text for token in capitals)
    return not acronym and len(capitals) in {2, 3}


#: Words of a name that may begin with a nation: "German Rail".
_TWO: Final = 2

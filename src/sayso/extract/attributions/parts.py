"""The parts of a source's words: its core before the first comma, and what stands beside that, a name or what it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from sayso.language.fold import fold
from sayso.language.tokens import Token, tokens
from sayso.model import SourceKind

from .kinds import by_ending, kind_of
from .nouns import listed
from .outlets import spaced
from .sex import is_given
from .words import Words, words

#: Words that a name beside an office has at least.
_NAME: Final = 2
#: Words of "le milieu de 31 ans", at least.
_AGED: Final = 5
#: Letters of an acronym, at most.
_ACRONYM: Final = 6
#: Words between an article and a name: "the 19-year-old striker Luca Demir".
_OFFICE: Final = 6
#: Words of a name in quotation marks, at most.
_TITLE: Final = 5
_AND: Final = frozenset(("and", "und", "y", "e", "et"))
#: Small words within a name.
_PARTICLES: Final = frozenset(("de", "del", "la", "los", "las", "du", "des", "d’", "von", "van", "der", "da", "di"))
#: Marks around a nickname.
_OPENING: Final = frozenset('“„«‹"')
_SHUTTING: Final = frozenset('”“»›"')


def name_beside(row: Sequence[Token], lex: Words) -> Sequence[Token]:
    """The name that stands beside an office or a body, after a comma: "the mayor, Jane Doe", "the scorer, the 19-year-old Luca Demir"."""
    at = comma_in(row)
    if at + 1 >= len(row):
        return ()
    core = core_of(row, lex)
    body = is_body(core, lex)
    given = lex.language in {"es", "fr"} and core[0] is not row[0] and row[at + 1].capital and is_given(row[at + 1].low)
    if not (body or given) and not any(
        listed("sources.person", token.low, lex) or by_ending(token.low, lex) == "person" for token in core
    ):
        return ()
    start = _past_office(row, at + 1, lex)
    end = _name_end(row, start, lex)
    bare = end == start + 1 == len(row) and not lex.has("words.time", row[start].low)
    own = bare and lex.has("words.possessive", row[0].low) and kind_of(row[start], lex) is None  # "sa sœur, Olympe"
    whole = own or (body and start < end == len(row) and not lex.has("words.time", row[start].low))
    return row[start:end] if end - start >= (1 if whole else _NAME) else ()


def _name_end(row: Sequence[Token], start: int, lex: Words) -> int:
    """Where the name that begins at `start` ends: past "de" and its like behind a given name alone, and a nickname between marks, where it goes on."""
    end = start
    while end < len(row):
        if row[end].capital and not lex.has("words.determiner", row[end].low):
            end += 1
            continue
        more = end
        if end == start + 1:
            more = next((at for at in range(end, len(row)) if row[at].low not in _PARTICLES), len(row))
        if more == end and end > start and row[end].text in _OPENING:
            shut = next((at for at in range(end + 2, min(end + 4, len(row))) if row[at].text in _SHUTTING), len(row))
            more = shut + 1
        if more == end or more >= len(row) or not row[more].capital:
            break
        end = more
    return end


def is_body(core: Sequence[Token], lex: Words) -> bool:
    """Whether an English phrase is headed by a noun for a body: "their union"."""
    end = next((at for at, token in enumerate(core) if at and subordinates(token, lex)), len(core))
    if lex.language in {"es", "fr"}:
        small = not any(token.capital for token in core)
        person = listed("sources.person", core[0].low, lex)
        return small and not person and end == len(core) and kind_of(core[0], lex) == "organisation"
    head = core[end - 1]
    return lex.language == "en" and not head.capital and kind_of(head, lex) == "organisation"


def two_names(row: Sequence[Token], core: Sequence[Token], lex: Words) -> str:
    """The names that stand beside a group's noun: "the mayors of Upper and Lower Dunn, Pia Roe and Carl Voss"."""
    rest = row[comma_in(row) + 1 :]
    if not rest or not any(listed("sources.group", token.low, lex) for token in core):
        return ""
    joined = any(token.low in _AND for token in rest[1:-1])
    return (
        spaced(rest)
        if joined and all(token.capital or token.low in _AND or token.text == "," for token in rest)
        else ""
    )


def first_head(core: Sequence[Token], lex: Words) -> str:
    """The noun of a group, in lower case; the last word where none is known."""
    return next((token.low for token in core if listed("sources.group", token.low, lex)), core[-1].low)


def _past_office(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past an article and the office behind it, where an apposition gives a name: "the architect Joan Mallory"."""
    if not lex.has("words.the", row[at].low):
        return at
    end = at + 1
    while (
        end < len(row) and row[end].kind in {"word", "number", "mark"} and not row[end].capital and row[end].text != ","
    ):
        if lex.has("words.inside", row[end].low) or end - at > _OFFICE:
            return at
        end += 1
    return end


def told_behind(row: Sequence[Token], core: Sequence[Token], lex: Words) -> SourceKind | None:
    """The kind that an apposition tells of a bare name: "Oberon, the chipmaker", "Ivo, a truck driver"."""
    rest = row[comma_in(row) + 1 :]
    if len(rest) < _NAME or not all(token.capital for token in core) or not lex.has("words.apposes", rest[0].low):
        return None
    end = next((at for at, token in enumerate(rest) if at and subordinates(token, lex)), len(rest))
    return next((kind for token in reversed(rest[1:end]) if (kind := kind_of(token, lex)) in _BODIES), None)


_BODIES: Final = frozenset(("organisation", "media", "person"))


def _are_somewhere(core: Sequence[Token], lex: Words) -> bool:
    """Whether those that a word counts are told by where they are: "few in the town", "many in Leeds", not "nine in ten"."""
    if len(core) <= 2 or not lex.has("words.inside", core[1].low):  # noqa: PLR2004
        return False
    return lex.has("words.the", core[2].low) or core[2].capital


def core_of(row: Sequence[Token], lex: Words) -> Sequence[Token]:
    """The source's words up to its first comma or bracket, without the article."""
    core = row[: comma_in(row)]
    if len(core) <= 1:
        return core
    determiners = lex.sets["words.determiner"]
    if core[0].low in determiners:
        if lex.has("words.one_of", core[0].low) and lex.has("words.inside", core[1].low):
            return core
        few = lex.language == "en" and _are_somewhere(core, lex)
        while len(core) > 1 and core[0].low in determiners and not few:
            core = core[1:]
    elif lex.has("words.one_of", core[0].low) and lex.has("words.inside", core[1].low):
        return core
    return _unowned(core, lex) if lex.language == "en" else core


def _unowned(core: Sequence[Token], lex: Words) -> Sequence[Token]:
    """An English office and name without whose servant that is: "spokeswoman Ada Finch" of "Holt’s spokeswoman Ada Finch"."""
    tie = next((at for at in range(len(core) - 1, 0, -1) if core[at].low == "’s"), len(core))
    rest = core[tie + 1 :]
    named = len(rest) > 1 and is_office(rest[0], lex) and all(token.capital for token in rest[1:])
    return rest if named and not rest[0].capital else core


def is_acronym(token: Token) -> bool:
    """Whether a word is written in capitals alone: "WHO", which is no pronoun."""
    return token.kind == "word" and 1 < len(token.text) <= _ACRONYM and token.text.isupper()


def comma_in(row: Sequence[Token]) -> int:
    """Where a source's first comma stands; its end, where it has none."""
    for at, token in enumerate(row):
        if token.text == "," and at:
            return at
    return len(row)


def subordinates(token: Token, lex: Words) -> bool:
    """Whether a word ties more to the head: a preposition, a genitive's article, a relative pronoun."""
    return token.low in _subordinating(lex.language)


@cache
def _subordinating(language: str) -> frozenset[str]:
    sets = words(language).sets
    return frozenset[str]().union(*(sets.get(f"words.{name}", ()) for name in ("inside", "genitive", "relative")))


def is_office(token: Token, lex: Words) -> bool:
    """Whether a word is a title or an office."""
    return lex.has("sources.title", token.low) or listed("sources.person", token.low, lex)


def office_of(core: Sequence[Token], head: str, lex: Words) -> bool:
    """Whether a person is given only by an office at something named: "an official at Siemens"."""
    at = next((index for index, token in enumerate(core) if token.low == head), 0)
    plain = (one for one in core[at + 1 :] if one.capital or lex.has("words.inside", one.low))
    tie = next(plain, None)  # behind "general" in "el director general de Siemens"
    return not core[at].capital and tie is not None and not tie.capital


def is_one(row: Sequence[Token], lex: Words) -> bool:
    """Whether Spanish or French words mean one of several: "una", "uno de ellos", "l’un des deux"."""
    rest = row[1:] if len(row) > 1 and row[0].low in {"l’", "el", "la"} else row
    rest = rest[: comma_in(rest)]
    if not lex.has("words.one_of", rest[0].low) or any(
        token.capital or token.kind == "mark" or token.low in {"que", "qu’", "qui"} for token in rest[1:]
    ):
        return False
    bodies = any(kind_of(token, lex) in {"document", "organisation", "media"} for token in rest[1:])
    return len(rest) == 1 or (lex.has("words.inside", rest[1].low) and not bodies)


def told_by_age(row: Sequence[Token], lex: Words) -> bool:
    """Whether Spanish or French words tell a person by the age: "el arquero de 34 años", "le milieu de 31 ans"."""
    aged = lex.language in {"es", "fr"} and len(row) >= _AGED and row[-1].low in {"años", "ans"}
    pointing = lex.has("words.pointing", row[0].low)
    return (
        aged
        and row[-3].low == "de"
        and lex.has("words.determiner", row[0].low)
        and not any(token.capital or (token.kind == "mark" and not pointing) for token in row[1:])
    )


def names_behind(core: Sequence[Token], head: str, lex: Words) -> bool:
    """Whether names stand right behind a group's noun: "los economistas Tito Abel y Rosa Fino"."""
    at = next((index for index, token in enumerate(core) if token.low == head), 0)
    rest = core[at + 1 :]
    return (
        len(rest) > _NAME
        and rest[0].capital
        and not any(subordinates(token, lex) for token in rest if not token.capital)
    )


def is_family(core: Sequence[Token], head: str, lex: Words) -> bool:
    """Whether a family or clan has its name behind it in Spanish and French: "la familia Urrutia"."""
    at = next((index for index, token in enumerate(core) if token.low == head), 0)
    return lex.has("sources.family", head) and at + 1 < len(core) and all(token.capital for token in core[at + 1 :])


def unquoted(row: Sequence[Token], lex: Words) -> Sequence[Token]:
    """A source with the words of a name that stands in quotation marks: "der „Küstenbote“", "the weekly “Harbour Post”"."""
    if len(row) == 1 or "quote" not in [token.kind for token in row]:
        return row
    return tuple(part for token in row for part in (_named_inside(token, lex) if token.kind == "quote" else (token,)))


def _named_inside(token: Token, lex: Words) -> Sequence[Token]:
    """The words of a name in quotation marks; else the quotation itself."""
    inner = token.text[1:-1]
    named = inner.strip()[:1].isupper() and inner.rstrip()[-1:].isalnum() and len(inner.split()) <= _TITLE
    return tuple(tokens(fold(inner), token.start + 1, lex.language)) if named else (token,)


def unhandled(row: Sequence[Token], lex: Words) -> Sequence[Token]:
    """A source without whoever has it in hand or asked it: "a presentation seen by the agency Merinews", "experts consulted by the BBC"."""
    row = _without_holder(row, lex)
    told = [kind_of(token, lex) for token in row]
    first = next((at for at, kind in enumerate(told) if kind == "document"), len(row))
    at = next((index for index, token in enumerate(row) if index > first and lex.has("words.handled", token.low)), None)
    at = _in_hand(row, lex) if at is None else at
    if at is not None and at > first:
        return row[:at]
    people = next((at for at, kind in enumerate(told) if kind in {"group", "person"}), len(row))
    asked = (
        at
        for at in range(people + 1, len(row) - 2)
        if lex.has("words.asked_by", row[at].low) and row[at + 1].low in _BY
    )
    return row[: next(asked, len(row))]


def _without_holder(row: Sequence[Token], lex: Words) -> Sequence[Token]:
    """A German document without whoever it lies before, told between its article and its adjective: "ein der Zeitung vorliegendes Papier"."""
    if lex.language != "de" or len(row) <= _HELD or row[1].low not in {"der", "dem", "den"} or row[1].capital:
        return row
    made = next((at for at in range(len(row) - 2, 2, -1) if not row[at].capital and row[at + 1].capital), 0)
    return (row[0], *row[made + 1 :]) if made and lex.has("words.determiner", row[0].low) else row


#: Words of "ein der Zeitung vorliegendes Papier", at least less one.
_HELD: Final = 4
_BY: Final = frozenset(("by", "por", "par"))


def _in_hand(row: Sequence[Token], lex: Words) -> int | None:
    """Where a Spanish or French clause begins that tells who has a document in hand: "al que ha tenido acceso", "dont X a copie"."""
    opens = next((at for at, token in enumerate(row) if at and token.low in {"que", "qu’", "dont", "auquel"}), None)
    if opens is None or not any(lex.has("resting.having", token.low) for token in row[opens:]):
        return None
    return opens - (row[opens - 1].low in {"al", "a"})

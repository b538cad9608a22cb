"""What German phrases tell of a source: names of places, offices at something named, one of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token
from sayso.model import SourceKind

from .compounds import bases, named_part, of_place
from .kinds import by_ending, kind_of
from .nouns import listed
from .parts import subordinates
from .words import Words

#: Words that a name beside an office has at least.
_NAME: Final = 2
#: Nouns with which the names of places end: "Universität Kelmstadt".
_PLACES: Final = frozenset(("stadt", "land", "länder", "gemeinde", "kreis", "hafen", "werk", "bund"))


def one_of_several(row: Sequence[Token], lex: Words) -> bool:
    """As in "einer der beiden", "eine der drei"."""
    if len(row) == 1 and lex.has("words.single_of", row[0].low):
        return True
    tied = len(row) > _NAME and lex.has("words.single_of", row[0].low) and lex.has("words.genitive", row[1].low)
    return tied and lex.has("words.several", row[-1].low)


def some_of(row: Sequence[Token], lex: Words) -> bool:
    """As in "einige von ihnen", "viele der Befragten"."""
    return len(row) > _NAME and lex.has("words.some", row[0].low) and row[1].low == "von" and not row[2].capital


def proper(row: Sequence[Token], name: Token, lex: Words) -> bool:
    """Whether a capital adjective within a phrase makes a name of it: "der Internationale Skirat"."""
    at = next((index for index, token in enumerate(row) if token is name), 0)
    behind = row[at + 1] if at and at + 1 < len(row) else None
    return behind is not None and behind.capital and name.low.endswith(("e", "en")) and kind_of(behind, lex) is not None


def headed(core: Sequence[Token], lex: Words) -> bool:
    """Whether a German phrase begins with a person or a document, to whom the outlet's name is only tied: "Kritiker des Abendkurier"."""
    head = next((at for at, token in enumerate(core) if token.capital), len(core))
    tied = head + 1 < len(core) and subordinates(core[head + 1], lex) and not core[head + 1].capital
    return lex.language == "de" and tied and kind_of(core[head], lex) in {"person", "group", "document", "organisation"}


def is_name(core: Sequence[Token], token: Token, lex: Words) -> bool:
    """Whether a capitalised word of a phrase is a name although it ends in a known noun: "Brannock-Institut", "Universität Kelmstadt"."""
    told = kind_of(token, lex)
    if named_part(token, lex):
        return told in {"organisation", "document", "media"}
    known = bases(token.low)
    if not known or known[0] == token.low or known[0] not in _PLACES:
        return False
    at = next((index for index, one in enumerate(core) if one is token), 0)
    return of_place(core, token) or (at > 0 and core[at - 1].capital and kind_of(core[at - 1], lex) is not None)


def by_german_ending(row: Sequence[Token], head: str, lex: Words) -> SourceKind:
    """What a noun that is in no list is by its ending: "der Buchhalter" is one person, "die Buchhalter" are several."""
    told = by_ending(head, lex)
    thing = any(head.endswith(end) for end in lex.sets["sources.thing"])
    if (
        told != "unknown"
        or thing
        or len(head) < _AGENT
        or not head.endswith(("er", "ist", "eur", "iker", "ologe", "ant", "ent"))
    ):
        return told
    first = row[0].low
    if lex.has("words.singular", first) and first not in {"des", "dem", "den"}:
        return "person"
    plural = lex.has("sources.plural", first) and first not in {"seine", "ihre", "meine", "unsere", "keine"}
    return "group" if plural and head.endswith(("er", "iker")) else told


#: Letters that such a noun has at least.
_AGENT: Final = 6


def only_tied(core: Sequence[Token], names: Sequence[Token], lex: Words) -> bool:
    """Whether a phrase's names stand only in what is tied to its noun: "ein Arzt aus Kelm", "Jäger in beiden Dörfern"."""
    end = next(
        (at for at, token in enumerate(core) if at and subordinates(token, lex) and not token.capital), len(core)
    )
    return bool(names) and not any(token is name for token in core[:end] for name in names)


def speaks_for(head: str, lex: Words) -> bool:
    """Whether a noun is a spokesperson's: "Polizeisprecherin"."""
    return listed("sources.spokes", head, lex)


def behind_attribute(core: Sequence[Token], lex: Words) -> Sequence[Token]:
    """A phrase without what stands between its number and its participle: "mit der Sache vertraute Beamte"."""
    if len(core) <= _NAME or not lex.has("words.inside", core[0].low) or core[0].capital:
        return core
    at = next((index for index in range(len(core) - 1, 0, -1) if not core[index].capital), 0)
    return core[at + 1 :] or core

"""Sources that are named by the shape of their words: a body's noun with a name in quotation marks, an adjective with a capital, a full name behind an office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.fold import fold
from sayso.language.tokens import Token, tokens

from .kinds import kind_of
from .natures import Nature
from .outlets import spaced
from .parts import comma_in, subordinates
from .sex import is_given
from .words import Words

#: Words of a name in quotation marks, at most.
_TITLE: Final = 5
_PAPERS: Final = ("journal", "magazin")
#: German adjectives that have a capital in a name alone; others end in "-isch".
_ADJECTIVES: Final = frozenset(("deutsch", "rot", "frei", "vereinigt", "grün", "blau", "neu", "jung", "bayrisch"))
_ENDINGS: Final = ("es", "er", "en", "em", "e")
#: What stands beside a number of years, and more years than anybody has.
_OF_AGE: Final = frozenset(("de", "años", "ans", "jahre", "alt", "aged", "years", "old"))
_OLDEST: Final = 125
#: Words of a person's name, at least and at most.
_NAME: Final = (2, 4)


def by_shape(row: Sequence[Token], lex: Words) -> Nature | None:
    """What a source is whose shape tells that it is named; else None. The row has its quotations as they stand."""
    if not row:
        return None
    told = _in_marks(row, lex) or _by_adjective(row, lex) or _party(row, lex) or _firm(row, lex)
    return told or _capital(row, lex) or _aged(row) or _behind_office(row, lex)


def _in_marks(row: Sequence[Token], lex: Words) -> Nature | None:
    """A body's noun and its name in quotation marks, a German newspaper behind its article: "der Förderverein „Unser Krankenhaus“", "das „Wirtschaftsjournal“"."""
    name = row[-1]
    if name.kind != "quote" or len(row) < _NAME[0] or comma_in(row) < len(row):
        return None
    inner = name.text[1:-1].strip()
    if not inner[:1].isupper() or not inner[-1:].isalnum() or len(inner.split()) > _TITLE:
        return None
    kind, head = kind_of(row[-2], lex), row[-2].low
    if lex.language == "de" and len(row) == _NAME[0] and lex.has("words.determiner", row[0].low):
        within = tokens(fold(inner), name.start + 1, lex.language)
        head = within[-1].low if within else ""
        kind = "media" if within and (head.endswith(_PAPERS) or kind_of(within[-1], lex) == "media") else None
    if kind not in {"organisation", "media"}:
        return None
    return Nature(kind, named=True, because=f"“{inner}” is a name", head=head)


def _by_adjective(row: Sequence[Token], lex: Words) -> Nature | None:
    """A German body of which the adjective has a capital, as only in names: "die Deutsche Umwelthilfe", "der Norddeutsche Rundfunk"."""
    core = row[: comma_in(row)]
    if lex.language != "de" or len(core) != 3 or not lex.has("words.determiner", core[0].low):  # noqa: PLR2004  article, adjective, noun
        return None
    adjective, noun = core[1], core[2]
    stem = next((adjective.low.removesuffix(end) for end in _ENDINGS if adjective.low.endswith(end)), "")
    told = adjective.capital and (stem in _ADJECTIVES or stem.endswith(("isch", "deutsch")))
    kind = kind_of(noun, lex)
    if not told or not noun.capital or noun.kind != "word" or kind in {"person", "group", "document"}:
        return None
    kind = "media" if kind == "media" else "organisation"
    return Nature(kind, named=True, because=f"“{spaced(core[1:])}” is a name", head=noun.low)


def _party(row: Sequence[Token], lex: Words) -> Nature | None:
    """A party in a council or of a place: "die AfD im Kreistag", "les Verts au conseil"."""
    core = row[1:] if lex.has("words.the", row[0].low) else row
    tied = len(core) > 1 and subordinates(core[1], lex)
    if not core or core[0] is row[0] or not (tied or len(core) == 1) or not lex.has("sources.one_party", core[0].low):
        return None
    return Nature("organisation", named=True, because=f"“{core[0].text}” is a party", head=core[0].low)


def _firm(row: Sequence[Token], lex: Words) -> Nature | None:
    """A firm of partners: "Hollis & Crane", "la casa Ansorena & Hijos"; not "the journal Bulk & Cargo"."""
    core = row[: comma_in(row)]
    whole = core[1:] if lex.has("words.determiner", core[0].low) else core
    house = whole[1:] if whole and not whole[0].capital else whole
    joined = any(token.text == "&" for token in house[1:-1])
    if not joined or not all(token.capital or token.text == "&" for token in house):
        return None
    if any(kind_of(token, lex) in {"media", "person", "document"} for token in whole[:1]):
        return None
    return Nature("organisation", named=True, because=f"“{spaced(house)}” is a name", head=core[-1].low)


def _capital(row: Sequence[Token], lex: Words) -> Nature | None:
    """A capital that acts for its country: "Jakarta", "Bruselas"; English names are told in `proper`."""
    if lex.language == "en" or len(row) != 1 or not row[0].capital or not lex.has("sources.place", row[0].low):
        return None
    because = f"“{row[0].text}” is a capital that acts"
    return Nature("organisation", named=True, because=because, head=row[0].low)


def _aged(row: Sequence[Token]) -> Nature | None:
    """A given name with an age: "Maruja, de 82 años", "Samira, 17 Jahre alt", "Tabitha, 14"."""
    core, rest = row[: comma_in(row)], [token.low for token in row[comma_in(row) + 1 :] if token.low not in _OF_AGE]
    if len(core) != 1 or not core[0].capital or core[0].kind != "word" or len(rest) != 1 or not rest[0].isdigit():
        return None
    if not 0 < int(rest[0]) < _OLDEST:
        return None
    return Nature("person", named=True, because=f"“{core[0].text}” is a name", head=core[0].low)


def _behind_office(row: Sequence[Token], lex: Words) -> Nature | None:
    """A full name behind an office of several words: "el intérprete de signos Joel Cabrera", "la lanceuse d’alerte Ève Marchetti"."""
    core = row[: comma_in(row)]
    first = next((at for at, token in enumerate(core) if at and all(one.capital for one in core[at:])), len(core))
    name = core[first:]
    if lex.language not in {"es", "fr"} or not _NAME[0] <= len(name) <= _NAME[1]:
        return None
    office, last = core[1:first], core[first - 1]
    plain = office and not any(token.capital for token in office) and kind_of(office[0], lex) == "person"
    tied = subordinates(last, lex) or lex.has("words.determiner", last.low)
    if not plain or (tied and not is_given(name[0].low)) or subordinates(last, lex):
        return None
    return Nature("person", named=True, because=f"“{spaced(name)}” is a name", head=office[0].low)

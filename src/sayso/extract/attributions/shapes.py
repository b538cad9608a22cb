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
#: A noun with its article before it; the sign between partners with the name behind it, and the names before it at most.
_TWO: Final = 2
#: Endings of German adjectives, longer ones first.
_ENDINGS: Final = ("es", "er", "en", "em", "e")
#: The digits of an age, at most.
_DIGITS: Final = 3
#: Words of a person's name, at least and at most.
_NAME: Final = (2, 4)


def by_shape(row: Sequence[Token], lex: Words) -> Nature | None:
    """What a source is whose shape tells that it is named; else None. The row has its quotations as they stand. Cost: linear in its length."""
    if not row:
        return None
    told = _in_marks(row, lex) or _by_adjective(row, lex) or _party(row, lex) or _firm(row, lex)
    return told or _aged(row, lex) or _behind_office(row, lex)


def _ends(name: str, lex: Words) -> tuple[str, ...]:
    return tuple(lex.sets[f"sources.{name}"])


def _in_marks(row: Sequence[Token], lex: Words) -> Nature | None:
    """A body's noun and its name in quotation marks, a German newspaper behind its article: "der Förderverein „Unser Freibad“", "das „Handelsjournal“"."""
    name, before = row[-1], row[:-1]
    if name.kind != "quote" or not 0 < len(before) <= _TWO:
        return None
    inner = name.text[1:-1].strip()
    if not inner[:1].isupper() or not inner[-1:].isalnum() or len(inner.split()) > _TITLE:
        return None
    article = lex.has("words.determiner", before[0].low)
    kind, head = kind_of(before[-1], lex), before[-1].low
    if lex.language == "de" and len(before) == 1 and article:
        within = tokens(fold(inner), name.start + 1, lex.language)
        head = within[-1].low if within else ""
        kind = (
            "media"
            if within and (head.endswith(_ends("paper_end", lex)) or kind_of(within[-1], lex) == "media")
            else None
        )
    elif kind == "media" or (len(before) == _TWO and not article):
        return None  # of newspapers more is known elsewhere
    if kind not in {"organisation", "media"}:
        return None
    return Nature(kind, named=True, because=f"“{inner}” is a name", head=head)


def _by_adjective(row: Sequence[Token], lex: Words) -> Nature | None:
    """A German body of which the adjective has a capital, as only in names: "die Deutsche Umwelthilfe", "der Norddeutsche Rundfunk"; not "der Deutsche Zverev"."""
    core = row[: comma_in(row)]
    if lex.language != "de" or len(core) != 3 or not lex.has("words.the", core[0].low):  # noqa: PLR2004  article, adjective, noun
        return None
    adjective, noun = core[1], core[2]
    stem = next((adjective.low.removesuffix(end) for end in _ENDINGS if adjective.low.endswith(end)), "")
    kind = kind_of(noun, lex)
    body = kind in {"organisation", "media"} or noun.low.endswith(_ends("body_end", lex))
    if not (
        adjective.capital
        and stem.endswith(_ends("name_adjective", lex))
        and noun.capital
        and noun.kind == "word"
        and body
    ):
        return None
    kind = "media" if kind == "media" else "organisation"
    return Nature(kind, named=True, because=f"“{spaced(core[1:])}” is a name", head=noun.low)


def _party(row: Sequence[Token], lex: Words) -> Nature | None:
    """A party behind its article, in a council or of a place: "die AfD im Kreistag", "la CDU"; as a name it has a capital."""
    core = row[1:] if lex.has("words.the", row[0].low) else ()
    tied = len(core) > 1 and subordinates(core[1], lex)
    if not core or not (tied or len(core) == 1) or not core[0].capital:
        return None
    if not lex.has("sources.one_party", core[0].low):
        return None
    return Nature("organisation", named=True, because=f"“{core[0].text}” is a party", head=core[0].low)


def _firm(row: Sequence[Token], lex: Words) -> Nature | None:
    """A firm of partners: "Hollis & Crane", "la casa Ansorena & Hijos"; not "the journal Bulk & Cargo", nor a firm's head."""
    core = row[: comma_in(row)]
    whole = core[1:] if lex.has("words.determiner", core[0].low) else core
    house = whole[1:] if whole and not whole[0].capital else whole
    at = next((index for index, token in enumerate(house) if token.text == "&"), 0)
    if not at or at + _TWO != len(house) or at > _TWO or not all(one.capital or one.text == "&" for one in house):
        return None
    if any(kind_of(token, lex) in {"media", "person", "document"} for token in whole):
        return None
    known = [kind_of(token, lex) for token in (house[at - 1], house[-1])]
    if "group" in known[:1] or all(is_given(token.low) for token in (house[at - 1], house[-1])):
        return None
    return Nature("organisation", named=True, because=f"“{spaced(house)}” is a name", head=core[-1].low)


def _aged(row: Sequence[Token], lex: Words) -> Nature | None:
    """A given name with an age: "Maruja, de 82 años", "Samira, 17 Jahre alt", "Emma, 14"."""
    comma = comma_in(row)
    core, rest = row[:comma], row[comma + 1 :]
    if len(core) != 1 or not core[0].capital or core[0].kind != "word" or not rest:
        return None
    told = [token.low for token in rest if not lex.has("sources.beside_years", token.low)]
    numbers = [low for low in told if not lex.has("sources.years", low)]
    if len(numbers) != 1 or not (numbers[0].isascii() and numbers[0].isdecimal()) or len(numbers[0]) > _DIGITS:
        return None
    low = core[0].low
    years = len(told) > len(numbers)
    other = kind_of(core[0], lex) is not None or any(
        lex.has(name, low) for name in ("words.time", "words.determiner", "words.person_pronoun", "sources.place")
    )
    if not is_given(low) and (not years or other or core[0].text.isupper()):
        return None
    return Nature("person", named=True, because=f"“{core[0].text}” is a name", head=low)


def _behind_office(row: Sequence[Token], lex: Words) -> Nature | None:
    """A full name behind an office of several words: "el intérprete de signos Joel Cabrera"; not "el director del hospital Ramón Cajal", which has that name itself."""
    if lex.language not in {"es", "fr"}:
        return None
    core = row[: comma_in(row)]
    first = len(core)
    while first > 1 and core[first - 1].capital:
        first -= 1
    name, office = core[first:], core[1:first]
    if not _NAME[0] <= len(name) <= _NAME[1] or len(office) < _NAME[0] or not is_given(name[0].low):
        return None
    tie = next((at for at, token in enumerate(office) if at and subordinates(token, lex)), len(office))
    bears = any(kind_of(token, lex) is not None or lex.has("sources.bearer", token.low) for token in office[tie:])
    plain = kind_of(office[0], lex) == "person" and not any(token.capital for token in office)
    if not plain or bears or subordinates(office[-1], lex) or lex.has("words.determiner", office[-1].low):
        return None
    return Nature("person", named=True, because=f"“{spaced(name)}” is a name", head=office[0].low)

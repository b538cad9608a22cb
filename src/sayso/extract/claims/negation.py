"""Whether a claim's main statement is negated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .grammar import Grammar, is_mark

#: French words that deny only beside "ne".
_WITH_NE: Final = frozenset(
    ("jamais", "rien", "plus", "aucun", "aucune", "personne", "nul", "nulle", "ni", "point", "nullement")
)
_NE: Final = frozenset(("ne", "n’"))
_BEFORE_INFINITIVE: Final = frozenset(("de", "d’", "à", "pour"))
#: How far behind "ne" its other half may stand.
_FAR: Final = 8


def is_negated(main: Sequence[Token], g: Grammar) -> bool:
    """Whether the main statement of a claim, given as its main words, is denied: "not", "never", "nobody", "no help"; a side clause counts for nothing.

    "not only", "no doubt" and the like deny nothing, nor does what somebody is not to do ("chose not to come").
    """
    kept = _without_reply(main)
    if g.language == "fr":
        return _denied_in_french(kept, g)
    if g.language == "en" and any(token.low.endswith("n’t") for token in kept):
        return True
    while (place := g.lists.place("negation", kept)) is not None:
        if not _of_infinitive(kept, place[0], g):
            return True
        kept = kept[place[1] :]
    return False


def _without_reply(row: Sequence[Token]) -> tuple[Token, ...]:
    """A row without the "No," that answers a question."""
    at = 0
    while at < len(row) and is_mark(row[at]):
        at += 1
    if len(row) > at + 1 and row[at].low in {"no", "non"} and row[at + 1].text in {",", ".", ":"}:
        return tuple(row[at + 2 :])
    return tuple(row)


def _of_infinitive(row: Sequence[Token], at: int, g: Grammar) -> bool:
    """As in "para no subir", "versprach, nicht zu kommen": what is denied is what somebody is to do."""
    if g.language == "de":
        return (
            row[at].low == "nicht"
            and at + 1 < len(row)
            and row[at + 1].low == "zu"
            and not any(token.low in _IS for token in row[:at])
        )
    if g.language != "es" or row[at].low != "no" or at + 1 == len(row):
        return False
    return row[at + 1].low.endswith(("ar", "er", "ir", "arse", "erse", "irse", "arlo", "erlo", "irlo"))


_IS: Final = frozenset(("ist", "sind", "war", "waren", "sei", "seien", "bleibt", "blieb"))


def _denied_in_french(row: Sequence[Token], g: Grammar) -> bool:
    lows = [token.low for token in row]
    for at, low in enumerate(lows):
        if low in _NE and not (at and lows[at - 1] in _BEFORE_INFINITIVE):
            near = lows[at + 1 : at + _FAR]
            before = lows[max(0, at - _FAR) : at]
            denied = "pas" in near and not _spared_pas(lows, at + 1 + near.index("pas"))
            if denied or any(word in _WITH_NE for word in (*near, *before)):
                return True
        if low == "pas" and g.lists.place("negation", row[at : at + 1]) and not _spared_pas(lows, at):
            return True
    return False


def _spared_pas(lows: Sequence[str], at: int) -> bool:
    """Whether "pas" stands in "pas seulement", "pourquoi pas", or is that of an infinitive."""
    before, after = lows[at - 1] if at else "", lows[at + 1] if at + 1 < len(lows) else ""
    infinitive = before == "ne" and at > 1 and lows[at - 2] in _BEFORE_INFINITIVE
    return (
        after in {"seulement", "uniquement", "exclu", "que"}
        or before in {"pourquoi", "ou", "un", "même", "non"}
        or infinitive
    )

"""Spanish and French: where what is said begins behind its cue, and where it ends within its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.language.tokens import Token

from .adjuncts import adjuncts_end, infinitive_at, opens_content
from .words import Words

#: Words between commas that tell when and where something was said, at most.
_INSERTED = 14
#: Adverbs that belong to an infinitive behind them: "disent mieux dormir".
_MANNER = frozenset(("mieux", "mal", "mejor", "peor", "davantage", "más", "plus", "moins"))
_ASIDES = (
    ["lo", "que"],
    ["lo", "cual"],
    ["algo", "que"],
    ["cosa", "que"],
    ["ce", "qui"],
    ["ce", "que"],
    ["chose", "que"],
    ["ce", "qu’"],
)


def romance_start(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where what is said begins in Spanish and French, past when, where and to whom; None where only a mark follows."""
    if lex.language not in {"es", "fr"}:
        return None
    end = adjuncts_end(row, at, lex)
    if end < len(row) and row[end].text == ",":
        shut = next((index for index in range(end + 1, min(len(row), end + _INSERTED)) if row[index].text == ","), None)
        if shut is not None and shut + 1 < len(row) and row[shut + 1].low in {"que", "qu’"}:
            return shut + 1
    if opens_content(row, end):
        return end
    manner = end > at and row[end - 1].low in _MANNER
    return end - manner if infinitive_at(row, end, lex) else None


def joined_end(row: Sequence[Token], at: int, lex: Words) -> int:
    """Where a Spanish or French clause with "que" ends: before ", pero" without another "que"; else with the unit."""
    if lex.language not in {"es", "fr"} or at >= len(row):
        return len(row)
    that = row[at].low in {"que", "qu’", "de"}
    bare = infinitive_at(row, at, lex)
    for index in range(at + 1, len(row) - 2):
        if row[index].text == "," and (comments(row, index + 1, lex) or (that and _own_voice(row, index + 1, lex))):
            return index
        if that and row[index].text == "," and _acts_on(row, at, index, lex):
            return index
        if (
            row[index].text == ";"
            and (bare or row[at].low in {"que", "qu’"})
            and row[index + 1].low not in {"que", "qu’"}
        ):
            return index
        if not that and row[index].text == "," and row[index + 1].low == "sino":
            return index
        but = row[index].text == "," and row[index + 1].low in {"pero", "mais"}
        verbal = lex.has("words.auxiliary", row[index + 2].low) or row[index + 2].low in lex.forms
        if but and row[index + 2].low not in {"que", "qu’"} and (that or verbal):
            return index
    return len(row)


def _acts_on(row: Sequence[Token], at: int, comma: int, lex: Words) -> bool:
    """Whether behind a comma whoever speaks goes on to act: "dijo que abriría, y culpó a la lluvia", "a dit qu’il viendrait, et a quitté la salle"."""
    if row[comma + 1].low not in {"y", "e", "et"} or comma + 3 > len(row):
        return False
    done = row[comma + 2].low
    if lex.language == "es":
        return done.endswith(_PAST) and not any(token.low.endswith(_PAST) for token in row[at:comma])
    helps = done in {"a", "ont", "avait", "avaient"}
    return helps and not any(token.low in {"a", "ont", "avait", "avaient"} for token in row[at:comma])


_PAST = ("ó", "aron", "ieron")


def _own_voice(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether whoever is quoted goes on for himself: "elle nous répète que tout va bien, et nous recousons"."""
    return row[at].low in {"et", "y", "e", "mais", "pero"} and lex.has("words.author_pronoun", row[at + 1].low)


def comments(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether an author's aside begins at `at`: ", lo que no ayuda", ", ce qui n’aide pas"."""
    lows = [token.low for token in row[at : at + 2]]
    return lex.language in {"es", "fr"} and lows in _ASIDES

"""Spanish and French: what stands between a cue and what is said, and how that begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .nouns import is_adverb, phrase_after
from .words import Words

#: Words between a cue and what is said that tell when, where and to whom, in phrases at most.
_ADJUNCTS: Final = 3
_INFINITIVES: Final = {
    "es": (
        *("ar", "er", "ir"),
        *(
            verb + hung
            for verb in ("ar", "er", "ir")
            for hung in ("lo", "la", "los", "las", "le", "les", "se", "me", "nos")
        ),
        *(verb + hung for verb in ("ár", "ér", "ír") for hung in ("selo", "sela", "selos", "selas")),
    ),
    "fr": ("er", "ir", "re"),
    "de": (),
}
#: Pronouns that stand before a French infinitive.
_PRONOUNS: Final = {
    "es": (),
    "fr": ("en", "y", "se", "s’", "lui", "leur", "me", "m’", "nous", "vous"),
    "de": (),
}
#: What stands between a cue and an infinitive that opens a quotation: "invite à ne pas « écrire l’histoire »".
_BEFORE_QUOTED: Final = frozenset(("de", "d’", "a", "à", "pas", "no"))
#: Prepositions that hold no article.
_WITHOUT: Final = frozenset(("por", "par", "con", "avec", "en", "entre", "sin", "sans"))
#: Names of whom somebody tells something and of who tells it, more than which words they have.
_NAMES: Final = 2
#: Words of a connective, and of "hace ya varios meses", at most.
_CONNECTIVE: Final = 4
#: Digits of a year.
_YEAR: Final = 4
_SINCE: Final = 5
_SPANS: Final = frozenset(
    ("meses", "semanas", "días", "horas", "semaines", "heures", "jours", "tiempo", "temps", "années", "longtemps")
)
#: Letters that an infinitive has more of.
_SHORT: Final = 3


def adjuncts_end(row: Sequence[Token], at: int, lex: Words, *, timely: bool = False) -> int:
    """Past when, where and to whom something was said: "el lunes en Lima a los vecinos", "mardi devant les élus".

    With `timely`, past when it was said alone.
    """
    for _ in range(_ADJUNCTS):
        while at < len(row) and is_adverb(row[at], lex) and not _by_means(row, at, lex):
            at += 1
        if at >= len(row) or row[at].kind in {"mark", "quote"} or opens_content(row, at) or infinitive_at(row, at, lex):
            return at
        if timely and lex.has("words.inside", row[at].low):
            return at
        end = _adjunct(row, at, lex)
        if end is None:
            return at
        at = end
    return at


def _by_means(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether French "par" tells by what means: "par courriel", not "par ailleurs", "par qui"."""
    if row[at].low != "par" or at + 1 >= len(row) or row[at + 1].low == "ailleurs" or not _bare(row[at + 1], lex):
        return False
    return not (lex.has("words.asking", row[at + 1].low) or lex.has("words.relative", row[at + 1].low))


def _adjunct(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """The end of one such phrase; None where none begins."""
    low = row[at].low
    said = _set_phrase(row, at, lex)
    if said is not None:
        return said
    if lex.has("words.time", low):
        return _time_end(row, at + 1, lex)
    article = lex.has("words.the", low) or low in {"un", "une", "una"}
    if article and at + 1 < len(row) and lex.has("words.time", row[at + 1].low) and not row[at + 1].capital:
        return _time_end(row, at + 2, lex)
    if not lex.has("words.inside", low) or low == "des":
        return None
    if at + 1 < len(row) and (lex.has("words.time", row[at + 1].low) or _in_year(row, at)):
        return _time_end(row, at + 2, lex)
    if at + 2 < len(row) and lex.has("words.the", row[at + 1].low) and _of_time(row[at + 2], lex):
        return _time_end(row, at + 2, lex)
    found = phrase_after(row, at + 1, lex)
    if found is None:
        return None
    if low in {"a", "à"} and _told_whom(row, at + 1, found[1], lex):
        return at + 2
    another = at + 2 < found[1] and (row[at + 2].capital or lex.has("words.determiner", row[at + 2].low))
    if low in _WITHOUT and another and _bare(row[at + 1], lex):
        return at + 2
    return next(
        (
            index
            for index in range(at + 2, found[1])
            if row[index].low in {"de", "d’"} and infinitive_at(row, index, lex)
        ),
        found[1],
    )


def _in_year(row: Sequence[Token], at: int) -> bool:
    """Whether "en" leads to a year: "juró en 2023 que"."""
    return row[at].low == "en" and row[at + 1].kind == "number" and len(row[at + 1].text) == _YEAR


def _set_phrase(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """The end of a connective in words ("pour sa part", "al respecto"), of a date ("el 3 de mayo"), of "hace dos días"."""
    for size in range(min(_CONNECTIVE, len(row) - at), 1, -1):
        if lex.has("words.connective", " ".join([token.low for token in row[at : at + size]])):
            return at + size
    the = lex.has("words.the", row[at].low) and at + 2 < len(row) and row[at + 1].kind == "number"
    if the and (
        _of_month(row[at + 2], lex) or (row[at + 2].low == "de" and at + 3 < len(row) and _of_month(row[at + 3], lex))
    ):
        return _time_end(row, at + 2, lex)
    since = at + (row[at].low in {"desde", "depuis"})
    if since + 1 < len(row) and (row[since].low == "hace" or (since > at and not lex.has("words.the", row[since].low))):
        stop = next((end for end in range(since + 1, min(len(row), since + _SINCE)) if _of_month(row[end], lex)), None)
        return stop + 1 if stop is not None else None
    return None


def _of_month(token: Token, lex: Words) -> bool:
    """Whether a word is one of time, and no number."""
    return lex.has("words.time", token.low) or token.low in _SPANS


def _told_whom(row: Sequence[Token], at: int, end: int, lex: Words) -> bool:
    """Whether one name tells to whom, and another name behind it who says it: "contó a Meridio Said Rahun, vendedor"."""
    alone = end - at > _NAMES and all(token.capital for token in row[at:end])
    return alone and (end >= len(row) or row[end].kind == "mark") and not lex.has("sources.title", row[at].low)


def _bare(token: Token, lex: Words) -> bool:
    """Whether a noun stands without an article, so that a name behind it is no part of it: "por teléfono Amparo Tesca"."""
    return token.kind == "word" and not token.capital and not lex.has("words.determiner", token.low)


def _time_end(row: Sequence[Token], at: int, lex: Words) -> int:
    while at < len(row) and (
        (_of_time(row[at], lex) and not _counts(row, at, lex))
        or (row[at].low == "de" and at + 1 < len(row) and _of_time(row[at + 1], lex))
    ):
        at += 1
    return at


def _counts(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a number counts what stands behind it, and tells no day or year: "aprobó en septiembre 91 licencias"."""
    following = row[at + 1] if at + 1 < len(row) else None
    if row[at].kind != "number" or following is None or following.kind != "word" or len(row[at].text) == _YEAR:
        return False
    return not (
        _of_time(following, lex) or lex.has("words.inside", following.low) or following.low in {"que", "qu’", "h"}
    )


def _of_time(token: Token, lex: Words) -> bool:
    return (
        token.kind == "number"
        or lex.has("words.time", token.low)
        or token.low in {"pasado", "dernier", "dernière", "pasada"}
    )


def opens_content(row: Sequence[Token], at: int) -> bool:
    """Whether what is said begins at `at`: "que", "de que", a colon, a quotation."""
    if at < len(row) and row[at].low in {"de", "en", "a"}:
        return at + 1 < len(row) and row[at + 1].low == "que"
    return at < len(row) and (row[at].low in {"que", "qu’"} or row[at].text == ":" or row[at].kind == "quote")


def infinitive_at(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether a Romance infinitive follows: "aseguró haber visto", "affirme ne pas avoir vu", "menace de partir"."""
    while at < len(row) and row[at].low in {
        "de",
        "d’",
        "ne",
        "pas",
        "no",
        "a",
        "à",
        "n’",
        "rien",
        "jamais",
        "plus",
        "nunca",
        *_PRONOUNS[lex.language],
    }:
        at += 1
    if at < len(row) and row[at].kind == "quote" and at and row[at - 1].low in _BEFORE_QUOTED:
        return row[at].text.strip('«»“”"„ \u00a0\u202f').split(" ")[0].endswith(_INFINITIVES[lex.language])
    if at >= len(row) or row[at].capital or row[at].kind != "word":
        return False
    low = row[at].low
    return low.endswith(_INFINITIVES[lex.language]) and not lex.has("words.inside", low) and len(low) > _SHORT

"""What stands around "according to" and its like: a clause that it opens, a second source, a sentence that tells nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.language.tokens import Token

from .hits import Hit
from .nouns import citing_end, phrase_after, phrase_before
from .sources import nature
from .words import Words

#: What joins a clause to the one before.
_JOINTS: Final = frozenset(("and", "but", "y", "e", "pero", "et", "mais"))
#: What leads in what is said.
_THAT: Final = frozenset(("that", "que", "qu’"))


def phrase_at(row: Sequence[Token], at: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int | None:
    """The end of the phrase that starts at `at`, or None."""
    listed = phrases.get(row[at].low)
    if listed is None:
        return None
    ahead = tuple([token.low for token in row[at : at + len(listed[0])]])  # the first is the longest
    for parts in listed:
        lows = ahead[: len(parts)]
        if lows == parts or (lows[:-1] == parts[:-1] and parts[-1] == "de" and lows[-1] in _OF):
            return at + len(parts)
    return None


#: "de" with the article in one word: "en opinión del alcalde", "de l’avis des élus".
_OF: Final = frozenset(("del", "du", "des", "d’"))


def in_relative(row: Sequence[Token], at: int, end: int, lex: Words) -> Hit | None:
    """As in ", que según su web agrupa a mil hogares,": what is said is the rest of the clause, whose verb the source must not swallow."""
    if lex.language not in {"es", "fr"} or at < 2 or row[at - 1].low not in {"que", "qui"} or row[at - 2].text != ",":  # noqa: PLR2004  a comma and "que"
        return None
    stop = next((index for index in range(end, len(row)) if row[index].kind in {"mark", "quote"}), len(row))
    found = phrase_after(row, end, lex)
    if found is None:
        return None
    name = max((index for index in range(*found) if row[index].capital), default=None)
    cut = (_past_articles(row, found[0], lex) if name is None else name) + 1
    while cut < found[1] and row[cut].low in {*_OF, "de"}:
        cut = _past_articles(row, cut + 1, lex) + 1
    source = (found[0], cut)
    fits = cut < stop and row[cut].kind == "word" and nature(row[slice(*source)], lex).kind != "unknown"
    phrase = " ".join(token.text for token in row[at:end])
    return Hit((at, end), source, "after", "according", f"follows “{phrase}”", content=((cut, stop),)) if fits else None


def opens_clause(row: Sequence[Token], at: int) -> bool:
    """Whether a clause of its own begins here: what is said follows, and does not go before."""
    joined = at > 1 and row[at - 1].low in _JOINTS and row[at - 2].text in {",", ";"}
    return at == 0 or row[at - 1].text in {":", ";"} or joined


def opens_told(row: Sequence[Token], at: int, lex: Words) -> bool:
    """Whether right behind a verb's "that" begins what is said, with or without a comma: "said that according to X, P"."""
    that = at - 1 - (at > 1 and row[at - 1].text == "," and lex.language in {"es", "fr"})
    return (
        that > 0 and row[that].low in _THAT and row[that - 1].kind == "word" and not in_relative(row, at, at + 1, lex)
    )


def _past_articles(row: Sequence[Token], at: int, lex: Words) -> int:
    """Past articles and possessives, to the noun."""
    return next((index for index in range(at, len(row)) if not lex.has("words.determiner", row[index].low)), at)


def second_source_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where a second source ends behind a first: "According to the Post, and to a clerk, P"; None without."""
    opens = [token.low for token in row[at : at + 3]] == [",", "and", "to"]
    if lex.language != "en" or not opens:
        return None
    return next((index for index in range(at + 3, len(row)) if row[index].kind in {"mark", "quote"}), None)


def backward(row: Sequence[Token], at: int, lex: Words) -> Hit | None:
    """As in "That is the conclusion of a study", "C’est ce qui ressort d’une étude": what it says is the sentence before."""
    end = phrase_at(row, at, lex.phrases["backward"]) if at == 0 else None
    source = phrase_after(row, end, lex, long=True) if end is not None else None
    if end is None or source is None or nature(row[slice(*source)], lex).kind == "unknown":
        return None
    shown = " ".join(token.text for token in row[:end])
    return Hit((0, end), source, "before", "say", f"follows “{shown}”", content=(), anaphor=True)


def who_end(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """The comma before which somebody ends whom a Spanish clause tells: "los vecinos que viven cerca,", "quienes lo vieron,"; None where none does."""
    found = None if row[at].low in _WHOEVER else phrase_after(row, at, lex)
    that = at if row[at].low in _WHOEVER else found[1] if found is not None and found[0] == at else len(row)
    if lex.language != "es" or that + 1 >= len(row) or row[that].low not in {"que", *_WHOEVER}:
        return None
    end = next((end for end in range(that, len(row)) if row[end].kind in {"mark", "quote"}), len(row))
    plain = not any(token.low in {"que", "quien"} or token.capital for token in row[that + 1 : end])
    acts = not lex.has("words.determiner", row[that + 1].low) or row[that + 1].low in {"lo", "la", "los", "las"}
    return end if plain and acts and end - that <= _CLAUSE and end < len(row) and row[end].text == "," else None


_WHOEVER: Final = frozenset(("quienes", "quien"))
#: Words of such a clause, at most.
_CLAUSE: Final = 9


def tied_owner(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where the owner of words begins whom "según el cual" behind a comma means: "declaraciones de un ingeniero, según el cual P"; else None."""
    which = row[at].low in {"según", "selon"} and 0 < at < len(row) - 2 and row[at - 1].text == ","
    found = None
    if which and (row[at + 1].low in {"lequel", "laquelle"} or row[at + 2].low == "cual"):
        found = phrase_before(row, at - 1, lex)
    if found is None or not any(lex.has("nouns.cue", token.low) for token in row[slice(*found)]):
        return None
    tie = next((end for end in range(at - 2, found[0], -1) if row[end].low in {"de", "del", "d’", "du"}), None)
    person = tie is not None and nature(row[tie + 1 : at - 1], lex).kind == "person"
    return tie + 1 if person and tie is not None else None


def citing_clause(row: Sequence[Token], at: int, lex: Words) -> int | None:
    """Where a clause between commas ends that tells whom an outlet cites: "Según publica El Faro, que cita a dos agentes, P"; None without."""
    if at + 2 >= len(row) or row[at].text != "," or row[at + 1].low not in {"que", "qui"}:
        return None
    if not (lex.has("phrases.cites", row[at + 2].low) or citing_end(row, at + 1, lex) is not None):
        return None
    end = next((end for end in range(at + 1, len(row)) if row[end].kind in {"mark", "quote"}), len(row))
    return end if end + 1 < len(row) and row[end].text == "," else None

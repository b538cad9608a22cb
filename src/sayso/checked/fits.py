"""Why a check that the judge of claims takes for the same claim is yet not shown: what a thread can bear and "checked before" cannot.

Threads are made of many claims that are held against each other; here one likeness decides. So claims must be nearer in meaning where no figure holds them
together; and across languages, too, a denial, contrary words, or another kind of people or things that is counted sets them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sayso.across.claim_rows import ClaimRow
from sayso.across.same_claim import Beside, Same, are_apart, figures_beside, meaning
from sayso.align import Word, alike_words, cognates, sides, theme_weight, themes_of
from sayso.language.lexicon import SERVED

#: The likelihood from which on a check may be about a claim; and where a figure stands in one of them alone.
LIKELY: Final = 0.3
ALONE: Final = 0.9
#: The likeness in meaning that is asked for: of many of the same words; of some of them beside a figure; else; and in a language whose words are not told apart by
#: concepts, where nothing else would show that it is another thing.
MANY_WORDS: Final = 0.45
WITH_FIGURES: Final = 0.5
NEAR: Final = 0.6
UNKNOWN: Final = 0.7
#: Words that meet, to be many of the same, and to be some.
MANY: Final = 5
SOME: Final = 3
#: The share of words that must meet to be much the same; and those without a vector.
MUCH: Final = 0.5
#: The share from which on all but one word is the same.
REST: Final = 0.7
#: The likeness in meaning from which on two claims of one language are the same by that: with figures beside each other, and without.
SAID_AGAIN: Final = (0.8, 0.85)
_ALL: Final = 0.8
#: Letters of a word that tells more than how a sentence is built, where no list knows it.
_LETTERS: Final = 3
_CONTRARIES: Final = "contraries"
#: Words that say as much as a denial: "have no insurance", "ohne Versicherung".
_WITHOUT: Final = re.compile(r"\b(?:without|lacks?|ohne|sin|sans|senza|sem)\b", re.IGNORECASE)
#: Themes in which one word for another is somebody or something else.
_TELLING: Final = frozenset(("people", "places", "things", "environment", "transport", "health", "education", "technology"))  # fmt: skip


def unfit(row: ClaimRow, other: ClaimRow, same: Same, beside: Beside) -> str | None:
    """Why a check (`other`) is not shown for a claim, for who develops; None where it fits."""
    if same.score < (ALONE if beside.alone else LIKELY):
        return "not likely enough"
    if not _is_near(row, other, beside):
        return "not near enough in meaning"
    if _denies(row) != _denies(other):
        return "one denies"
    return _contrary(row, other) or _other_kind(row, other)


def said_again(row: ClaimRow, other: ClaimRow) -> Same | None:
    """Whether two claims of one language are the same by meaning alone, which the judge, who learned from translations, is too careful to say; else None."""
    near = meaning(row, other)
    if near is None or row.language != other.language or near < SAID_AGAIN[0] or are_apart(row, other):
        return None
    least, beside = alike_words(row.words, other.words).least, figures_beside(row, other)
    enough = SAID_AGAIN[0] if beside.agree or beside.apart else SAID_AGAIN[1]
    if beside.alone or near < enough or least < MUCH:
        return None
    return Same(round(near, 4), f"likeness in meaning {near:.2f}; {least:.0%} of the words meet")


def _is_near(row: ClaimRow, other: ClaimRow, beside: Beside) -> bool:
    near = meaning(row, other)
    least = alike_words(row.words, other.words).least
    if near is None:
        return least >= (MUCH if beside.agree else _ALL)
    return near >= _asked(row, other, beside)


def _asked(row: ClaimRow, other: ClaimRow, beside: Beside) -> float:
    """The likeness in meaning that is enough."""
    if row.language != other.language and not {row.language, other.language} <= set(SERVED):
        return UNKNOWN
    words = alike_words(row.words, other.words)
    if words.met >= MANY and words.least >= MUCH:
        return MANY_WORDS
    return WITH_FIGURES if words.met >= SOME and (beside.agree or beside.apart) else NEAR


def _denies(row: ClaimRow) -> bool:
    """Whether a claim's main statement is denied, where the language's clauses are read; else whether anything in it is."""
    denied = row.is_denied if row.language in SERVED else bool(row.denied)
    return denied or bool(_WITHOUT.search(row.at.span.text))


def _contrary(row: ClaimRow, other: ClaimRow) -> str | None:
    mine, theirs = (sides(one.bare, one.language, _CONTRARIES) for one in (row, other))
    for (pair, side), word in mine.items():
        if (pair, 1 - side) in theirs and (pair, 1 - side) not in mine and (pair, side) not in theirs:
            return f"“{word}” in one, “{theirs[pair, 1 - side]}” in the other"
    return None


def _other_kind(row: ClaimRow, other: ClaimRow) -> str | None:
    """Across languages, a word for somebody or something in one claim and another one in the other: of one theme, or of any where the rest is the same."""
    if row.language == other.language:
        return _other_word(row, other)
    rest = alike_words(row.words, other.words).least >= REST
    theirs = [(word, themes_of(word) & _TELLING) for word in _unmet(other, row)]
    for word in _unmet(row, other):
        mine = themes_of(word) & _TELLING
        for rival, themes in theirs:
            if mine & themes or (rest and mine and themes):
                return f"“{word.text}” in one, “{rival.text}” in the other"
    return None


def _other_word(row: ClaimRow, other: ClaimRow) -> str | None:
    """In one language, what is left of both claims where the rest is the same: there one word for another is what they differ in."""
    if alike_words(row.words, other.words).least < REST:
        return None
    mine, theirs = ([word for word in _unmet(*pair) if _tells(word)] for pair in ((row, other), (other, row)))
    return f"“{mine[0].text}” in one, “{theirs[0].text}” in the other" if mine and theirs else None


def _tells(word: Word) -> bool:
    return len(word.text) >= _LETTERS and theme_weight(word) >= MUCH


def _unmet(row: ClaimRow, other: ClaimRow) -> Iterator[Word]:
    """The words of a claim that nothing in the other one stands for."""
    keys = frozenset().union(*(word.keys for word in other.words))
    return (word for word in row.words if not word.keys & keys and not cognates(word, other.words))

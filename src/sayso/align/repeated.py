"""Whether a passage says a claim in the same words: none that differs may turn the sense, and nothing beside them either.

Words alone never prove that two sentences say the same; one word makes the opposite of a sentence of twelve. So whatever is
not plainly idle is a reason to leave it to a person, and silence is the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from sayso.language.fold import fold
from sayso.language.lexicon import lexicon

from .opposed import negation, sides

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
#: How many words of a passage beside its longest common run are read with it, on either side, beyond those of the claim.
_BESIDE: Final = 2
#: A word of which less is the same is another word.
_FEWEST_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class _Idle:
    """What may differ in a language: words that may be left out, words that stand for one another, and endings."""

    loose: frozenset[str]
    alike: dict[str, int]
    endings: frozenset[str]
    turning: re.Pattern[str]


#: Of a language of which no words are known nothing may differ, and whatever stands beside the words may turn them.
_UNKNOWN: Final = _Idle(frozenset(), {}, frozenset(("",)), re.compile(r"\w+"))


def why_not_repeated(claim: str, around: tuple[str, str], passage: str, language: str) -> str:
    """Why a passage does not say a claim in the same words, for a reader; empty where it does.

    `around` is what stands before and behind the claim in its sentence. Words may differ only where they are articles or endings
    that turn nothing; where a word beside the claim or beside the passage's words denies, wishes or supposes something,
    both must have the same words there, for it may be said of them. Cost: that of the texts' words, squared at worst.
    """
    mine, theirs = _Text.of(claim), _Text.of(passage)
    run = SequenceMatcher(None, mine.words, theirs.words, autojunk=False).find_longest_match()
    if not run.size:
        return "no word in common"
    low = max(0, run.b - run.a - _BESIDE)
    high = min(len(theirs.words), run.b - run.a + len(mine.words) + _BESIDE)
    blocks = SequenceMatcher(None, mine.words, theirs.words[low:high], autojunk=False).get_matching_blocks()[:-1]
    first, end = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
    first -= min(blocks[0].a, first)
    end += min(len(mine.words) - blocks[-1].a - blocks[-1].size, len(theirs.words) - end)
    idle = _idle(language.partition("-")[0])
    for one, other in _differing(mine.words, theirs.words[first:end]):
        if not _means_the_same(one, other, idle):
            return _told(" ".join(one), " ".join(other))
    behind = mine.beside(0, len(mine.words))[1] + around[1]
    return _turned((around[0], behind), theirs.beside(first, end), language, idle)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its words, without case, and their places."""

    text: str
    words: list[str]
    places: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> _Text:
        view = fold(text).text
        found = list(_WORD.finditer(view))
        return cls(view, [one.group().casefold().replace("’", "'") for one in found], [one.span() for one in found])

    def beside(self, first: int, end: int) -> tuple[str, str]:
        """What stands before and behind the words from `first` to `end`."""
        if first >= end:
            return self.text, ""
        return self.text[: self.places[first][0]], self.text[self.places[end - 1][1] :]


def _differing(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The stretches in which two rows of words differ."""
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield mine[a:b], theirs[c:d]


def _means_the_same(mine: Sequence[str], theirs: Sequence[str], idle: _Idle) -> bool:
    """Whether two rows of words differ in nothing but loose words, articles and endings."""
    if len(mine) == len(theirs) and all(_is_form(a, b, idle) for a, b in zip(mine, theirs, strict=True)):
        return True
    one, other = ([word for word in row if word not in idle.loose] for row in (mine, theirs))
    return len(one) == len(other) and all(_is_form(a, b, idle) for a, b in zip(one, other, strict=True))


def _is_form(mine: str, theirs: str, idle: _Idle) -> bool:
    if mine == theirs or (mine in idle.alike and idle.alike[mine] == idle.alike.get(theirs)):
        return True
    same = next(
        (at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    return same >= _FEWEST_LETTERS and {mine[same:], theirs[same:]} <= idle.endings


def _turned(mine: tuple[str, str], theirs: tuple[str, str], language: str, idle: _Idle) -> str:
    """Which word beside the same words may turn what they say, where it does not stand beside both."""
    if all(_Text.of(one).words == _Text.of(other).words for one, other in zip(mine, theirs, strict=True)):
        return _asked(mine[1], theirs[1])
    one, other = " ".join(mine), " ".join(theirs)
    turning = [next(_turns(text, language, idle), "") for text in (one, other)]
    if any(turning):
        return f"beside them {_told(*turning)}"
    left, right = sides(one, language), sides(other, language)
    for (pair, side), word in left.items():
        if (pair, 1 - side) in right:
            return f"beside them {_told(word, right[pair, 1 - side])}"
    return _asked(mine[1], theirs[1])


def _turns(text: str, language: str, idle: _Idle) -> Iterator[str]:
    denial = negation(text, language)
    if denial:
        yield denial
    yield from (found.group() for found in idle.turning.finditer(text))


def _asked(mine: str, theirs: str) -> str:
    """Whether one of the two is a question, by what stands behind it."""
    return "" if ("?" in mine) == ("?" in theirs) else "only one of the two is a question"


def _told(mine: str, theirs: str) -> str:
    """Two stretches that stand for one another; either may be empty."""
    if mine and theirs:
        return f"“{mine}” in the article, “{theirs}” in the source document"
    return f"“{mine or theirs}” in the {'article' if mine else 'source document'} alone"


@cache
def _idle(language: str) -> _Idle:
    """What may differ in a language; `_UNKNOWN` where no words of it are known."""
    table = lexicon("repeated").get(language)
    if table is None:
        return _UNKNOWN
    alike = {word: number for number, row in enumerate(table["alike"]) for word in row}
    words = (re.escape(word).replace(r"\*", r"\w*") for word in table["turning"])
    turning = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return _Idle(frozenset(table["loose"]), alike, frozenset(table["endings"]), turning)

"""What kind of speaker a mention is of, in six languages, and whether two mentions can be of one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from sayso.language import fold, lexicon
from sayso.language.concepts import BRIDGED, plain

_ANY: Final = "*"


@lru_cache(maxsize=2048)
def speaker_kinds(mention: str, language: str) -> frozenset[str]:
    """The kinds that the words of a mention tell: "the farmers' union" is of two; none where they tell nothing, or in a language without a list."""
    primary = language.partition("-")[0]
    if primary not in BRIDGED:
        return frozenset()
    pattern, kinds = _patterns(primary)
    text = plain(fold(mention).text.lower())
    return frozenset(kinds[found.lastgroup] for found in pattern.finditer(text) if found.lastgroup)


def are_other_speakers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are known, and no kind of one can be one of the other."""
    return bool(one and other) and not any(_may_be(mine, theirs) for mine in one for theirs in other)


def _may_be(one: str, other: str) -> bool:
    same: dict[str, list[str]] = lexicon("speakers")["same"]
    return one == other or other in same.get(one, ()) or one in same.get(other, ())


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The words of all kinds as one pattern, the longest first, and the kind of each group."""
    column = BRIDGED.index(language) + 1
    words: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, lexicon("speakers")["kinds"].splitlines())):
        cells = line.split(" | ")
        words += [(word.strip(), cells[0]) for word in cells[column].split(",")]
    words.sort(key=lambda one: (-one[0].count(" "), -len(one[0]), one))
    groups = {f"k{at}": kind for at, (_, kind) in enumerate(words)}
    parts = (f"(?P<k{at}>{_written(word)})" for at, (word, _) in enumerate(words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"), groups


def _written(word: str) -> str:
    return re.escape(word).replace(re.escape(_ANY), r"\w*")

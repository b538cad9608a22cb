"""Whether two texts under one address are one document: "article.txt" may be anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

#: From this share of the shorter text's words on that stand in the other in runs, two texts are versions of one document.
LEAST: Final = 1 / 3
#: Words of one language are in every text of it; so many in a row are not.
_RUN: Final = 3
#: Of an endless text, so many words are looked at.
_MOST: Final = 100_000
#: Scripts without spaces between words go by their characters: Thai to Burmese, Khmer, kana, Han.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def share(one: str, other: str) -> float:
    """The share, 0 to 1, of the shorter text's words that stand in the other in the same runs of three; 1 where it has no words."""
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short:
        return 1.0
    size = min(_RUN, len(short))
    known = set(_runs(long, size))
    held = {at + k for at, run in enumerate(_runs(short, size)) if run in known for k in range(size)}
    return len(held) / len(short)


def _words(text: str) -> list[str]:
    return [match.group().casefold() for match, _ in zip(_WORD.finditer(text), range(_MOST), strict=False)]


def _runs(words: Sequence[str], size: int) -> Iterator[int]:
    return (hash(tuple(words[at : at + size])) for at in range(len(words) - size + 1))

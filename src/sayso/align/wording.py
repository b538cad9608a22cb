"""Two wordings: what one took from the other, word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from sayso.language import fold
from sayso.model import Reuse

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED: Final = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|«[^«»]{1,2000}»|„[^„“”]{1,2000}[“”]")

#: A run of this many words in the same order is no accident in running prose (Clough et al., METER, 2002, count
#: shared runs in the same way; common phrases are shorter).
RUN: Final = 7
_VERBATIM: Final = 0.9
_NEAR: Final = 0.7
_MOST_WORDS: Final = 400


@dataclass(frozen=True, slots=True)
class Wording:
    """How much of the first text stands in the second, and the longest run as offsets in both."""

    reuse: Reuse
    share: float
    first: tuple[int, int]
    second: tuple[int, int]

    @property
    def is_lifted(self) -> bool:
        """Whether the words, and not only the sense, are the other's."""
        return self.reuse in {"verbatim", "near_verbatim"}


NOTHING: Final = Wording("none", 0.0, (0, 0), (0, 0))


def align_wording(first: str, second: str) -> Wording:
    """Compare two stretches in one language, by words, without case and punctuation.

    verbatim: nine in ten of the first text's words stand in the second in one run; near_verbatim: seven in ten
    stand there in the same order, with a run of at least seven. Texts of over 400 words are compared by their first 400.
    """
    mine, theirs = _words(first), _words(second)
    if len(mine) < RUN or len(set(mine_words := [word for word, _, _ in mine]) & {w for w, _, _ in theirs}) < RUN:
        return NOTHING
    matcher = SequenceMatcher(None, mine_words, [word for word, _, _ in theirs], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    longest = max(blocks, key=lambda block: (block.size, -block.a))
    if longest.size < RUN:
        return NOTHING
    share = sum(block.size for block in blocks if block.size >= 2) / len(mine)  # noqa: PLR2004  a pair of words
    run_share = longest.size / len(mine)
    reuse: Reuse = "verbatim" if run_share >= _VERBATIM else "near_verbatim" if share >= _NEAR else "none"
    return Wording(
        reuse,
        round(share, 3),
        (mine[longest.a][1], mine[longest.a + longest.size - 1][2]),
        (theirs[longest.b][1], theirs[longest.b + longest.size - 1][2]),
    )


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of what stands between quotation marks, marks included."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether most of `text[start:end]` stands between quotation marks."""
    inside = sum(max(0, min(end, high) - max(start, low)) for low, high in quotations(text))
    return inside * 2 > end - start


def _words(text: str) -> list[tuple[str, int, int]]:
    folded = fold(text)
    found = []
    for match in _WORD.finditer(folded.text):
        found.append((match.group().casefold(), *folded.place(*match.span())))
        if len(found) == _MOST_WORDS:
            break
    return found

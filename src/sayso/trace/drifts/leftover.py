"""Whether words of a passage that the claim has not are left out, or may be only not known, by what is left of both without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.align import Word, read_words, theme_weight
from sayso.trace.matter import Matter

from .phrases import meets

#: Words that weigh less stand in any sentence.
_TELLING: Final = 0.6


def is_one_sided(matter: Matter, own: Sequence[Word]) -> bool:
    """Whether the claim has no more words left that do not meet than the passage has besides some `own` ones, of which one leads into the article's language.

    A claim that has the same in words that are not known to meet has them left over.
    """
    passage, asked = matter.candidate.passage, matter.asked
    mine, given = _telling(asked.claim.text, asked.language), _telling(passage.text, passage.language)
    keys = {word.keys for word in own}
    rest = [word for word in given if word.keys not in keys and not meets(word, mine)]
    left = [word for word in mine if not meets(word, given)]
    return len(left) <= len(rest) and any(word.bridged for word in own)


def _telling(text: str, language: str) -> tuple[Word, ...]:
    return tuple(word for word in read_words(text, language) if theme_weight(word) >= _TELLING)

"""Listed words and phrases as patterns, and whether an article has the words of a phrase that its source document has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from sayso.align import Word, cognates, read_words, theme_weight
from sayso.language.words import names
from sayso.model import Span
from sayso.trace.matter import Matter

_APOSTROPHE: Final = re.compile("['’]")
#: Words of every day weigh so little; that both have one tells nothing.
_LEAST: Final = 0.3


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; either apostrophe stands for both."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(_APOSTROPHE.sub("['’]", re.escape(word)) for word in longest)


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words where they stand whole, in upper or lower case."""
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)


def is_told_of(matter: Matter, place: Span) -> bool:
    """Whether the claim's sentence speaks of what a phrase of the passage speaks of, so that it may say the same in other words.

    Words that the rest of the passage has, too, tell nothing. Where the phrase has no word that leads into the article's
    language, nobody can know.
    """
    asked, passage = matter.asked, matter.candidate.passage
    low, high = place.start - passage.start, place.end - passage.start
    rest = chain.from_iterable(
        read_words(part, passage.language) for part in (passage.text[:low], passage.text[high:]) if part
    )
    known = frozenset().union(*(word.keys for word in rest))
    words = read_words(place.text, passage.language)
    own = [word for word in words if theme_weight(word) > _LEAST and not word.keys & known]
    mine = read_words(asked.sentence, asked.language)
    return any(meets(word, mine) for word in own)


def meets(word: Word, others: tuple[Word, ...]) -> bool:
    """Whether one of the others is the same word, in any language."""
    keys = frozenset().union(*(other.keys for other in others))
    return (
        bool(word.keys & keys)
        or bool(word.keys & frozenset(names(" ".join(other.text for other in others))))
        or cognates(word, others)
    )

"""Whether words of a passage that the claim has not are left out, or may be said in other words or not known, by what is left of both without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sayso.align import Word, read_words, theme_weight
from sayso.trace.laid import laid
from sayso.trace.matter import Matter

from .phrases import meets

#: Words that weigh less stand in any sentence.
_TELLING: Final = 0.6
#: A claim with so many telling words that the source document has not, and such a share of its own, says things in words of its own.
_OWN: Final = 4
_SHARE: Final = 0.4


def is_reworded(matter: Matter) -> bool:
    """Whether four or more of the claim's telling words, and two in five of them, stand nowhere in the passage's paragraph, so that it may say in these what it seems to leave out.

    Words of another language that are not known to be the same count among them.
    """
    asked, passage, doc = matter.asked, matter.candidate.passage, matter.source.document
    low, high = laid(matter.source).paragraph(passage.start)
    given = read_words(doc.text[min(low, passage.start) : max(high, passage.end)], passage.language)
    mine = _telling(_without_numbers(matter), asked.language)
    own = sum(not meets(word, given) for word in mine)
    return own >= max(_OWN, _SHARE * len(mine))


def _without_numbers(matter: Matter) -> str:
    """The claim without the words of its numbers: "one in four" says nothing in words of its own."""
    claim, text = matter.asked.claim, matter.asked.claim.text
    for figure in matter.asked.figures:
        kept = figure.counted.text if figure.counted and figure.counted.text in figure.text else ""
        if claim.start <= figure.start and figure.end <= claim.end:
            text = text.replace(figure.text, kept, 1)
    return text


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

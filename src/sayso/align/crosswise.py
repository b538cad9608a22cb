"""Two figures of one sentence taken crosswise: "in Bremen 340, in Hamburg 210" told as 340 in Hamburg."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from .apart import Opposed
from .named import met, named
from .subject import Subject
from .words import Word, cognates, read_words, theme_weight

#: Words that weigh less stand beside any figure.
_TELLING: Final = 0.6
_ENOUGH: Final = 1.0
#: What stands before places in six languages.
_IN: Final = frozenset(
    ("in", "at", "from", "im", "aus", "en", "de", "à", "a", "au", "aux", "nel", "nella", "di", "em", "no", "na")
)


def crossed(claimed: Subject, given: Subject) -> Opposed | None:
    """A word of the claim that the given figure's sentence has of another of its figures, while this one's own part has a word that the claim lacks.

    A name may stand anywhere; other words count only where the claim's sentence has no other figure and the given one is the first, since what is said before the first is often said of all.
    """
    rest = given.around.replace(given.part, " ", 1) if given.part else ""
    if not rest.strip() or not claimed.part:
        return None
    return _names(claimed, given, rest) or _words(claimed, given, rest)


def _names(claimed: Subject, given: Subject, rest: str) -> Opposed | None:
    mine = [one for one in named(claimed.part, claimed.language) if not met([one], given.part, given.language)]
    gone = next((one for one in mine if met([one], rest, given.language) and not _is_of_all(one, given)), None)
    own = [one for one in named(given.part, given.language) if not met([one], claimed.around, claimed.language)]
    return Opposed("crossed", gone.text, own[0].text) if gone and own else None


def _is_of_all(word: Word, given: Subject) -> bool:
    """Whether a name stands before the given part and behind no preposition: whoever does something is told of once for all figures."""
    for one in named(given.around, given.language):
        at = given.around.find(one.text)
        if _meets(word, [one]) and at < given.around.find(given.part):
            before = given.around[:at].split()
            return not before or before[-1].lower() not in _IN
    return False


def _words(claimed: Subject, given: Subject, rest: str) -> Opposed | None:
    if not given.around.startswith(given.part) or claimed.part != claimed.around:
        return None
    own, other = _telling(given.part, given.language), _telling(rest, given.language)
    mine, around = _telling(claimed.part, claimed.language), _telling(claimed.around, claimed.language)
    gone = [one for one in mine if _meets(one, other) and not _meets(one, own)]
    rivals = [one for one in own if not _meets(one, around)]
    if not rivals or sum(map(theme_weight, gone)) < _ENOUGH:
        return None
    return Opposed("crossed", max(gone, key=theme_weight).text, rivals[0].text)


def _telling(text: str, language: str) -> Sequence[Word]:
    return [word for word in read_words(text, language) if theme_weight(word) >= _TELLING]


def _meets(word: Word, others: Iterable[Word]) -> bool:
    others = tuple(others)
    return any(word.keys & other.keys for other in others) or cognates(word, others)

"""Two figures of other moments: before something and after it, at the beginning and the end of a year, on a Monday and a Sunday, in the morning and the evening.

The words are closed classes: those of `language/data/spans.toml`, and concepts of days and seasons.
"""

from __future__ import annotations

import re
from typing import Final

from sayso.language import fold

from .apart import Opposed
from .spans import spans
from .subject import Subject
from .words import Word, read_words

_NAMED: Final = ("edge", "half", "hours")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Classes of concepts of which one excludes the others; "today" of one document is "yesterday" of another.
_CLASSES: Final = tuple(
    frozenset(f"concept:{name}" for name in names)
    for names in (_DAYS, ("spring", "summer", "autumn", "winter"), ("yesterday", "tomorrow"))
)
#: Sides of something that happened of which the second is not the first.
_CONTRARY: Final = (
    ("before", "after"),
    ("before", "now"),
    ("before", "during"),
    ("during", "after"),
    ("until", "after"),
)

#: Hours of which one language's word may be another's: "last night" is "am Abend", "3 de la mañana" is at night.
_NEAR: Final = {
    "night": frozenset(("evening", "morning")),
    "morning": frozenset(("night", "day")),
    "day": frozenset(("morning", "noon", "afternoon")),
    "noon": frozenset(("day", "afternoon")),
    "afternoon": frozenset(("noon", "day", "evening")),
    "evening": frozenset(("night", "afternoon")),
}
_TWO_WORDS: Final = re.compile(r"\W+\w+(?:\W+\w+)?")
_EARLIER: Final = frozenset(("before", "until"))


def moved(claimed: Subject, given: Subject) -> Opposed | None:
    """The words by which two figures are of other moments, or None; each must be the figure's own, and the other sentence has none of its kind."""
    if not (claimed.stated and given.stated):
        return None
    words = _sides(claimed, given) or _named(claimed, given) or _dated(claimed, given)
    return Opposed("time", *words) if words else None


def _sides(claimed: Subject, given: Subject) -> tuple[str, str] | None:
    mine, theirs = _own(claimed), _own(given)
    all_mine, all_theirs = _whole(claimed), _whole(given)
    for pair in _CONTRARY:
        for one, other in (pair, pair[::-1]):
            told = one in mine and other in theirs
            parted = told and _alike(one).isdisjoint(all_theirs) and _alike(other).isdisjoint(all_mine)
            if parted and ("now" in pair or not _are_of_two(claimed, mine[one], given, theirs[other])):
                return mine[one], theirs[other]
    return None


def _are_of_two(claimed: Subject, one: str, given: Subject, other: str) -> bool:
    """Whether one figure is of before a thing and the other of after another: "after the crash" may well be "before dawn"."""
    mine, theirs = _thing(claimed, one), _thing(given, other)
    if any(spans(text, subject.language).get("clock") for text, subject in ((mine, claimed), (theirs, given))):
        return True
    known, others = _known(mine, claimed.language), _known(theirs, given.language)
    unmet = not any(word.keys & each.keys for word in known for each in others)
    return bool(known and others) and unmet


def _thing(subject: Subject, words: str) -> str:
    """The words of a side with two words behind them, which name what it is a side of."""
    text = fold(subject.told).text
    at = max(0, text.find(words))
    behind = _TWO_WORDS.match(text, at + len(words))
    return words + (behind.group() if behind else "")


def _known(text: str, language: str) -> tuple[Word, ...]:
    return tuple(word for word in read_words(text, language) if any(key.startswith("concept:") for key in word.keys))


def _alike(side: str) -> frozenset[str]:
    """What is the same side: whatever was so until 2015 was so before."""
    return _EARLIER if side in _EARLIER else frozenset((side,))


def _own(subject: Subject) -> dict[str, str]:
    return _sided(subject.told, subject.language)


def _whole(subject: Subject) -> dict[str, str]:
    return _sided(subject.sentence, subject.language)


def _sided(text: str, language: str) -> dict[str, str]:
    found = spans(text, language)
    return {**found.get("now", {}), **found.get("side", {})}


def _named(claimed: Subject, given: Subject) -> tuple[str, str] | None:
    mine, theirs = spans(claimed.told, claimed.language), spans(given.told, given.language)
    all_mine, all_theirs = spans(claimed.sentence, claimed.language), spans(given.sentence, given.language)
    for sort in _NAMED:
        one, other = mine.get(sort, {}), theirs.get(sort, {})
        near = frozenset().union(*(_NEAR.get(name, frozenset()) for name in one))
        apart = (
            near.isdisjoint(other)
            and one.keys().isdisjoint(all_theirs.get(sort, {}))
            and other.keys().isdisjoint(all_mine.get(sort, {}))
        )
        if one and other and apart:
            return next(iter(one.values())), next(iter(other.values()))
    return None


def _dated(claimed: Subject, given: Subject) -> tuple[str, str] | None:
    mine, theirs = _keys(claimed.told, claimed.language), _keys(given.told, given.language)
    all_mine, all_theirs = _keys(claimed.sentence, claimed.language), _keys(given.sentence, given.language)
    for members in _CLASSES:
        one, other = members & mine.keys(), members & theirs.keys()
        if one and other and one.isdisjoint(all_theirs) and other.isdisjoint(all_mine):
            return mine[min(one)], theirs[min(other)]
    return None


def _keys(text: str, language: str) -> dict[str, str]:
    return {key: word.text for word in read_words(text, language) for key in word.keys}

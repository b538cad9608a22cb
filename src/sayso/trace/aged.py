"""People of an age told by a word on one side and by its bounds on the other: "pensioners", "people over 65".

Whether they are the same nobody can know who does not know what the article means by the word, so it is left to a person; but minors are those under 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, Final

from sayso.align import Likeness, Opposed
from sayso.language.concepts import BRIDGED
from sayso.language.lexicon import lexicon
from sayso.language.listing import Listing, read_lines
from sayso.model import Analysis, Figure

from .laid import laid
from .pair import Pair
from .placed import Placed

#: So many characters behind what is counted or shared out its age may stand.
_NEAR: Final = 30
_OLDEST: Final = 110


def with_age(pair: Pair, article: Analysis, source: Analysis) -> Pair:
    """A pair that agrees, left to a person where one side has a word for an age and the other bounds that it may stand for; no other base is that."""
    if not pair.agrees or pair.is_dates:
        return pair
    for mine, theirs, here, there, turned in (
        (pair.claimed, pair.given, article, source, False),
        (pair.given, pair.claimed, source, article, True),
    ):
        found = _fitting(mine, theirs, here, there)
        if found is None:
            continue
        word, age, exact = found
        named = (age, word) if turned else (word, age)
        freed = replace(pair, likeness=_freed(pair))
        return freed if exact or pair.opposed else replace(freed, opposed=Opposed("age", *named))
    return pair


def _freed(pair: Pair) -> Likeness:
    """The likeness without the base in which the sides part."""
    likeness = pair.likeness
    base = (likeness.conflict or "").startswith("the base")
    return replace(likeness, conflict=None if base else likeness.conflict, contrast=None)


def _fitting(worded: Placed, figured: Placed, here: Analysis, there: Analysis) -> tuple[str, str, bool] | None:
    """The word for an age that one figure is of, the bounds of the other that it may stand for, and whether it means just these; None where the first text has these bounds, too."""
    groups = _groups_of(worded)
    age = next(bounds_of(there, figured.figure), None) if groups else None
    if age is None or _groups_of(figured).keys() & groups.keys() or laid(here).ends & ({age.low, age.high} - {None, 0}):
        return None
    for name, word in groups.items():
        if _fits(name, age):
            exactly = _told_of(name).get("exactly")
            bounds = {"from": age.low or None, "to": age.high}
            return word, age.text, exactly == {end: years for end, years in bounds.items() if years is not None}
    return None


def _groups_of(placed: Placed) -> dict[str, str]:
    subject = placed.subject
    return _groups(" ".join(dict.fromkeys((subject.base_told, subject.counted_told))), subject.language)


@lru_cache(maxsize=1024)
def _groups(text: str, language: str) -> dict[str, str]:
    """The words for an age in a text, by their groups."""
    if language not in BRIDGED:
        return {}
    return {one.label: text[one.start : one.end] for one in _listing(language).find(text)}


def bounds_of(analysis: Analysis, figure: Figure) -> Iterator[Figure]:
    """The bounds of age that stand right behind what a figure counts or is a share of, or are what names it; where nothing is named, those beside the figure."""
    text, there = analysis.document.text, laid(analysis).figures
    part = figure.base or figure.counted
    if part is None:
        yield from (
            one for one in there.meeting(figure.start - _NEAR, figure.end + _NEAR) if one.kind == "age" and _is_age(one)
        )
        return
    for one in there.meeting(part.start, part.end + _NEAR):
        apart = one.start >= figure.end or one.end <= figure.start
        if apart and _is_age(one) and _between().fullmatch(text[part.end : max(part.end, one.start)]):
            yield one


def _is_age(figure: Figure) -> bool:
    """Whether a figure is from, up to or between years of age, be it only "under 30"."""
    if figure.kind not in {"age", "duration", "count"} or figure.unit not in {None, "year"} or figure.vague:
        return False
    return figure.low != figure.high and max(figure.low or 0, figure.high or 0) <= _OLDEST


def _fits(group: str, age: Figure) -> bool:
    """Whether a group may have such bounds: the one that makes it is told, and each stands where the group's may."""
    told = _told_of(group)
    low, high = age.low or None, age.high
    if (high if told["needs"] == "to" else low) is None:
        return False
    return all(
        end is None or (name in told and told[name][0] <= end <= told[name][1])
        for name, end in (("from", low), ("to", high))
    )


def _told_of(group: str) -> dict[str, Any]:
    """What the list has of a group: from which years, up to which, which of them it must tell, and what it means exactly."""
    told: dict[str, Any] = lexicon("aged")["groups"][group]
    return told


@cache
def _between() -> re.Pattern[str]:
    """What stands between those who are meant and their age."""
    return re.compile(rf"[\s-]*(?:(?:{'|'.join(lexicon('aged')['between'])})[\s-]*)*", re.IGNORECASE)


@cache
def _listing(language: str) -> Listing:
    return Listing.of((word, line.name) for line in read_lines("ages", language, BRIDGED) for word in line.words)

"""The drift of another thing of the same class: so many teachers told as so many nurses, sheep as cattle; by concepts, so in any two of the six languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.align import read_words
from sayso.language import lexicon
from sayso.model import Drift, Span
from sayso.trace.matter import Matter
from sayso.trace.pair import Pair

from .counted import drift_of_things, thing_of

_CONCEPT: Final = "concept:"

#: By class, the members that a text names, each by its number.
_Members = frozenset[tuple[int, int]]


def class_drifts(matter: Matter, pairs: Sequence[Pair]) -> Iterator[Drift]:
    """Where figures agree and each counts, or is a share of, another thing of one class, of which the other's sentence has no word."""
    for pair in pairs:
        if not (pair.agrees and pair.same) or pair.is_dates or pair.opposed:
            continue
        mine, given = thing_of(pair.claimed.figure), thing_of(pair.given.figure)
        if mine and given and _are_apart(matter, mine, given):
            yield drift_of_things(pair, mine, given)
            return


def _are_apart(matter: Matter, mine: Span, given: Span) -> bool:
    """Whether both are of one class, no member of it is named by both, and neither text has a word of the other's anywhere."""
    spoken, written = matter.asked.language, matter.candidate.passage.language
    here, there = _members(mine.text, spoken), _members(given.text, written)
    shared = {kind for kind, _ in here} & {kind for kind, _ in there}
    if not shared or any(one in there for one in here):
        return False
    around = _members(f"{matter.asked.article.document.title or ''}. {matter.asked.sentence}", spoken)
    passage = _members(matter.candidate.passage.text, written)
    return not (there & around or here & passage)


def _members(text: str, language: str) -> _Members:
    keys = (key for word in read_words(text, language) for key in word.keys if key.startswith(_CONCEPT))
    return frozenset(member for key in keys for member in _by_concept().get(key.removeprefix(_CONCEPT), ()))


@cache
def _by_concept() -> dict[str, list[tuple[int, int]]]:
    """The classes of each concept, with the number of the member that it is there."""
    found: dict[str, list[tuple[int, int]]] = {}
    for kind, members in enumerate(lexicon("classes")["classes"]):
        for at, names in enumerate(members):
            for name in names:
                found.setdefault(name, []).append((kind, at))
    return found

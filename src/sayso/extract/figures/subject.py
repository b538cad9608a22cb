"""Whom or what a sentence says a figure of, by the light parse: the noun phrase before the finite verb that governs it."""

from __future__ import annotations

from typing import Final

from sayso.language.numbers import Grammar, Line

from .syntax import EDGES, LONGEST, whole_phrase
from .tags import NOUNS

_FINITE: Final = frozenset({"V", "M"})
_SKIPPED: Final = frozenset({"R", "RP"})
#: So many words at most are walked back to a verb, so that the cost stays linear.
_REACH: Final = 40
#: Figures that are walked over before a verb: "between 2014 and 2017".
_FIGURES: Final = 2


def subject_of(line: Line, place: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """The subject of the clause that `place` stands in, before its finite verb; None where it is a pronoun or not plain."""
    verb = _finite_before(line, place, tags, g)
    for _ in range(3):
        if verb is None:
            return _of_infinitive(line, place, tags, g)
        at = _before_verb(line, verb, tags)
        before = tags[at - 1] if at > 0 else ""
        if before == "W":  # "Facebook, which has": what the pronoun stands for
            at -= 1
            at -= at > 0 and line.key(at - 1) == ","
            return whole_phrase(line, at, tags, g, joints="counted.of")
        if before == "PR" and line.key(at - 1) not in g.words("counted.speakers"):
            verb = _finite_before(line, at - 1, tags, g)
            continue
        if before == "CC" or line.key(at - 1) == ",":
            further = at - 1
            if line.key(further) == "," and (found := _over_aside(line, further, tags, g)):
                return found
            verb = _finite_before(line, further, tags, g)
            continue
        return whole_phrase(line, at, tags, g) or _someone_old(line, at)
    return None


def _before_verb(line: Line, verb: int, tags: list[str]) -> int:
    """Where the subject of a verb may end: before helping verbs, adverbs, dates, and phrases with a pronoun ("across it")."""
    at = verb
    while at > 0 and (tags[at - 1] in _SKIPPED or tags[at - 1] in _FINITE) and at - 1 not in line.taken:
        at -= 1
    at -= at > 1 and line.key(at - 1) == "there"
    if at > 1 and tags[at - 1] == "PR" and tags[at - 2] == "P":
        at -= 2
    for _ in range(_FIGURES):  # "sampling between 2014 and 2017"
        first = _first_of_figure(line, at - 1)
        if first < 1 or first == at or line.key(at - 1) == "old" or tags[first - 1] not in {"P", "CC"}:
            break
        at = first - 1
    return at


def _first_of_figure(line: Line, place: int) -> int:
    """Where the figures that end at `place` begin; the place after it where none does."""
    first = place + 1
    while first > 0 and first - 1 in line.taken:
        first -= 1
    return first


def _someone_old(line: Line, end: int) -> tuple[int, int] | None:
    """As in "a 65 year-old would": an age that stands for who has it."""
    if line.key(end - 1) != "old" or end - 1 not in line.taken:
        return None
    return _first_of_figure(line, end - 1), end


def _over_aside(line: Line, comma: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in "Barratt, the biggest housebuilder, is": the noun phrase before what stands between two commas."""
    for at in range(comma - 1, max(0, comma - _REACH), -1):
        if tags[at] in _FINITE or line.key(at) in EDGES:
            return None
        if line.key(at) == ",":
            return whole_phrase(line, at, tags, g)
    return None


def _of_infinitive(line: Line, place: int, tags: list[str], g: Grammar) -> tuple[int, int] | None:
    """As in headlines: "Company to spend $13 million"."""
    for at in range(place - 1, max(0, place - LONGEST), -1):
        if line.key(at) in EDGES:
            return None
        if tags[at] == "VB" and tags[at - 1] == "TO":
            return whole_phrase(line, at - 1, tags, g)
    return None


def _finite_before(line: Line, place: int, tags: list[str], g: Grammar) -> int | None:
    """The nearest finite verb to the left in the same sentence part."""
    for at in range(place - 1, max(-1, place - _REACH), -1):
        stop = line.key(at) == "." and line.key(at - 1) not in g.words("counted.shortened")
        if line.key(at) in EDGES or (stop and not line.glued(at + 1)):
            return None
        reduced = tags[at] == "VG" or (tags[at] == "VN" and tags[at + 1 : at + 2] == ["TO"])
        if tags[at] in _FINITE or (reduced and _has_subject(line, at, tags, g)):
            return at
    return None


def _has_subject(line: Line, at: int, tags: list[str], g: Grammar) -> bool:
    """Whether a participle has a subject of its own: "savings ranging from", but "last year having risen"."""
    return at > 0 and tags[at - 1] in NOUNS and g.units.names.at(line.keys, at - 1) is None

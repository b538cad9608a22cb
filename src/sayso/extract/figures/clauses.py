"""A sentence in stretches that belong together, so that what one clause says is not taken for another's.

No parse: marks, joining words with a verb after them, relative words, and words of comparison part a line; a phrase between two commas
that only adds something, and one that only says when at the head, do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from sayso.language.numbers import Grammar, Line, grammar
from sayso.model import QUANTITIES

from .nouns import is_verb
from .reading import Reading

Stretch = tuple[int, int]
#: How a stretch begins: at the head or after a mark, after a comma, with a relative or other joining word, or with a word of comparison.
Opening = Literal["head", "comma", "relative", "joined", "against"]

_EDGES: Final = frozenset({";", "(", ")", ":", "–", "—", "[", "]"})
_STOPS: Final = frozenset({".", "!", "?"})
#: What is put in between two commas is no longer than this.
_INSERTED: Final = 12
#: From a comma to the next figure of a list stand so many words at most: ", del 66 %".
_LISTED: Final = 2
#: Before a period at the head, and after it, up to its comma: "At the end of 2019,".
_AROUND: Final = 4
_VERBS: Final = ("change.up", "change.down", "change.neutral", "counted.auxiliaries", "clauses.verbs")


class Clause(Struct, frozen=True):
    """A stretch of a line and how it opens. `id` is the same for stretches that are one clause."""

    start: int
    end: int
    opening: Opening
    id: int


def clauses(line: Line, readings: Sequence[Reading], periods: Sequence[Stretch], g: Grammar) -> list[Clause]:
    """The clauses of a line in order. Cost: linear in the number of tokens."""
    inside = {at for start, end in periods for at in range(start, end)}
    inside |= {at for one in readings for at in range(one.first, one.end)}
    verbs = [_verbal(line, at, g) for at in range(len(line))]
    starts: list[tuple[int, Opening]] = [(0, "head"), *_cuts(line, inside, verbs, g)]
    ends = [start for start, _ in starts[1:]] + [len(line)]
    made = [Clause(start, end, how, at) for at, ((start, how), end) in enumerate(zip(starts, ends, strict=True))]
    heads = set(_heads(made, periods, _says(readings, verbs)))
    return _joined(made, _lists(line, readings, g), heads, {one.id for one in made if _inserted(line, one, verbs, g)})


def _says(readings: Sequence[Reading], verbs: Sequence[bool]) -> Callable[[int], bool]:
    """Whether a verb or a quantity stands at a token."""
    taken = {at for one in readings if one.kind in QUANTITIES for at in range(one.first, one.end)}
    return lambda at: verbs[at] or at in taken


def _lists(line: Line, readings: Sequence[Reading], g: Grammar) -> set[int]:
    """The commas between the figures of a list: "61%, 58% and 49%"."""
    listed = [one for one in readings if one.kind in QUANTITIES]
    firsts = {at for one in listed for at in _before(line, one.first, g)}
    return {one.end for one in listed if one.end + 1 in firsts}


def _verbal(line: Line, at: int, g: Grammar) -> bool:
    """Whether a verb stands there, by the lists or the tags."""
    if line.digits(at) or not line.word(at):
        return False
    key = line.key(at)
    if g.flags["capital_nouns"] and line.capital(at):
        return False
    return is_verb(line, at, g) or key in _verbs(g.language)


@cache
def _verbs(language: str) -> frozenset[str]:
    g = grammar(language)
    return frozenset[str]().union(*(g.words(name) for name in _VERBS))


def _cuts(line: Line, inside: set[int], verbs: Sequence[bool], g: Grammar) -> Iterable[tuple[int, Opening]]:
    """Where a new stretch begins, and how; each token is looked at once."""
    coming = _verb_to_come(line, verbs)
    skip = 0
    for at in range(1, len(line)):
        if at in inside or at < skip:
            continue
        if found := g.phrases("clauses.against").at(line.keys, at):
            skip = found[1]
            yield at, "against"
        elif opening := _mark(line, at) or _word(line, at, g, comes=coming[at] and not _between_dates(at, inside)):
            yield at, opening


def _verb_to_come(line: Line, verbs: Sequence[bool]) -> list[bool]:
    """Whether a verb stands at a token or after it, before the next mark."""
    comes, found = False, [False] * len(line)
    for at in range(len(line) - 1, -1, -1):
        comes = (comes or verbs[at]) and line.key(at) not in _EDGES and line.key(at) != ","
        found[at] = comes
    return found


def _mark(line: Line, at: int) -> Opening | None:
    key = line.key(at)
    if key in _EDGES or (key in _STOPS and not line.glued(at + 1)):
        return "head"
    return "comma" if key == "," and not (line.glued(at) and line.glued(at + 1)) else None


def _word(line: Line, at: int, g: Grammar, *, comes: bool) -> Opening | None:
    """How a word opens a clause; "and" does so only where a verb comes."""
    key = line.key(at)
    if key in g.words("clauses.relative"):
        adds = line.key(at - 1) == "," and key in g.words("clauses.inserted")
        return None if adds else "relative"
    if key in g.words("clauses.joining") or (comes and key in g.words("counted.list_joins")):
        return "joined"
    return None


def _between_dates(at: int, inside: set[int]) -> bool:
    return at - 1 in inside and at + 1 in inside


def _joined(made: Sequence[Clause], lists: set[int], heads: set[int], inserted: set[int]) -> list[Clause]:
    """Give one id to stretches that are one clause."""
    known: list[Clause] = []
    for number, clause in enumerate(made):
        whose = number
        if clause.opening == "comma" and (clause.start in lists or number - 1 in heads):
            whose = known[-1].id
        elif clause.opening == "comma" and number > 1 and number - 1 in inserted:
            whose = known[-2].id
        known.append(replace(clause, id=whose))
    return known


def _before(line: Line, first: int, g: Grammar) -> Iterable[int]:
    """The place of a figure, and those of an article and a preposition before it."""
    small = g.words("counted.determiners|counted.of|counted.list_joins")
    at = first
    while at > 0 and first - at < _LISTED and line.key(at - 1) in small:
        at -= 1
    return range(at, first + 1)


def _heads(made: Sequence[Clause], periods: Sequence[Stretch], says: Callable[[int], bool]) -> Iterable[int]:
    """The stretches that only say when: "In 2019,"; each period is looked at once. `says` tells verbs and quantities."""
    at = 0
    for number, clause in enumerate(made):
        while at < len(periods) and periods[at][0] < clause.start:
            at += 1
        if at < len(periods) and periods[at][1] <= clause.end:
            start, end = periods[at]
            near = start - clause.start <= _AROUND and clause.end - end <= _AROUND
            around = (*range(clause.start, start), *range(end, clause.end))
            if near and clause.opening != "against" and not any(says(spot) for spot in around):
                yield number


def _inserted(line: Line, clause: Clause, verbs: Sequence[bool], g: Grammar) -> bool:
    """Whether a stretch between commas only adds something: ", darunter 300 mit Kindern,"."""
    if clause.opening != "comma" or clause.end - clause.start > _INSERTED:
        return False
    begins = line.key(clause.start + 1)
    adds = begins in g.words("clauses.inserted") or begins in g.words("counted.of") or line.digits(clause.start + 1)
    goes_on = line.key(clause.end) == "," and clause.end + 1 < len(verbs) and verbs[clause.end + 1]
    return (adds or goes_on) and not any(verbs[at] for at in range(clause.start, clause.end))

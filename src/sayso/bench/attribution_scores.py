"""Scores of attributions: what is found held against what is known, by places in the text alone.

Two protocols, both of plain tuples, so that training can use them without the rest of Sayso (only the standard library is imported):

* `spans`: each part of a source, cue or content is a span of tokens within a paragraph, as in CofeNet (Wang et al., COLING 2022):
  same role, start and end; same role and start; and the overlap ("Jaccard");
* `whole`: attributions are paired one to one by the tokens of their contents, and then also by those of their sources.

Counts add up over texts with `+`. The order of attributions and of the parts of one changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

Place = tuple[int, int]

ROLES: Final = ("source", "cue", "content")
SPEECHES: Final = ("indirect", "direct", "mixed")
#: How far the tokens of two contents, or two sources, must agree: tokens in both by tokens in either.
ENOUGH: Final = 0.5

_WORD: Final = re.compile(r"\w+")
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_MARK: Final = re.compile('[“”"]')
_MARK_OR_END: Final = re.compile('[“”"\n]')


class Said(NamedTuple):
    """An attribution by its places in the text: the parts of its source, its cue and its content, each (start, end)."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are known, how many are found, and how many of those are right."""

    known: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.known + other.known, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float:
        """The right ones by those found; 0 where none is."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """The right ones by those known; 0 where none is."""
        return self.right / max(self.known, 1)

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.known + self.found, 1)


def _none() -> dict[str, Tally]:
    return {}


@dataclass(frozen=True, slots=True)
class Counts:
    """Whole attributions: with the right content, with the right source too, tokens by role, and those known by speech."""

    content: Tally = Tally()
    with_source: Tally = Tally()
    tokens: Mapping[str, Tally] = field(default_factory=_none)
    speech: Mapping[str, Tally] = field(default_factory=_none)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.content + other.content,
            self.with_source + other.with_source,
            _added(self.tokens, other.tokens),
            _added(self.speech, other.speech),
        )


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """Spans by role: with both ends right, with the start right, and the overlap, a sum over `overlapped` spans."""

    exact: Mapping[str, Tally] = field(default_factory=_none)
    begin: Mapping[str, Tally] = field(default_factory=_none)
    overlap: Mapping[str, float] = field(default_factory=dict)
    overlapped: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: SpanCounts) -> SpanCounts:
        return SpanCounts(
            _added(self.exact, other.exact),
            _added(self.begin, other.begin),
            {role: self.overlap.get(role, 0) + other.overlap.get(role, 0) for role in ROLES},
            {role: self.overlapped.get(role, 0) + other.overlapped.get(role, 0) for role in ROLES},
        )

    def jaccard(self, role: str) -> float:
        """The mean of the best overlap of each known span, with a 0 for each found one that overlaps none."""
        return self.overlap.get(role, 0) / max(self.overlapped.get(role, 0), 1)


def _added(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Tally]:
    return {key: one.get(key, Tally()) + other.get(key, Tally()) for key in dict.fromkeys((*one, *other))}


def tokens_of(text: str) -> list[Place]:
    """The words and punctuation marks of a text."""
    return [match.span() for match in _TOKEN.finditer(text)]


def paragraphs_of(text: str) -> list[list[Place]]:
    """The tokens of a text, one list a line that has any."""
    found: list[list[Place]] = []
    end = 0
    for place in tokens_of(text):
        if not found or text.find("\n", end, place[0]) >= 0:
            found.append([])
        found[-1].append(place)
        end = place[1]
    return found


class Ruler:
    """Tells which tokens a place covers, whole or in part."""

    def __init__(self, tokens: Sequence[Place]) -> None:
        """Takes the places of all tokens, in order of the text."""
        self.starts = [start for start, _ in tokens]
        self.ends = [end for _, end in tokens]

    def range(self, place: Place) -> tuple[int, int]:
        """The first token and the one behind the last."""
        return bisect_right(self.ends, place[0]), bisect_left(self.starts, place[1])

    def set(self, places: Iterable[Place]) -> frozenset[int]:
        """All tokens of some places."""
        return frozenset(at for place in places for at in range(*self.range(place)))


# -- whole attributions -------------------------------------------------------------------------------------------------


def whole(gold: Sequence[Said], found: Sequence[Said], text: str) -> Counts:
    """Count whole attributions in a text.

    Contents are compared by their tokens (words and punctuation marks). Pairs are taken greedily by the highest overlap, from
    ENOUGH on, each attribution in one at most. "With source" counts the pairs whose sources overlap as far, or are empty both.
    """
    pairs = matches(gold, found, text)
    right = {known: same for known, _, same in pairs}
    speech = speeches(gold, text)
    known, met = Counter(speech), Counter(speech[at] for at in right)
    return Counts(
        Tally(len(gold), len(found), len(pairs)),
        Tally(len(gold), len(found), sum(right.values())),
        _tokens(gold, found, Ruler(tokens_of(text))),
        {name: Tally(known[name], met[name], met[name]) for name in SPEECHES},
    )


def matches(gold: Sequence[Said], found: Sequence[Said], text: str) -> list[tuple[int, int, bool]]:
    """The pairs of known and found attributions by their numbers, and whether their sources agree too, in order of the known."""
    ruler = Ruler(tokens_of(text))
    sets = [[[ruler.set(part) for part in one] for one in side] for side in (gold, found)]
    candidates = []
    for known, (source, cue, content) in enumerate(sets[0]):
        for other, (its_source, its_cue, its_content) in enumerate(sets[1]):
            if (share := overlap(content, its_content)) >= ENOUGH and (content or its_content):
                # Ties go by the source, the cue and the place, so that the order of entries does not matter.
                rest = (-overlap(source, its_source), -overlap(cue, its_cue), gold[known], found[other])
                candidates.append(((-share, *rest), known, other))
    return _greedy(candidates)


def _greedy(candidates: list[tuple[tuple[float, float, float, Said, Said], int, int]]) -> list[tuple[int, int, bool]]:
    taken: dict[int, tuple[int, bool]] = {}
    used: set[int] = set()
    for key, known, other in sorted(candidates):
        if known not in taken and other not in used:
            taken[known] = other, -key[1] >= ENOUGH
            used.add(other)
    return [(known, *taken[known]) for known in sorted(taken)]


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """How many are in both by how many are in either; 1 where both are empty."""
    both = len(one & other)
    either = len(one) + len(other) - both
    return both / either if either else 1


def _tokens(gold: Sequence[Said], found: Sequence[Said], ruler: Ruler) -> dict[str, Tally]:
    """The tokens of each role, each counted once in however many attributions it stands."""
    tallies = {}
    for at, role in enumerate(ROLES):
        known = ruler.set(place for one in gold for place in one[at])
        read = ruler.set(place for one in found for place in one[at])
        tallies[role] = Tally(len(known), len(read), len(known & read))
    return tallies


def speeches(said: Sequence[Said], text: str) -> list[str]:
    """Whether each content is quoted as a whole (direct), in part (mixed), or not at all (indirect).

    A content without a double quotation mark is indirect; it is direct where all of its words stand between marks. A quotation
    that is not closed ends with its line.
    """
    ruler = Ruler([match.span() for match in _WORD.finditer(text)])
    quoted = ruler.set(_quotations(text))
    return [_speech(ruler.set(one.content) <= quoted, one, text) for one in said]


def _speech(within: bool, one: Said, text: str) -> str:  # noqa: FBT001  a private helper
    if not any(_MARK.search(text, *place) for place in one.content):
        return "indirect"
    return "direct" if within else "mixed"


def _quotations(text: str) -> Iterator[Place]:
    start: int | None = None
    for mark in _MARK_OR_END.finditer(text):
        if mark[0] == "\n" or (start is not None and mark[0] != "“"):
            if start is not None:
                yield start, mark.start()
            start = None
        elif start is None and mark[0] != "”":
            start = mark.end()
    if start is not None:
        yield start, len(text)


# -- spans --------------------------------------------------------------------------------------------------------------


def spans(gold: Sequence[Said], found: Sequence[Said], paragraphs: Sequence[Sequence[Place]]) -> SpanCounts:
    """Count spans in a text whose tokens are given paragraph by paragraph, as `paragraphs_of` does.

    A place is cut at the edges of paragraphs; a span that stands in several attributions counts once.
    """
    rulers = Ruler([place for tokens in paragraphs for place in tokens])
    edges = [0]
    for tokens in paragraphs:
        edges.append(edges[-1] + len(tokens))
    exact, begin, overlaps, overlapped = {}, {}, {}, {}
    for at, role in enumerate(ROLES):
        known, read = (_cut((place for one in side for place in one[at]), rulers, edges) for side in (gold, found))
        exact[role] = Tally(len(known), len(read), len(known & read))
        begin[role] = _begin(known, read)
        overlaps[role], overlapped[role] = _jaccard(sorted(known), sorted(read))
    return SpanCounts(exact, begin, overlaps, overlapped)


def _cut(places: Iterable[Place], ruler: Ruler, edges: Sequence[int]) -> set[Place]:
    found = set()
    for place in places:
        first, end = ruler.range(place)
        while first < end:
            stop = min(end, edges[bisect_right(edges, first)])
            found.add((first, stop))
            first = stop
    return found


def _begin(known: set[Place], read: set[Place]) -> Tally:
    """Spans by their start; one start is right as often as both sides have it."""
    wanted, given = (Counter(start for start, _ in side) for side in (known, read))
    return Tally(len(known), len(read), (wanted & given).total())


def _jaccard(known: Sequence[Place], read: Sequence[Place]) -> tuple[float, int]:
    best = sum(max((_share(one, other) for other in read), default=0) for one in known)
    astray = sum(not any(_share(one, other) for one in known) for other in read)
    return best, len(known) + astray


def _share(one: Place, other: Place) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (one[1] - one[0] + other[1] - other[0] - both) if both > 0 else 0

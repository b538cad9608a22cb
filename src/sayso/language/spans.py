"""From what an encoder says of each word to spans, and from spans to whole attributions.

The tags are decoded by Viterbi's method under the rules of BIO; contents are linked to cues and cues to sources by scaled products of
learned vectors and by how far apart they stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ROLES: Final = ("source", "cue", "content")
#: O, then B and I for each role.
TAGS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
#: Signed distances of words, in steps that grow; how many spans of the kind looked for lie between.
STEPS: Final = 16
BETWEEN: Final = 4
#: Spans on either side among which an answer is looked for.
NEAREST: Final = 12
_NEVER: Final = -1e4

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Links:
    """What a model learned of links: the vectors' length, and for each of the two links what distance and spans between add."""

    length: int
    distance: Floats
    between: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in a paragraph, as first and last words of its parts, with the mean probability of the content's tags."""

    source: tuple[Words, ...]
    cue: tuple[Words, ...]
    content: tuple[Words, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a paragraph's words: log-probabilities and best tags, link vectors, sentence, whether quoted; a row a word."""

    scores: Floats
    tags: NDArray[np.int64]
    rows: Floats
    units: NDArray[np.int64]
    quoted: NDArray[np.bool_]


def log_softmax(rows: Floats) -> Floats:
    """The logarithm of each row's probabilities."""
    shifted = rows - rows.max(axis=-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return found


def _allowed() -> Floats:
    table = np.full((len(TAGS), len(TAGS)), 0.0, dtype=np.float32)
    for after in (2, 4, 6):
        table[:, after] = _NEVER
        table[after - 1, after] = table[after, after] = 0.0
    return table


_ALLOWED: Final = _allowed()
_FIRST: Final = np.array([0.0, 0.0, _NEVER, 0.0, _NEVER, 0.0, _NEVER], dtype=np.float32)


def within_sentences(scores: Floats, units: NDArray[np.int64]) -> Floats:
    """The scores of a paragraph's words, in which no span goes on from one sentence into the next."""
    found = scores.copy()
    opens = np.flatnonzero(units[1:] != units[:-1]) + 1
    found[opens[:, None], [2, 4, 6]] = _NEVER
    return found


def best_tags(scores: Sequence[Floats]) -> list[NDArray[np.int64]]:
    """For each paragraph the likeliest row of tags that begins no span in its middle. Cost: linear in the number of words."""
    order = sorted(range(len(scores)), key=lambda index: len(scores[index]))
    found: list[NDArray[np.int64]] = [np.zeros(0, np.int64)] * len(scores)
    for begin in range(0, len(order), 32):
        group = order[begin : begin + 32]
        for index, row in zip(group, _viterbi([scores[index] for index in group]), strict=True):
            found[index] = row
    return found


def _viterbi(scores: Sequence[Floats]) -> list[NDArray[np.int64]]:
    """The paths of a group; a paragraph that is over keeps its state."""
    longest = max(map(len, scores))
    padded = np.zeros((len(scores), longest, len(TAGS)), dtype=np.float32)
    for number, row in enumerate(scores):
        padded[number, : len(row)] = row
    back = np.zeros((longest, len(scores), len(TAGS)), dtype=np.int64)
    state = padded[:, 0] + _FIRST if longest else padded[:, 0:0].sum(axis=1)
    states = [state]
    for at in range(1, longest):
        reached = state[:, :, None] + _ALLOWED
        back[at] = reached.argmax(axis=1)
        state = np.take_along_axis(reached, back[at][:, None, :], axis=1)[:, 0] + padded[:, at]
        states.append(state)
    return [_path(back[:, number], states, number, len(row)) for number, row in enumerate(scores)]


def _path(back: NDArray[np.int64], states: Sequence[Floats], number: int, length: int) -> NDArray[np.int64]:
    path = np.zeros(length, dtype=np.int64)
    if length:
        path[-1] = states[length - 1][number].argmax()
    for at in range(length - 1, 0, -1):
        path[at - 1] = back[at, path[at]]
    return path


def spans_of(tags: NDArray[np.int64]) -> dict[str, list[Words]]:
    """The spans of each role, as first and last word."""
    found: dict[str, list[Words]] = {role: [] for role in ROLES}
    for at, tag in enumerate(tags.tolist()):
        if tag:
            spans = found[ROLES[(tag - 1) // 2]]
            if tag % 2:
                spans.append((at, at))
            else:
                spans[-1] = (spans[-1][0], at)
    return found


def features(asking: Words, among: Sequence[Words]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each span that may answer: the step of its signed distance, and how many of the others lie between."""
    apart = np.array([place[0] - asking[1] if place[0] > asking[1] else place[1] - asking[0] for place in among])
    steps = np.minimum(2 * np.log2(1 + np.abs(apart)), STEPS - 1).astype(np.int64) + np.where(apart < 0, STEPS, 0)
    nearer = (np.sign(apart)[None] == np.sign(apart)[:, None]) & (np.abs(apart)[None] < np.abs(apart)[:, None])
    return steps, np.minimum(nearer.sum(axis=1), BETWEEN - 1)


def linked(kind: int, rows: Floats, links: Links, asking: Words, among: Sequence[Words]) -> Floats:
    """The scores of those that may answer and, last, of none; `rows` are the link vectors of a paragraph's words."""
    length = links.length
    base = kind * (3 * length + 1)
    asked = rows[asking[0], base : base + length] + rows[asking[1], base + length : base + 2 * length]
    none = rows[asking[0], base + 3 * length]
    if not among:
        return np.array([none], dtype=np.float32)
    answers = rows[[place[0] for place in among], base + 2 * length : base + 3 * length]
    steps, between = features(asking, among)
    scores = answers @ asked / np.sqrt(length) + links.distance[kind][steps] + links.between[kind][between]
    return np.append(scores, none).astype(np.float32)


def attributions_of(seen: Seen, links: Links) -> Iterator[Found]:
    """The attributions of a paragraph, in order of their cues; behind them the contents without a cue, each by itself.

    A source stands in its cue's sentence, and so does a content, unless it is quoted: that may stand in the sentence beside.
    """
    spans = spans_of(seen.tags)
    cues, sources = _Spans(spans["cue"], seen.units), _Spans(spans["source"], seen.units)
    held: dict[int | None, list[Words]] = {}
    for content in spans["content"]:
        reach = int(seen.quoted[content[0]])
        held.setdefault(cues.answer(0, content, reach, seen.rows, links), []).append(content)
    chances = np.exp(seen.scores[np.arange(len(seen.tags)), seen.tags])
    alone = held.pop(None, [])
    for number in sorted(key for key in held if key is not None):
        cue, contents = cues.spans[number], held[number]
        source = sources.answer(1, cue, 0, seen.rows, links)
        told = () if source is None else (sources.spans[source],)
        yield Found(told, (cue,), _joined(contents), _sure(chances, contents))
    for content in alone:
        yield Found((), (), (content,), _sure(chances, [content]))


class _Spans:
    """The spans of a role, found by their sentence."""

    def __init__(self, spans: list[Words], units: NDArray[np.int64]) -> None:
        self.spans = spans
        self.starts = [first for first, _ in spans]
        self.units = units

    def near(self, asking: Words, reach: int) -> range:
        """The numbers of those in the asking span's sentence and in `reach` on either side; the nearest, so that cost stays linear."""
        unit = self.units[asking[0]]
        low = bisect_left(self.starts, int(np.searchsorted(self.units, unit - reach, side="left")))
        high = bisect_left(self.starts, int(np.searchsorted(self.units, unit + reach, side="right")))
        at = bisect_left(self.starts, asking[0])
        return range(max(low, at - NEAREST), min(high, at + NEAREST))

    def answer(self, kind: int, asking: Words, reach: int, rows: Floats, links: Links) -> int | None:
        """The number of the likeliest answer among those near; None where none is likelier."""
        near = self.near(asking, reach)
        best = int(linked(kind, rows, links, asking, [self.spans[number] for number in near]).argmax())
        return near[best] if best < len(near) else None


def _joined(contents: Sequence[Words]) -> tuple[Words, ...]:
    """Parts of a content that touch, as one."""
    found: list[Words] = []
    for first, last in contents:
        if found and found[-1][1] + 1 == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)


def _sure(chances: Floats, contents: Sequence[Words]) -> float:
    return float(np.concatenate([chances[first : last + 1] for first, last in contents]).mean())

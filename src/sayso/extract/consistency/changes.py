"""Changes against the values beside them: "fell from 3 to 5 million", "doubled from 3 to 5 million"."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sayso.language.tokens import Token
from sayso.model import Figure

from .scene import Conflict, Scene, joined
from .values import alike, exact, point, share_words, slack, spread

_KINDS: Final = frozenset(("count", "money", "percent", "percentage_point", "proportion", "measure"))
_SHARES: Final = frozenset(("percent", "percentage_point", "proportion"))
_OPPOSITE: Final = {"up": "down", "down": "up"}
_NOUNS: Final = {"up": "a rise", "down": "a fall"}
#: Two values further apart than this may lack a scale word that the reader is left to add.
_ELIDED: Final = 50.0
#: How far below and above "doubled" may be said of; wider where it is only about so.
_MULTIPLE: Final = (0.93, 1.15)
_ABOUT: Final = (0.8, 1.2)
_MORE_THAN: Final = (0.97, 1.7)
_LESS_THAN: Final = (0.7, 1.03)
#: Points of a percentage by which a change may be rounded beside what its digits show.
_POINT: Final = 0.5
_AFTER: Final = 6
_FRAME: Final = 6


@dataclass(frozen=True, slots=True)
class _Move:
    """Two values, from the one to the other, and their places among the quantities of the sentence."""

    start: Figure
    goal: Figure
    first: int
    last: int

    @property
    def way(self) -> str | None:
        """The way that the sentence says it goes."""
        return self.start.direction or self.goal.direction


def check_changes(scene: Scene) -> Iterator[Conflict]:
    """Hold each pair of values "from ... to ..." against the direction and the amount that are given for it."""
    if scene.has("ranks"):
        return
    found = scene.quantities
    for move in _moves(scene, found):
        wrong = _against_way(scene, move)
        if wrong:
            yield wrong
        else:
            yield from _against_amount(scene, move, found)


def _moves(scene: Scene, found: list[Figure]) -> Iterator[_Move]:
    for at, (one, other) in enumerate(pairwise(found)):
        roles = one.role, other.role
        if roles == ("from", "to"):
            move = _Move(one, other, at, at + 1)
        elif (
            roles == ("to", "from")
            or (roles == ("level", "from") and _is_aside(scene, one, other))
            or (roles == ("to", "level") and _is_former(scene, one, other))
        ):
            move = _Move(other, one, at, at + 1)
        else:
            continue
        if _is_plain(scene, move):
            yield move


def _is_aside(scene: Scene, level: Figure, start: Figure) -> bool:
    """As in "5 million, down from 3 million": a comma, the way, and where it came from."""
    gap = scene.gap(level, start)
    words = [token.low for token in gap if token.text != ","]
    ways = scene.grammar.words("change.up") | scene.grammar.words("change.down")
    return len(words) == 2 and words[0] in ways and words[1] in scene.grammar.words("change.from")  # noqa: PLR2004


def _is_former(scene: Scene, goal: Figure, start: Figure) -> bool:
    """As in "stieg auf 4,1 Milliarden nach 4,4 Milliarden": nothing but "after" between sums, shares or measures."""
    row = scene.tokens(goal.end, start.start)
    row = row[1:] if row and row[0].text == "," else row
    led = bool(row) and scene.words.phrases["formerly"].size(row, 0) == len(row)
    return led and goal.kind == start.kind and goal.kind in {"money", "percent", "measure"}


def _is_plain(scene: Scene, move: _Move) -> bool:
    """Whether both values are plain, of one kind, and nothing else comes between them."""
    start, goal = move.start, move.goal
    if point(start) is None or point(goal) is None or start.kind not in _KINDS or goal.kind not in _KINDS:
        return False
    low, high = sorted((point(start) or 0.0, point(goal) or 0.0))
    left = goal.role == "level" and start.kind == "count" and start.counted is None and goal.per is None
    same = alike(start, goal) or left
    first, second = (start, goal) if start.start < goal.start else (goal, start)
    ways = scene.grammar.words("change.up") | scene.grammar.words("change.down")
    joining = scene.grammar.words("change.from") | scene.grammar.words("change.to")
    led = start.role == "level" and _is_former(scene, goal, start)
    gap = scene.gap(first, second)
    small = led or scene.are_small(gap, besides=joining | ways) or _is_framed(scene, move, gap)
    return same and low > 0 and high / low <= _ELIDED and small


def _is_framed(scene: Scene, move: _Move, gap: Sequence[Token]) -> bool:
    """As in "from 19 per cent in the last poll to 11 per cent": a few words of when or where, without a mark."""
    if move.start.start > move.goal.start or (move.start.role, move.goal.role) != ("from", "to"):
        return False
    ways = scene.grammar.words("change.up") | scene.grammar.words("change.down")
    plain = all(token.kind in {"word", "clitic"} and token.low not in ways for token in gap)
    framed = bool(gap) and gap[-1].low in scene.grammar.words("change.to") and len(gap) <= _FRAME
    ahead = scene.ahead(move.start, 1)
    return plain and framed and bool(ahead) and ahead[0].low in scene.grammar.words("change.from")


def _against_way(scene: Scene, move: _Move) -> Conflict | None:
    """As in "fell from 3 to 5": the values go the other way, beyond rounding, and no word of the sentence does."""
    way, start, goal = move.way, move.start, move.goal
    if way is None or scene.ways() != {way} or scene.has_outside("rates") or _is_by(scene, move):
        return None
    gone = (point(goal) or 0.0) - (point(start) or 0.0)
    if abs(gone) <= slack(start) * start.approximate + slack(goal) * goal.approximate or (gone > 0) == (way == "up"):
        return None
    because = f"from “{start.text}” to “{goal.text}” is {_NOUNS[_OPPOSITE[way]]}, and the text says that it goes {way}"
    return _conflict(goal, start, because)


def _is_by(scene: Scene, move: _Move) -> bool:
    """Whether "fell from 10 to 15 per cent" may say by how much: a range, or the amount that was lost."""
    start, goal = move.start, move.goal
    joining = scene.tokens(start.end, goal.start)
    if move.way == "up" or not joining or joining[-1].low not in scene.words.sets["ranging"]:
        return False
    bare = start.text.replace(",", "").replace(".", "").isdigit()
    return scene.has("takes") or (bare and goal.kind in _SHARES)


def _conflict(at: Figure, other: Figure, because: str) -> Conflict:
    return Conflict((at.start, at.end), (other.start, other.end), because)


def _against_amount(scene: Scene, move: _Move, found: list[Figure]) -> Iterator[Conflict]:
    """The change that stands right before or after the two values, if it is not the one between them."""
    if scene.has("adjusted"):
        return
    for at in (move.first - 1, move.last + 1):
        if not 0 <= at < len(found):
            continue
        change = found[at]
        if change.role != "change" or change.direction is None or not _belongs(scene, change, move):
            continue
        why = _wrong(change, move)
        if why:
            yield Conflict((change.start, change.end), joined(move.start, move.goal), why)


def _belongs(scene: Scene, change: Figure, move: _Move) -> bool:
    """Whether a change is that of the two values: nothing new between, and no other time that it is held against."""
    first, second = sorted((move.start, move.goal), key=lambda figure: figure.start)
    names = (
        "change.up",
        "change.down",
        "change.up_nouns",
        "change.down_nouns",
        "change.from",
        "change.to",
        "change.by",
    )
    words = frozenset().union(*(scene.grammar.words(name) for name in names))
    gap = scene.gap(change, first) if change.start < first.start else scene.gap(second, change)
    if not scene.are_small(gap, besides=words):
        return False
    after = change.start > second.start
    held = scene.behind(change, _AFTER) if after else scene.tokens(change.end, first.start)
    allowed = scene.grammar.words("change.from")
    return not any(token.low in scene.words.sets["compared"] - allowed for token in held)


def _wrong(change: Figure, move: _Move) -> str | None:
    """Why the change is not that from the one value to the other, or None."""
    if change.kind in {"percentage_point", "count", "money", "measure"}:
        return _wrong_difference(change, move)
    bounds, wanted = _ratio(move), _factor(change)
    if wanted is None or bounds is None or (bounds[0] <= wanted[1] and wanted[0] <= bounds[1]):
        return None
    if change.kind != "multiple" and move.goal.kind == "percent" and _wrong_difference(change, move) is None:
        return None
    ratio = (point(move.goal) or 0.0) / (point(move.start) or 1.0)
    rate = share_words(abs(ratio - 1) * 100)
    kind = _NOUNS["up" if ratio > 1 else "down"]
    return f"from “{move.start.text}” to “{move.goal.text}” is {kind} by {rate} per cent, not “{change.text}”"


def _ratio(move: _Move) -> tuple[float, float] | None:
    """Between what factors the second value may be of the first, for rounding."""
    start, goal = spread(move.start), spread(move.goal)
    if start is None or goal is None or start[0] <= 0:
        return None
    return goal[0] / start[1], goal[1] / start[0]


def _factor(change: Figure) -> tuple[float, float] | None:
    """Between what factors a change may be said of."""
    if change.kind == "multiple":
        return _multiple(change)
    bounds = spread(change)
    if bounds is None:
        return None
    low, high = bounds[0] - _POINT, bounds[1] + _POINT
    if change.approximate:
        low, high = low - abs(low) * (1 - _ABOUT[0]), high + abs(high) * (_ABOUT[1] - 1)
    return (1 + low / 100, 1 + high / 100) if change.direction == "up" else (1 - high / 100, 1 - low / 100)


def _multiple(change: Figure) -> tuple[float, float] | None:
    value = point(change)
    if value is not None:
        below, above = _ABOUT if change.approximate else _MULTIPLE
        if value < 1:
            below, above = 1 / above, 1 / below
        return value * below, value * above
    bounds = spread(change)
    if bounds is None or all(map(math.isinf, bounds)):
        return None
    low, high = bounds
    more_than, less_than = _MORE_THAN, _LESS_THAN
    if math.isinf(high):
        return low * more_than[0], low * more_than[1] if change.direction == "up" else low * 2
    if math.isinf(low):
        return high * less_than[0] if change.direction == "up" else high / 2, high * less_than[1]
    return low * _MULTIPLE[0], high * _MULTIPLE[1]


def _wrong_difference(change: Figure, move: _Move) -> str | None:
    """Why an absolute change is not the difference of the two values, or None."""
    shares = {"percent", "proportion"}
    points = change.kind in shares | {"percentage_point"} and move.goal.kind in shares
    bounds = spread(change)
    if bounds is None or not (points or alike(change, move.goal)):
        return None
    start, goal = point(move.start) or 0.0, point(move.goal) or 0.0
    room = slack(move.start) + slack(move.goal)
    gone = abs(goal - start)
    if bounds[0] - room <= gone <= bounds[1] + room or exact(change) is None:
        return None
    return f"the difference of “{move.start.text}” and “{move.goal.text}” is not “{change.text}”"

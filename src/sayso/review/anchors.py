"""Places that outlive a change of the text: by their offsets where the words still stand there, else by quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sayso.model import Anchor, Attribution, Claim, EntryKind, Figure, Flag, Span, Target

_CONTEXT: Final = 32
#: More places of the same words than this are not looked at: they name no place.
_MOST_PLACES: Final = 1_000
#: So much of the context must be the same for words that stand elsewhere now: enough that it is no accident ...
_ENOUGH: Final = 12
#: ... or, where the same words stand or stood in several places, nearly all of it.
_NEARLY_ALL, _MOST_ASKED = 0.75, 32
#: Words so many and so long name a place by themselves, if they stand once then and now.
_TELLING_WORDS, _TELLING_SIZE, _TELLING_ALONE = 4, 20, 40


def anchor_of(text: str, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]`; raises ValueError where that is no stretch of the text. Cost: the text's length."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no stretch {start}:{end} in a text of {len(text)} code points")
    places = list(_places(text[start:end], text))
    return Anchor(
        start=start,
        end=end,
        text=text[start:end],
        prefix=text[max(0, start - _CONTEXT) : start],
        suffix=text[end : end + _CONTEXT],
        nth=places.index(start) + 1 if start in places else 0,
        times=len(places),
    )


def target_of(text: str, kind: EntryKind, entry: Claim | Figure | Flag | Attribution) -> Target:
    """An entry as the target of an act. An attribution stands where its cue does, else its source, else its content."""
    if isinstance(entry, Attribution):
        span = stands_at(entry)
        if span is None:
            raise ValueError(f"attribution {entry.id} has no place")
        return Target(kind=kind, id=entry.id, anchor=anchor_of(text, span.start, span.end))
    return Target(kind=kind, id=entry.id, anchor=anchor_of(text, entry.start, entry.end))


def stands_at(said: Attribution) -> Span | None:
    """Where an attribution stands: its cue, else its source, else its content; None where it has no span at all."""
    return next((spans[0] for spans in (said.cue, said.source, said.content) if spans), None)


def placed(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the anchor's words stand in a text: at its offsets, else where enough of their surroundings is the same.

    A wrong place is worse than none: short words need surroundings that are the same, and so do words that stand, or stood
    when the anchor was made, in several places; of two places that are alike none is taken, unless they are as many as they were. Cost: the text's length.
    """
    if anchor.text and text[anchor.start : anchor.end] == anchor.text and _same_context(anchor, text, anchor.start):
        return anchor.start, anchor.end
    found = [at for at in _places(anchor.text, text) if _is_whole(anchor, text, at)]
    at = _best(anchor, text, found) if len(found) <= _MOST_PLACES else None
    return None if at is None else (at, at + len(anchor.text))


def _best(anchor: Anchor, text: str, found: list[int]) -> int | None:
    """The place that is meant, or None where none is sure."""
    sides = {at: _sides(anchor, text, at) for at in found}
    most = max((sum(each) for each in sides.values()), default=-1)
    best = [at for at in found if sum(sides[at]) > most - _ENOUGH]
    if len(best) > 1:  # the second of three is still the second of three
        nth = found[anchor.nth - 1] if 0 < anchor.nth <= len(found) == anchor.times else None
        best = [nth] if nth in best else []
    return best[0] if best and _is_enough(anchor, sides[best[0]], len(found)) else None


def _is_enough(anchor: Anchor, sides: tuple[int, int], found: int) -> bool:
    """Whether so many code points of the context before and behind, being the same, say that this is the place.

    Words that name a place by themselves need none, short ones a dozen, words of which there are or were several nearly all; one whole
    side is enough where none of them is gone.
    """
    there = len(anchor.prefix), len(anchor.suffix)
    if found == 1 and anchor.times <= 1:
        return _is_telling(anchor.text) or sum(sides) >= min(_ENOUGH, sum(there) / 2)
    whole = any(_ENOUGH <= side == all_there for side, all_there in zip(sides, there, strict=True))
    return sum(sides) >= min(_MOST_ASKED, _NEARLY_ALL * sum(there)) or (whole and found >= anchor.times)


def _is_telling(words: str) -> bool:
    size = len(words)
    return size >= _TELLING_ALONE or (size >= _TELLING_SIZE and len(words.split()) >= _TELLING_WORDS)


def _is_whole(anchor: Anchor, text: str, at: int) -> bool:
    """Whether the words begin and end there as they did: "40 million" does not stand in "140 millions"."""
    end = at + len(anchor.text)
    before = _joins(anchor.prefix[-1:], anchor.text[0]) or not _joins(text[at - 1 : at] if at else "", anchor.text[0])
    behind = _joins(anchor.text[-1], anchor.suffix[:1]) or not _joins(anchor.text[-1], text[end : end + 1])
    return before and behind


def _joins(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    for _ in range(_MOST_PLACES + 1):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _same_context(anchor: Anchor, text: str, at: int) -> bool:
    end = at + len(anchor.text)
    return text[:at].endswith(anchor.prefix) and text.startswith(anchor.suffix, end)


def _sides(anchor: Anchor, text: str, at: int) -> tuple[int, int]:
    """How many code points of the context stand before and behind the words, counted outwards up to the first that differs."""
    end = at + len(anchor.text)
    before = _common(anchor.prefix[::-1], text[max(0, at - _CONTEXT) : at][::-1])
    return before, _common(anchor.suffix, text[end : end + _CONTEXT])


def _common(a: str, b: str) -> int:
    return next((number for number, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))

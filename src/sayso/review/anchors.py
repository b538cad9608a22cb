"""Places that outlive a change of the text: by their offsets where the words still stand there, else by quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sayso.model import Anchor, Attribution, Claim, EntryKind, Figure, Flag, Target

_CONTEXT: Final = 32
#: More places of the same words than this are not looked at: they name no place.
_MOST_PLACES: Final = 1_000


def anchor_of(text: str, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]`; raises ValueError where that is no stretch of the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no stretch {start}:{end} in a text of {len(text)} code points")
    return Anchor(
        start=start,
        end=end,
        text=text[start:end],
        prefix=text[max(0, start - _CONTEXT) : start],
        suffix=text[end : end + _CONTEXT],
    )


def target_of(text: str, kind: EntryKind, entry: Claim | Figure | Flag | Attribution) -> Target:
    """An entry as the target of an act. An attribution stands where its cue does, else its source, else its content."""
    if isinstance(entry, Attribution):
        span = next(spans[0] for spans in (entry.cue, entry.source, entry.content) if spans)
        return Target(kind=kind, id=entry.id, anchor=anchor_of(text, span.start, span.end))
    return Target(kind=kind, id=entry.id, anchor=anchor_of(text, entry.start, entry.end))


def placed(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the anchor's words stand in a text: at its offsets, or where most of their context is the same, nearest first.

    None where the words stand nowhere, or in so many places that they name none. Cost: the text's length.
    """
    if anchor.text and text[anchor.start : anchor.end] == anchor.text and _same_context(anchor, text, anchor.start):
        return anchor.start, anchor.end
    found = list(_places(anchor.text, text))
    if not found or len(found) > _MOST_PLACES:
        return None
    best = max(found, key=lambda at: (_likeness(anchor, text, at), -abs(at - anchor.start)))
    return best, best + len(anchor.text)


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


def _likeness(anchor: Anchor, text: str, at: int) -> int:
    """How many code points of the context stand around the words, counted outwards up to the first that differs."""
    end = at + len(anchor.text)
    before = _common(anchor.prefix[::-1], text[max(0, at - _CONTEXT) : at][::-1])
    return before + _common(anchor.suffix, text[end : end + _CONTEXT])


def _common(a: str, b: str) -> int:
    return next((number for number, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))

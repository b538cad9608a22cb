"""Where a speaker cannot be told of: in words in which others do something to him."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from .sayings import Place, Saying


def said_before(saying: Saying) -> tuple[Place, ...]:
    """What somebody says in a sentence that tells behind it who does, and of whom others tell in it: "Der Trainer habe ihr gedroht, sagte sie"."""
    start = saying.source[0][0]
    asked = _ONESELF.get(saying.words[0].low) if len(saying.words) == 1 else None
    told = asked is not None and any(
        token.low in asked and not (behind.capital and behind.kind == "word")
        for token, behind in pairwise(saying.unit.items)
        if token.end <= start
    )
    return tuple(place for place in saying.content if told and saying.unit.start <= place[0] and place[1] <= start)


#: A speaker, and how others in his words call him to whom they do something.
_ONESELF: Final = {"er": frozenset(("ihm", "ihn")), "sie": frozenset(("ihr",)), "he": frozenset(("him",))}

"""Documents that are kept decoded, so that the claims of an article that meet the same few do not decode them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from sayso.model import Analysis

#: Documents at most, and characters of all of them; one is kept however long it is. A document takes a hundred times as much memory as its text.
MOST: Final = 64
MOST_CHARS: Final = 4_000_000


#: Documents whose other entries were read when they were asked for, at most: each took a tenth of a second.
AT_MOST_WHOLE: Final = 1_024

#: From a document with its sentences and figures to one with all its entries.
ReadOn = Callable[[Analysis], Analysis]


def is_whole(analysis: Analysis) -> Analysis:
    """The analysis itself: nothing of it is left to be read."""
    return analysis


class AtHand:
    """The documents that were asked for last."""

    def __init__(self, get: Callable[[str], Analysis | None], most: int = MOST) -> None:
        """Keep what `get` gives for a uri, of so many documents at most."""
        self._get = get
        self._most = most
        self._kept: OrderedDict[str, Analysis] = OrderedDict()
        self._chars = 0

    def __call__(self, uri: str) -> Analysis | None:
        """The document of a uri; None where there is none, which is asked anew each time."""
        found = self._kept.pop(uri, None)
        if found is not None:
            self._kept[uri] = found
            return found
        found = self._get(uri)
        if found is not None:
            self._kept[uri] = found
            self._chars += len(found.document.text)
            self._let_go()
        return found

    def clear(self) -> None:
        """Keep none."""
        self._kept.clear()
        self._chars = 0

    def _let_go(self) -> None:
        while len(self._kept) > 1 and (len(self._kept) > self._most or self._chars > MOST_CHARS):
            _, gone = self._kept.popitem(last=False)
            self._chars -= len(gone.document.text)

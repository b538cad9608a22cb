"""Which part of a sentence is a figure's own where others stand in it, too: "870 applications came in" of "870 applications came in and 310 were granted"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import Final

#: Where one part may end and the next begin; figures are blanked out, so no comma is one of a number.
_SEAM: Final = re.compile(
    r"[,;:()\[\]–—]"
    r"|(?<!\w)(?:and|while|whereas|but|und|während|aber|sondern|y|e|ed|pero|mientras|sino|et|mais|tandis que|alors que|ma|mentre|mas|enquanto)(?!\w)",
    re.IGNORECASE,
)
#: So many characters before a figure may say that it is a whole.
_BEFORE: Final = 60
#: What stands before a figure of which others are a part ("most of the 870", "of 870 applications 310", where the 310 is blanked out): nothing that is said there need be said of it.
_WHOLE: Final = re.compile(
    r"(?:^|[,;:(]\s*|(?<!\s)\s{2,}|\b(?:most|many|some|half|third|quarter|part|majority|share|none|all|few|several|out|meisten|viele|einige|hälfte|drittel|viertel|teil|mehrheit|keine[rs]?|alle|wenige"
    r"|mayoría|muchos|muchas|algunos|algunas|mitad|tercio|cuarto|parte|ninguno|ninguna|todos|todas|plupart|beaucoup|certains|certaines|moitié|tiers|quart|partie|aucun|aucune|tous|toutes|majorité"
    r"|molti|molte|alcuni|alcune|metà|terzo|nessuno|nessuna|tutti|tutte|maioria|muitos|muitas|alguns|algumas|metade|terço|nenhum|nenhuma)\s+)"
    r"(?:of|von|vom|de|des|del|di|d[’']|sur|parmi|entre|dei|degli|delle|dos|das|su|among|unter|der|d)"
    r"(?:\s+(?:the|these|those|its|their|all|den|der|diesen|los|las|estos|estas|les|ces|i|gli|le|os|as))?\s*$",
    re.IGNORECASE,
)


def own_part(words: str, figures: tuple[tuple[int, int], ...], at: int) -> tuple[int, int]:
    """Where the part of a sentence stands that belongs to the quantity that begins at `at` alone; (0, 0) where none does.

    `words` is the sentence with its figures blanked out, `figures` where its quantities stand in it. A stretch between two seams without a quantity
    goes with the one before it, the first with the one behind. None is a figure's own where two figures share it, or where the figure is
    the whole of which something is told ("most of the 870").
    """
    own = _parts(words, figures).get(at)
    if own is None or _WHOLE.search(words, max(0, at - _BEFORE), at):
        return 0, 0
    return own


@lru_cache(maxsize=64)
def _parts(words: str, figures: tuple[tuple[int, int], ...]) -> dict[int, tuple[int, int]]:
    """The part of each quantity that has one to itself, by where it begins; read once for all of a sentence."""
    found: dict[int, tuple[int, int]] = {}
    starts = sorted(start for start, _ in figures)
    seams = [0, *(match.start() for match in _SEAM.finditer(words)), len(words)]
    held: list[int] = []
    left = at = 0
    for low, high in pairwise(seams):
        until = bisect_left(starts, high, at)
        here = starts[at:until]
        at = until
        if here and held:
            found |= {one: (left, low) for one in held if len(held) == 1}
            left, held = low, []
        held = held + here
    return found | {one: (left, len(words)) for one in held if len(held) == 1}

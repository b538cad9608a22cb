"""Which part of a sentence is a figure's own where others stand in it, too: "870 applications came in" of "870 applications came in and 310 were granted"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

#: Where one part may end and the next begin; figures are blanked out, so no comma is one of a number.
_SEAM: Final = re.compile(
    r"[,;:()\[\]–—]"
    r"|(?<!\w)(?:and|while|whereas|but|und|während|aber|sondern|y|e|ed|pero|mientras|sino|et|mais|tandis que|alors que|ma|mentre|mas|enquanto)(?!\w)",
    re.IGNORECASE,
)
#: What stands before a figure of which others are a part ("most of the 870", "of 870 applications 310", where the 310 is blanked out): nothing that is said there need be said of it.
_WHOLE: Final = re.compile(
    r"(?:^|[,;:(]\s*|\s{2,}|\b(?:most|many|some|half|third|quarter|part|majority|share|none|all|few|several|out|meisten|viele|einige|hälfte|drittel|viertel|teil|mehrheit|keine[rs]?|alle|wenige"
    r"|mayoría|muchos|muchas|algunos|algunas|mitad|tercio|cuarto|parte|ninguno|ninguna|todos|todas|plupart|beaucoup|certains|certaines|moitié|tiers|quart|partie|aucun|aucune|tous|toutes|majorité"
    r"|molti|molte|alcuni|alcune|metà|terzo|nessuno|nessuna|tutti|tutte|maioria|muitos|muitas|alguns|algumas|metade|terço|nenhum|nenhuma)\s+)"
    r"(?:of|von|vom|de|des|del|di|d[’']|sur|parmi|entre|dei|degli|delle|dos|das|su|among|unter|der|d)"
    r"(?:\s+(?:the|these|those|its|their|all|den|der|diesen|los|las|estos|estas|les|ces|i|gli|le|os|as))?\s*$",
    re.IGNORECASE,
)


def own_part(words: str, figures: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """Where the part of a sentence stands that belongs to the quantity that begins at `at` alone; (0, 0) where none does.

    `words` is the sentence with its figures blanked out, `figures` where its quantities stand in it. A stretch between two seams without a quantity
    goes with the one before it, the first with the one behind. None is a figure's own where two figures share it, or where the figure is
    the whole of which something is told ("most of the 870").
    """
    if _WHOLE.search(words[:at]):
        return 0, 0
    seams = [0, *(match.start() for match in _SEAM.finditer(words)), len(words)]
    left = right = 0
    held: list[int] = []
    for low, high in pairwise(seams):
        here = [start for start, _ in figures if low <= start < high]
        if here and held:
            if at in held:
                break
            left, held = low, []
        held += here
        right = high
    return (left, right) if held == [at] else (0, 0)

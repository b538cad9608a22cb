"""Vectors for made texts, which mean nothing: each the sum of chance numbers for its words.

To make those of a million passages with the encoder would take hours, while what a search costs by the number of passages
does not depend on the numbers in their vectors. A query is read by the encoder all the same, so that its cost counts; what comes of that is thrown away, for it would be like no made vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sayso.evidence.meaning import Meaning

_WIDTH = 256
#: The length of a vector, as that of our encoder.
_SCALE = 400
#: Words have one of so many rows of chance numbers; two that share one are alike by chance.
_ROWS = 1 << 16


class MadeMeaning:
    """What makes such vectors (`sayso.evidence.meaning.Meaning`)."""

    name = "made"
    width = _WIDTH
    scale = _SCALE

    def __init__(self, paid: Meaning | None = None) -> None:
        """`paid` is the encoder whose cost counts with each text; None for none."""
        self._paid = paid
        self._numbers = np.random.default_rng(1).standard_normal((_ROWS, _WIDTH), np.float32)

    def vectors(self, texts: Sequence[str], language: str) -> NDArray[np.int8]:
        """A row for each text: two that share most of their words are alike."""
        if self._paid is not None:
            self._paid.vectors(texts, language)
        rows = [
            self._numbers[[crc32(word.encode()) % _ROWS for word in set(text.split())]].sum(axis=0) for text in texts
        ]
        lengths = [max(float(np.sqrt(np.vecdot(row, row))), 1e-9) for row in rows]
        found = [np.clip(np.rint(row * (_SCALE / long)), -127, 127) for row, long in zip(rows, lengths, strict=True)]
        return np.array(found, np.int8).reshape(-1, _WIDTH)

"""What an encoder hears in a sentence: that it limits what was said before it, by what was not counted, asked, checked or is not known.

Lists of phrases know only the caveats that somebody thought of. Here the vector of a whole sentence (`sayso.language.meaning`) is weighed, so that words that nobody
listed count, too, and in every language that the encoder serves. Names of nations, creeds and parties are read as one another (`sayso.language.sides`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from sayso.model import Problem

from .meaning import meaning_problem, meaning_reader
from .sides import evened
from .weights import content, facts, weights_problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME: Final = "caveats"
#: Sentences whose vectors are kept: a source document's are asked about again for every claim that rests on it.
_KEPT: Final = 2048
#: More of a sentence is not read.
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class CaveatsReader:
    """Loaded weights that say how surely a sentence is a caveat; `sure` and `likely` are the log odds from which on it is taken for one, and for one that may be."""

    weights: NDArray[np.float64]
    bias: float
    sure: float
    likely: float
    languages: tuple[str, ...]

    def serves(self, language: str) -> bool:
        """Whether the weights know sentences of a language (BCP 47)."""
        return language.partition("-")[0] in self.languages

    def odds(self, text: str, language: str) -> float:
        """The log odds that a sentence is a caveat. Cost: linear in its length, of which no more than 1,000 characters are read; nothing where it was asked about lately."""
        return float(self.bias + self.weights @ _vector(text[:_LONGEST], language))

    def likeness(self, one: tuple[str, str], other: tuple[str, str]) -> float:
        """How alike two sentences, each with its language, are in meaning: the cosine of their vectors."""
        return float(_vector(one[0][:_LONGEST], one[1]) @ _vector(other[0][:_LONGEST], other[1]))


@lru_cache(maxsize=_KEPT)
def _vector(text: str, language: str) -> NDArray[np.float64]:
    """The vector of a sentence, of a length of about one."""
    import numpy as np

    reader = meaning_reader()
    if reader is None:
        raise RuntimeError("there is no encoder of meaning")  # `caveats_reader` gives no reader then
    (row,) = reader.vectors([evened(text, language)], language)
    return np.asarray(row / reader.scale, np.float64)


def caveats_problem() -> Problem | None:
    """Why caveats are looked for by word lists alone: files that are missing or damaged, a library that does not load; None where they are read, too."""
    return weights_problem(_NAME, "the reader of caveats", "caveats are found by word lists alone") or meaning_problem()


@cache
def caveats_reader() -> CaveatsReader | None:
    """The reader of caveats; None where its weights or the encoder of meaning cannot be used (`caveats_problem` says why)."""
    if caveats_problem() is not None:
        return None
    import numpy as np

    known: Any = facts(_NAME)
    told = json.loads(content(_NAME, "weights.json"))
    return CaveatsReader(
        np.array(told["weights"], np.float64),
        float(told["bias"]),
        float(known["sure"]),
        float(known["likely"]),
        tuple(known["languages"]),
    )

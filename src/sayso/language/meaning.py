"""What texts mean, as vectors: a sentence and its translation lie near one another.

Each text is encoded by itself, and what an encoder's states say of the language alone is taken out, so that texts of six languages can be held
against each other. What the weights are and how well they do: `models/meaning/CARD.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sayso.model import Problem

from .weights import facts, session, tokenizer, weights_problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME: Final = "meaning"
_READS: Final = "the encoder of meaning"
_UNTIL: Final = "passages are found by words, names and figures alone"


class MeaningReader:
    """Makes vectors of texts. The weights are read when the first text is."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        """Take what is known of the weights: their facts."""
        self._known = known
        self._numbers = {language: number for number, language in enumerate(known["languages"])}

    @property
    def name(self) -> str:
        """What tells vectors of these weights from those of others."""
        hashed: str = self._known["sha256"]["encoder.onnx"]
        return f"{_NAME}/{hashed[:16]}"

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self._known["width"])

    @property
    def scale(self) -> int:
        """The length of a vector: the product of two is their cosine times the square of this, but for rounding."""
        return int(self._known["scale"])

    def vectors(self, texts: Sequence[str], language: str) -> NDArray[np.int8]:
        """A row of `width` numbers from -127 to 127 for each text in a language (BCP 47).

        The same text gives the same row, whatever stands beside it. What is behind the first 500 word pieces is not read. Cost: linear in the
        texts' length, 3,000 words a second and core where the quick kernels are exact, else half of that.
        """
        import numpy as np

        made = np.empty((len(texts), self.width), np.int8)
        for number, text in enumerate(texts):
            made[number] = self._vector(text, language)
        return made

    def _vector(self, text: str, language: str) -> NDArray[np.int8]:
        import numpy as np

        pieces = tokenizer(_NAME).encode(self._known["front"] + _whole(text[: _LONGEST * self._known["longest"]])).ids
        fed = {
            "pieces": np.array([pieces[: self._known["longest"]]], np.int64),
            "language": np.array([self._numbers.get(language.partition("-")[0], len(self._numbers))], np.int64),
        }
        ((row,),) = session(_NAME, "encoder.onnx").run(["vector"], fed)
        return np.asarray(np.clip(np.rint(row * self.scale), -127, 127), np.int8)


#: Characters of a word piece, at most.
_LONGEST: Final = 16


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()


def meaning_problem() -> Problem | None:
    """Why texts are not made vectors: files that are missing or damaged, a library that does not load; None where they can be."""
    return weights_problem(_NAME, _READS, _UNTIL)


@cache
def meaning_reader() -> MeaningReader | None:
    """What makes vectors of texts; None where the weights cannot be used (`meaning_problem` says why)."""
    return None if meaning_problem() is not None else MeaningReader(facts(_NAME))

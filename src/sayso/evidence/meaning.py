"""What an index asks of an encoder: vectors of texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Meaning(Protocol):
    """What makes vectors of texts: a row of `width` numbers from -127 to 127 each, of a length of about `scale`."""

    @property
    def name(self) -> str:
        """What tells its vectors from those of others."""

    @property
    def width(self) -> int:
        """How many numbers a vector has."""

    @property
    def scale(self) -> int:
        """The length of a vector."""

    def vectors(self, texts: Sequence[str], language: str) -> NDArray[np.int8]:
        """A row for each text in a language (BCP 47)."""


#: From nothing to what makes vectors; nothing where there is no such thing.
Encoder = Callable[[], Meaning | None]


def no_encoder() -> Meaning | None:
    """No vectors: what an index has that is given no encoder."""
    return None
